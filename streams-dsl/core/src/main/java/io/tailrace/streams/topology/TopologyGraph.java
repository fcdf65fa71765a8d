package io.tailrace.streams.topology;

import io.tailrace.streams.TopologyConfig;
import io.tailrace.streams.TopologyDescription;
import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.internals.ApiUtils;
import io.tailrace.streams.state.BuiltInDslStoreSuppliers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The topology while it is built: nodes and stores by name with the checks that keep it sound. {@link #compile} cuts it in
 * sub-topologies for an application. Topic names are kept without the application prefix of internal topics.
 *
 * <p><b>Threads:</b> the thread that builds the topology; synchronised by the public classes above.
 */
public final class TopologyGraph {
    private final Map<String, NodeSpec> nodes = new LinkedHashMap<>();
    private final Map<String, StoreSpec> stores = new LinkedHashMap<>();
    private final Map<String, GlobalStoreSpec> globalStores = new LinkedHashMap<>();
    private final Set<String> globalNodes = new HashSet<>();
    private final Map<String, String> firstUserOfStore = new HashMap<>();
    private final Map<String, Optional<Integer>> internalTopics = new HashMap<>();
    private final Map<String, String> sourceTopicChangelogs = new HashMap<>();
    private final List<Set<String>> copartitionedSources = new ArrayList<>();
    private final Set<String> sourceTopics = new HashSet<>();
    private final List<Pattern> sourcePatterns = new ArrayList<>();
    private final NodeGroups groups = new NodeGroups();

    private final @Nullable TopologyConfig config;
    private final ProcessorWrapping wrapping;

    public TopologyGraph() {
        config = null;
        wrapping = new ProcessorWrapping(null, new StoreDefaults(BuiltInDslStoreSuppliers.ROCKS_DB, false));
    }

    /** @param config what the topology is built with */
    public TopologyGraph(TopologyConfig config) {
        this.config = config;
        wrapping = new ProcessorWrapping(
                config.processorWrapper(),
                new StoreDefaults(config.resolveDslStoreSuppliers().orElse(BuiltInDslStoreSuppliers.ROCKS_DB), false));
    }

    /** What the topology was built with, or null if it was without. */
    public @Nullable TopologyConfig config() {
        return config;
    }

    public void addSource(SourceSpec source) {
        requireNew(source.name());
        if (source.pattern() != null) {
            for (String topic : sourceTopics) {
                if (source.pattern().matcher(topic).matches()) {
                    throw new TopologyException("Pattern " + source.pattern()
                            + " will match a topic that has already been registered by another source.");
                }
            }
            sourcePatterns.add(source.pattern());
        } else {
            if (source.topics().isEmpty()) {
                throw new TopologyException("topics cannot be empty");
            }
            for (String topic : source.topics()) {
                requireUnreadTopic(topic);
                sourceTopics.add(topic);
            }
        }
        nodes.put(source.name(), source);
        groups.add(source.name());
    }

    /** Adds a processor, with the stores that its supplier brings. */
    public void addProcessor(String name, Supplier<?> supplier, List<String> predecessors) {
        addProcessor(name, supplier, predecessors, List.of());
    }

    /** Adds a processor with these stores and those that its supplier brings. */
    public void addProcessor(
            String name, Supplier<?> supplier, List<String> predecessors, List<StoreSpec> declaredStores) {
        requireParents(name, predecessors);
        ApiUtils.checkSupplier(supplier);
        ProcessorWrapping.Wrapped wrapped = wrapping.wrap(name, supplier, declaredStores);
        nodes.put(name, new ProcessorSpec(name, List.copyOf(predecessors), wrapped.supplier(), new HashSet<>()));
        unite(name, predecessors);
        wrapped.stores().forEach(store -> addStore(store, name));
    }

    public void addSink(SinkSpec sink) {
        requireParents(sink.name(), sink.predecessors());
        nodes.put(sink.name(), sink);
        unite(sink.name(), sink.predecessors());
    }

    /** Adds a store that every instance fills from all partitions of the source's one topic, through the processor. */
    public void addGlobalStore(SourceSpec source, String processorName, Supplier<?> supplier, GlobalStoreSpec store) {
        Objects.requireNonNull(source.name(), "name cannot be null");
        Objects.requireNonNull(store.topic(), "topic cannot be null");
        requireUnreadTopic(store.topic());
        requireNew(source.name());
        requireNew(processorName);
        if (source.name().equals(processorName)) {
            throw new TopologyException("sourceName and processorName must be different.");
        }
        ApiUtils.checkSupplier(supplier);
        if (stores.containsKey(store.name())) {
            throw new TopologyException("A different StateStore has already been added with the name " + store.name());
        }
        if (globalStores.containsKey(store.name())) {
            throw new TopologyException(
                    "A different GlobalStateStore has already been added with the name " + store.name());
        }
        sourceTopics.add(store.topic());
        nodes.put(source.name(), source);
        groups.add(source.name());
        nodes.put(
                processorName,
                new ProcessorSpec(
                        processorName,
                        List.of(source.name()),
                        wrapping.wrap(processorName, supplier, List.of()).supplier(),
                        new HashSet<>(Set.of(store.name()))));
        unite(processorName, List.of(source.name()));
        globalStores.put(store.name(), store);
        globalNodes.add(source.name());
        globalNodes.add(processorName);
    }

    /** Adds a store, or the same one again, and connects it with the processors. */
    public void addStore(StoreSpec store, String... processors) {
        if (globalStores.containsKey(store.name())) {
            throw new TopologyException("A different StateStore has already been added with the name " + store.name());
        }
        StoreSpec present = stores.get(store.name());
        if (present != null && !present.equals(store)) {
            throw new TopologyException("A different StateStore has already been added with the name " + store.name());
        }
        stores.put(store.name(), store);
        for (String processor : processors) {
            connect(processor, store.name());
        }
    }

    public void connect(String processor, String storeName) {
        Objects.requireNonNull(processor, "processorName cannot be null");
        Objects.requireNonNull(storeName, "state store name cannot be null");
        if (globalStores.containsKey(storeName)) {
            throw new TopologyException("Global StateStore " + storeName
                    + " can be used by a Processor without being specified; it should not be explicitly passed.");
        }
        if (!stores.containsKey(storeName)) {
            throw new TopologyException("StateStore " + storeName + " is not added yet.");
        }
        NodeSpec node = nodes.get(processor);
        if (node == null) {
            throw new TopologyException("Processor " + processor + " is not added yet.");
        }
        if (!(node instanceof ProcessorSpec spec)) {
            throw new TopologyException(
                    "cannot connect a state store " + storeName + " to a source node or a sink node.");
        }
        String user = firstUserOfStore.putIfAbsent(storeName, processor);
        if (user != null) {
            groups.unite(user, processor);
        }
        spec.stores().add(storeName);
    }

    /**
     * Refuses a store that does not keep its history for at least {@code historyMs}: joins with a grace period look up rows of the past.
     *
     * @throws IllegalArgumentException if it does not
     */
    public void requireHistory(String storeName, long historyMs) {
        StoreSpec store = stores.get(storeName);
        if (store == null || !store.isVersioned()) {
            throw new IllegalArgumentException(
                    "KTable must be versioned to use a grace period in a stream table join.");
        }
        if (historyMs > store.historyRetentionMs()) {
            throw new IllegalArgumentException("History retention must be at least grace period.");
        }
    }

    public boolean hasStore(String storeName) {
        return stores.containsKey(storeName);
    }

    /** The names of all stores, global ones and those that no processor uses among them. */
    public Set<String> storeNames() {
        Set<String> names = new LinkedHashSet<>(stores.keySet());
        names.addAll(globalStores.keySet());
        return names;
    }

    /** Declares a repartition topic, with a partition count if it is fixed. */
    public void addInternalTopic(String topic, Optional<Integer> partitions) {
        internalTopics.put(topic, partitions);
    }

    /** Uses a source topic as the changelog of a store. */
    public void reuseAsChangelog(String storeName, String topic) {
        sourceTopicChangelogs.put(storeName, topic);
    }

    /** Declares that the topics of these sources need equally many partitions. */
    public void copartition(Collection<String> sources) {
        copartitionedSources.add(new LinkedHashSet<>(sources));
    }

    /** Puts a source in the place of another one wherever that was declared. */
    public void replaceCopartitioned(String source, String by) {
        for (Set<String> group : copartitionedSources) {
            if (group.remove(source)) {
                group.add(by);
            }
        }
    }

    /** Checks what can be checked without a cluster: fixed partition counts of co-partitioned internal topics. */
    public void validateCopartition() {
        for (Set<String> group : copartitionedSources) {
            Map<String, Integer> fixed = new TreeMap<>();
            Set<String> topics = new HashSet<>();
            for (String name : group) {
                if (nodes.get(name) instanceof SourceSpec source) {
                    topics.addAll(source.topics());
                }
            }
            for (String topic : topics) {
                Optional<Integer> count = internalTopics.getOrDefault(topic, Optional.empty());
                count.ifPresent(partitions -> fixed.put(topic, partitions));
            }
            if (fixed.size() == topics.size() && new HashSet<>(fixed.values()).size() > 1) {
                throw new TopologyException(
                        "Following topics do not have the same number of partitions: [" + fixed + "]");
            }
        }
    }

    public TopologyDescription describe() {
        return Describer.describe(config == null ? null : config.topologyName, nodeGroups(), nodes, globalNodes);
    }

    /** Cuts the graph in sub-topologies, and gives internal topics the application's prefix. */
    public CompiledTopology compile(String topicPrefix) {
        return compiler(topicPrefix).compile(nodeGroups(), copartitionedSources);
    }

    /** All nodes as one sub-topology, for running them in one task; the global stores are apart. */
    public CompiledTopology compileWhole(String topicPrefix) {
        List<String> all = new ArrayList<>(nodes.keySet());
        all.removeAll(globalNodes);
        List<List<String>> together = new ArrayList<>();
        together.add(all);
        nodeGroups().stream().filter(this::isGlobal).forEach(together::add);
        return compiler(topicPrefix).compile(together, List.of());
    }

    private TopologyCompiler compiler(String topicPrefix) {
        return new TopologyCompiler(
                topicPrefix,
                nodes,
                new TopologyCompiler.Stores(stores, globalStores, sourceTopicChangelogs),
                internalTopics);
    }

    private boolean isGlobal(List<String> group) {
        return !group.isEmpty() && globalNodes.contains(group.get(0));
    }

    /** Nodes by sub-topology, numbered in the order in which their first node was added. */
    private List<List<String>> nodeGroups() {
        Map<String, List<String>> byRoot = new LinkedHashMap<>();
        for (String name : nodes.keySet()) {
            byRoot.computeIfAbsent(groups.root(name), root -> new ArrayList<>()).add(name);
        }
        return new ArrayList<>(byRoot.values());
    }

    private void unite(String name, List<String> predecessors) {
        groups.add(name);
        for (String predecessor : predecessors) {
            groups.unite(name, predecessor);
        }
    }

    private void requireNew(String name) {
        Objects.requireNonNull(name, "name cannot be null");
        if (nodes.containsKey(name)) {
            throw new TopologyException("Processor " + name + " is already added.");
        }
    }

    private void requireParents(String name, List<String> predecessors) {
        requireNew(name);
        if (predecessors.isEmpty()) {
            throw new TopologyException("predecessorNames cannot be empty");
        }
        for (String predecessor : predecessors) {
            Objects.requireNonNull(predecessor, "parent name cannot be null");
            NodeSpec parent = nodes.get(predecessor);
            if (parent == null) {
                String reason = predecessor.equals(name) ? " is unknown (self-reference)." : " is unknown.";
                throw new TopologyException("Parent node " + predecessor + reason);
            }
            if (parent instanceof SinkSpec) {
                throw new TopologyException("Sink " + predecessor + " cannot be used a parent.");
            }
        }
    }

    private void requireUnreadTopic(String topic) {
        Objects.requireNonNull(topic, "topic names cannot be null");
        if (sourceTopics.contains(topic)) {
            throw new TopologyException("Topic " + topic + " has already been registered by another source.");
        }
        for (Pattern pattern : sourcePatterns) {
            if (pattern.matcher(topic).matches()) {
                throw new TopologyException(
                        "Topic " + topic + " matches a Pattern already registered by another source.");
            }
        }
    }
}
