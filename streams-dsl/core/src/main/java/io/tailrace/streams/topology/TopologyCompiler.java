package io.tailrace.streams.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a {@link CompiledTopology} of the declared nodes.
 *
 * <p><b>Threads:</b> confined to one call.
 */
final class TopologyCompiler {
    private final String topicPrefix;
    private final Map<String, NodeSpec> nodes;
    private final Map<String, StoreSpec> stores;
    private final Map<String, GlobalStoreSpec> globalStores;
    private final Map<String, Optional<Integer>> internalTopics;
    private final Map<String, String> sourceTopicChangelogs;

    /** The stores by name, and the source topics that serve as changelogs, by store. */
    record Stores(
            Map<String, StoreSpec> local,
            Map<String, GlobalStoreSpec> global,
            Map<String, String> sourceTopicChangelogs) {}

    TopologyCompiler(
            String topicPrefix,
            Map<String, NodeSpec> nodes,
            Stores stores,
            Map<String, Optional<Integer>> internalTopics) {
        this.topicPrefix = topicPrefix;
        this.nodes = nodes;
        this.stores = stores.local();
        this.globalStores = stores.global();
        this.internalTopics = internalTopics;
        this.sourceTopicChangelogs = stores.sourceTopicChangelogs();
    }

    CompiledTopology compile(List<List<String>> groups, List<Set<String>> copartitionedSources) {
        List<Subtopology> subtopologies = new ArrayList<>();
        List<String> globalNodes = new ArrayList<>();
        for (int id = 0; id < groups.size(); id++) {
            if (isGlobal(groups.get(id))) {
                globalNodes.addAll(groups.get(id));
            } else {
                subtopologies.add(subtopology(id, groups.get(id)));
            }
        }
        List<Set<String>> copartitioned = new ArrayList<>();
        for (Set<String> group : copartitionedSources) {
            Set<String> topics = new TreeSet<>();
            for (String name : group) {
                if (nodes.get(name) instanceof SourceSpec source) {
                    source.topics().forEach(topic -> topics.add(fullName(topic)));
                }
            }
            mergeIntoOverlapping(copartitioned, topics);
        }
        return new CompiledTopology(subtopologies, globalNodes.isEmpty() ? null : globals(globalNodes), copartitioned);
    }

    private boolean isGlobal(List<String> group) {
        return group.stream()
                .map(nodes::get)
                .anyMatch(node -> node instanceof ProcessorSpec processor
                        && processor.stores().stream().anyMatch(globalStores::containsKey));
    }

    private GlobalTopology globals(List<String> names) {
        Map<String, SourceSpec> sources = new LinkedHashMap<>();
        for (String name : names) {
            if (nodes.get(name) instanceof SourceSpec source) {
                source.topics().forEach(topic -> sources.put(topic, source));
            }
        }
        return new GlobalTopology(names.stream().map(nodes::get).toList(), sources, List.copyOf(globalStores.values()));
    }

    private static void mergeIntoOverlapping(List<Set<String>> groups, Set<String> topics) {
        for (Iterator<Set<String>> it = groups.iterator(); it.hasNext(); ) {
            Set<String> group = it.next();
            if (!Collections.disjoint(group, topics)) {
                topics.addAll(group);
                it.remove();
            }
        }
        groups.add(topics);
    }

    private Subtopology subtopology(int id, List<String> names) {
        List<NodeSpec> members = new ArrayList<>();
        Map<String, SourceSpec> sources = new LinkedHashMap<>();
        List<SourceSpec> patternSources = new ArrayList<>();
        Map<String, InternalTopic> repartitions = new LinkedHashMap<>();
        Set<String> sinkTopics = new LinkedHashSet<>();
        Map<String, StoreSpec> usedStores = new LinkedHashMap<>();
        Map<String, InternalTopic> changelogs = new LinkedHashMap<>();
        Map<String, String> changelogTopics = new LinkedHashMap<>();
        for (String name : names) {
            NodeSpec node = nodes.get(name);
            if (node instanceof SourceSpec source) {
                if (source.pattern() != null) {
                    patternSources.add(source);
                }
                for (String topic : source.topics()) {
                    sources.put(fullName(topic), source);
                    if (internalTopics.containsKey(topic)) {
                        repartitions.put(fullName(topic), repartition(topic));
                    }
                }
            } else if (node instanceof SinkSpec sink && sink.topic() != null) {
                String topic = fullName(sink.topic());
                sinkTopics.add(topic);
                node = new SinkSpec(
                        name,
                        sink.predecessors(),
                        topic,
                        null,
                        sink.keySerializer(),
                        sink.valueSerializer(),
                        sink.partitioner());
            } else if (node instanceof ProcessorSpec processor) {
                for (String storeName : new TreeSet<>(processor.stores())) {
                    usedStores.put(storeName, stores.get(storeName));
                }
            }
            members.add(node);
        }
        for (StoreSpec store : usedStores.values()) {
            String reused = sourceTopicChangelogs.get(store.name());
            if (reused != null) {
                changelogTopics.put(store.name(), fullName(reused));
            } else if (store.loggingEnabled()) {
                InternalTopic changelog = changelog(store);
                changelogs.put(store.name(), changelog);
                changelogTopics.put(store.name(), changelog.name());
            }
        }
        return new Subtopology(
                id,
                members,
                sources,
                patternSources,
                sinkTopics,
                repartitions,
                new ArrayList<>(usedStores.values()),
                changelogs,
                changelogTopics);
    }

    private InternalTopic repartition(String topic) {
        return new InternalTopic(
                fullName(topic), InternalTopic.Kind.REPARTITION, internalTopics.get(topic), -1, Map.of());
    }

    private InternalTopic changelog(StoreSpec store) {
        return new InternalTopic(
                topicPrefix + "-" + store.name() + "-changelog",
                InternalTopic.Kind.CHANGELOG,
                Optional.empty(),
                store.retentionMs(),
                store.logConfig());
    }

    private String fullName(String topic) {
        return internalTopics.containsKey(topic) ? topicPrefix + "-" + topic : topic;
    }
}
