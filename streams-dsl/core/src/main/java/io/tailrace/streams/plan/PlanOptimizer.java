package io.tailrace.streams.plan;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.topology.TopologyGraph;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a plan before it is written to the topology, as {@code topology.optimization} says.
 *
 * <p>The rules are Kafka's with their results down to the names, so that an application finds its topics when it moves: {@link
 * StreamsConfig#REUSE_KTABLE_SOURCE_TOPICS} lets the source topic of a table serve as the changelog of its store; {@link
 * StreamsConfig#MERGE_REPARTITION_TOPICS} sends a stream whose key changed through one repartition topic, right behind the operation
 * that changed it, in place of one per use; {@link StreamsConfig#SINGLE_STORE_SELF_JOIN} keeps one store where a stream is joined with
 * itself.
 *
 * <p><b>Threads:</b> the thread that builds the topology.
 */
final class PlanOptimizer {
    private final Plan plan;
    private final TopologyGraph graph;

    PlanOptimizer(Plan plan, TopologyGraph graph) {
        this.plan = plan;
        this.graph = graph;
    }

    void apply(Set<String> rules) {
        if (rules.contains(StreamsConfig.REUSE_KTABLE_SOURCE_TOPICS)) {
            reuseSourceTopics();
        }
        if (rules.contains(StreamsConfig.MERGE_REPARTITION_TOPICS)) {
            mergeRepartitions();
        }
        if (rules.contains(StreamsConfig.SINGLE_STORE_SELF_JOIN)) {
            rewriteSelfJoins();
        }
    }

    private void reuseSourceTopics() {
        for (PlanNode node : plan.nodes()) {
            if (node instanceof TableSourceNode table) {
                table.reuseTopicAsChangelog();
            }
        }
    }

    private void rewriteSelfJoins() {
        for (PlanNode node : plan.nodes()) {
            if (node instanceof StreamJoinNode join) {
                join.rewriteSelfJoin();
            }
        }
    }

    private void mergeRepartitions() {
        repartitionsByKeyChanger().forEach((changer, repartitions) -> {
            if (!repartitions.isEmpty()) {
                merge(changer, repartitions);
            }
        });
    }

    /** Where to repartition, and the nodes that this makes superfluous: behind a key changer, or behind a merge of several of them. */
    private Map<PlanNode, Set<RepartitionNode>> repartitionsByKeyChanger() {
        Map<PlanNode, Set<RepartitionNode>> byChanger = new LinkedHashMap<>();
        for (PlanNode node : plan.nodes()) {
            if (node.changesKey()) {
                byChanger.put(node, new LinkedHashSet<>());
            } else if (node instanceof RepartitionNode repartition && repartition.mayMerge()) {
                PlanNode changer = keyChangerOf(repartition);
                if (changer != null) {
                    Objects.requireNonNull(byChanger.get(changer)).add(repartition);
                }
            }
        }
        Set<PlanNode> replaced = new LinkedHashSet<>();
        Map<PlanNode, Set<RepartitionNode>> behindMerges = new LinkedHashMap<>();
        for (PlanNode merge : plan.nodes()) {
            if (merge.merges()) {
                Set<RepartitionNode> repartitions = new LinkedHashSet<>();
                byChanger.forEach((changer, below) -> {
                    boolean allBehindMerge = below.stream()
                            .allMatch(node -> nearest(node, up -> up.parents().contains(merge)) != null);
                    if (allBehindMerge && nearest(merge, up -> up.parents().contains(changer)) != null) {
                        repartitions.addAll(below);
                        replaced.add(changer);
                    }
                });
                behindMerges.put(merge, repartitions);
            }
        }
        byChanger.putAll(behindMerges);
        replaced.forEach(byChanger::remove);
        return byChanger;
    }

    /** The operation upstream that changed the key, if the value was not changed after it: its serdes are only good before that. */
    private static @Nullable PlanNode keyChangerOf(RepartitionNode repartition) {
        PlanNode changer = nearest(repartition, PlanNode::changesKey);
        PlanNode first = nearest(repartition, node -> node.changesKey() || node.changesValue());
        return first != null && first.equals(changer) ? changer : null;
    }

    private void merge(PlanNode changer, Set<RepartitionNode> repartitions) {
        RepartitionNode merged = RepartitionNode.merged(
                plan,
                repartitions.iterator().next().topic(),
                firstOf(repartitions.stream().map(RepartitionNode::keySerde).toList()),
                firstOf(repartitions.stream().map(RepartitionNode::valueSerde).toList()));
        for (RepartitionNode repartition : repartitions) {
            PlanNode below = nearest(repartition, node -> node.parents().contains(changer));
            if (below != null) { // else an operation above it was moved already, together with another repartition
                merged.addChild(below, below.order());
                changer.removeChild(below);
            }
            List<PlanNode> parents = List.copyOf(repartition.parents());
            for (PlanNode child : List.copyOf(repartition.children())) {
                parents.forEach(parent -> parent.addChild(child, child.order()));
                repartition.removeChild(child);
            }
            parents.forEach(parent -> parent.removeChild(repartition));
            graph.replaceCopartitioned(repartition.name(), merged.name());
        }
        // The place of the changer in the order of writing, so that it is there before what is behind it.
        changer.addChild(merged, changer.order());
    }

    private static @Nullable Serde<?> firstOf(Collection<? extends @Nullable Serde<?>> serdes) {
        for (Serde<?> serde : serdes) {
            if (serde != null) {
                return serde;
            }
        }
        return null;
    }

    /** The node itself or the first one upstream that matches, by depth; null if there is none. */
    private static @Nullable PlanNode nearest(PlanNode node, Predicate<PlanNode> matches) {
        if (matches.test(node)) {
            return node;
        }
        for (PlanNode parent : node.parents()) {
            PlanNode found = nearest(parent, matches);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
