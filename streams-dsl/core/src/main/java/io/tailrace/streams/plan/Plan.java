package io.tailrace.streams.plan;

import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.topology.TopologyGraph;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The logical graph of one {@link StreamsBuilder}. Hands out names by one running number, and writes its nodes to the physical
 * topology in the order in which they were added.
 *
 * <p><b>Threads:</b> the thread that builds the topology.
 */
public final class Plan {
    private final PlanNode root = new Root();
    private final TopologyGraph graph;
    private final Set<PlanNode> nodes = new LinkedHashSet<>();
    private final ImplicitNames implicitNames;
    private final PlanSettings settings;
    private int nextName;
    private int nextOrder;

    public Plan(TopologyGraph graph) {
        this(graph, new PlanSettings(false, false));
    }

    public Plan(TopologyGraph graph, PlanSettings settings) {
        this.graph = graph;
        this.settings = settings;
        this.implicitNames = new ImplicitNames(settings.explicitNamesOnly());
    }

    public PlanSettings settings() {
        return settings;
    }

    /** The parent of all sources. */
    static final class Root extends PlanNode {
        Root() {
            super("root");
        }

        @Override
        void writeTo(TopologyGraph graph) {}
    }

    public String newProcessorName(String prefix) {
        return prefix + nextNumber();
    }

    public String newStoreName(String prefix) {
        return prefix + "STATE-STORE-" + nextNumber();
    }

    private String nextNumber() {
        String digits = Integer.toString(nextName++);
        return "0".repeat(10 - digits.length()) + digits;
    }

    /** Collects the names of topics and stores that are generated. */
    public ImplicitNames implicitNames() {
        return implicitNames;
    }

    /** All nodes in the order in which they were added first. */
    Set<PlanNode> nodes() {
        return nodes;
    }

    public void addSource(PlanNode node) {
        nodes.add(node);
        root.addChild(node, nextOrder++);
    }

    public void add(PlanNode parent, PlanNode node) {
        nodes.add(node);
        parent.addChild(node, nextOrder++);
    }

    /** Declares a topic that operators send through; its partition count follows from its readers and writers. */
    public void addInternalTopic(String topic) {
        graph.addInternalTopic(topic, Optional.empty());
    }

    public void copartition(Collection<String> sources) {
        graph.copartition(sources);
    }

    /** Writes what was added since the last call, without optimisation. */
    public void writeToGraph() {
        writeToGraph(Set.of());
    }

    /**
     * Writes what was added since the last call.
     *
     * @param optimizations names of the rules to apply, see {@link PlanOptimizer}
     */
    public void writeToGraph(Set<String> optimizations) {
        mergeSourcesOfOneTopic();
        new PlanOptimizer(this, graph).apply(optimizations);
        keepNullKeysWhereWanted(root, new HashSet<>());
        useVersions(root, new HashSet<>());
        PriorityQueue<PlanNode> queue = new PriorityQueue<>(Comparator.comparingInt(PlanNode::order));
        queue.add(root);
        while (!queue.isEmpty()) {
            PlanNode node = queue.remove();
            if (node.readyToWrite()) {
                node.write(graph);
            }
            queue.addAll(node.children());
        }
        graph.validateCopartition();
        implicitNames.check();
    }

    /** Tells nodes of versioned tables upstream. */
    private static void useVersions(PlanNode node, Set<PlanNode> visited) {
        for (PlanNode child : node.children()) {
            if (node.isVersioned()) {
                child.useVersionsOf(node);
            }
            if (visited.add(child)) {
                useVersions(child, visited);
            }
        }
    }

    /** Sources that read the same topics become one, as a topic can be read by one source only. */
    private void mergeSourcesOfOneTopic() {
        Map<String, StreamSourceNode> byTopic = new HashMap<>();
        Map<String, StreamSourceNode> byPattern = new HashMap<>();
        for (PlanNode node : List.copyOf(root.children())) {
            if (node instanceof StreamSourceNode source) {
                if (source.pattern() != null) {
                    String pattern =
                            source.pattern().pattern() + "/" + source.pattern().flags();
                    StreamSourceNode first = byPattern.putIfAbsent(pattern, source);
                    if (first != null) {
                        merge(first, source);
                    }
                } else {
                    mergeTopics(source, byTopic);
                }
            }
        }
    }

    private void mergeTopics(StreamSourceNode source, Map<String, StreamSourceNode> byTopic) {
        for (String topic : source.topics()) {
            StreamSourceNode first = byTopic.putIfAbsent(topic, source);
            if (first != null && first != source) {
                if (!first.topics().equals(source.topics())) {
                    throw new TopologyException(
                            "Two source nodes are subscribed to overlapping but not equal input topics: " + first.name()
                                    + " reads " + first.topics() + ", " + source.name() + " reads " + source.topics());
                }
                merge(first, source);
                return;
            }
        }
    }

    private void merge(StreamSourceNode first, StreamSourceNode other) {
        first.absorb(other);
        for (PlanNode child : List.copyOf(other.children())) {
            other.removeChild(child);
            first.addChild(child, child.order());
        }
        root.removeChild(other);
    }

    /** A repartition drops records without key, unless a node downstream has a use for them. Returns whether node or one below has. */
    private static boolean keepNullKeysWhereWanted(PlanNode node, Set<PlanNode> wanting) {
        boolean wanted = false;
        for (PlanNode child : node.children()) {
            if (keepNullKeysWhereWanted(child, wanting) || child.acceptsNullKeys()) {
                wanted = true;
            }
        }
        if (node instanceof RepartitionNode repartition) {
            repartition.keepNullKeys(wanted);
        }
        return wanted;
    }
}
