package io.tailrace.streams.topology;

import io.tailrace.streams.TopologyDescription;
import java.util.Set;

/** A sub-topology of a description. */
record DescribedSubtopology(int id, Set<TopologyDescription.Node> nodes) implements TopologyDescription.Subtopology {
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Sub-topology: " + id + "\n");
        nodes.forEach(node -> text.append("    ").append(node).append('\n'));
        return text.append('\n').toString();
    }
}
