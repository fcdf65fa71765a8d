package io.tailrace.streams.topology;

import io.tailrace.streams.TopologyDescription;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes the {@link TopologyDescription}. Within a sub-topology nodes are sorted by the size of what lies downstream of them, largest
 * first, then by name.
 *
 * <p><b>Threads:</b> confined to one call.
 */
final class Describer {
    static final Comparator<TopologyDescription.Node> BY_SIZE_THEN_NAME = Comparator.comparingInt(
                    (TopologyDescription.Node node) -> -((Described) node).size)
            .thenComparing(TopologyDescription.Node::name);

    private Describer() {}

    /** @param name of the topology, or null if it has none */
    static TopologyDescription describe(
            @Nullable String name, List<List<String>> groups, Map<String, NodeSpec> nodes, Set<String> globalNodes) {
        Set<TopologyDescription.Subtopology> subtopologies = new LinkedHashSet<>();
        Set<TopologyDescription.GlobalStore> globalStores = new LinkedHashSet<>();
        for (int id = 0; id < groups.size(); id++) {
            Set<TopologyDescription.Node> members = nodesOf(groups.get(id), nodes);
            if (globalNodes.containsAll(groups.get(id))) {
                globalStores.add(globalStore(id, members));
            } else {
                subtopologies.add(new DescribedSubtopology(id, members));
            }
        }
        return new Description(name, subtopologies, globalStores);
    }

    private static TopologyDescription.GlobalStore globalStore(int id, Set<TopologyDescription.Node> members) {
        TopologyDescription.Source source = null;
        TopologyDescription.Processor processor = null;
        for (TopologyDescription.Node node : members) {
            if (node instanceof TopologyDescription.Source found) {
                source = found;
            } else if (node instanceof TopologyDescription.Processor found) {
                processor = found;
            }
        }
        return new DescribedGlobalStore(
                id, Objects.requireNonNull(source, "source"), Objects.requireNonNull(processor, "processor"));
    }

    /**
     * Connects the nodes. The order of neighbours is Kafka's: they are sorted by what was known of their sizes when they were
     * connected, and nodes are connected in the order of a hash map by name, filled in the order of a hash set that grew name by name.
     */
    private static Set<TopologyDescription.Node> nodesOf(List<String> names, Map<String, NodeSpec> nodes) {
        Set<String> group = new HashSet<>();
        group.addAll(names); // not by the constructor, whose capacity would be another
        Map<String, Described> described = new HashMap<>();
        for (String name : group) {
            described.put(name, Described.of(nodes.get(name)));
        }
        for (Described node : described.values()) {
            for (String parentName : nodes.get(node.name()).predecessors()) {
                Described parent = described.get(parentName);
                node.predecessors.add(parent);
                parent.successors.add(node);
                grow(parent, node.size);
            }
        }
        Set<TopologyDescription.Node> sorted = new TreeSet<>(BY_SIZE_THEN_NAME);
        sorted.addAll(described.values());
        return Collections.unmodifiableSet(sorted);
    }

    private static void grow(Described node, int size) {
        node.size += size;
        for (TopologyDescription.Node parent : node.predecessors) {
            grow((Described) parent, size);
        }
    }
}
