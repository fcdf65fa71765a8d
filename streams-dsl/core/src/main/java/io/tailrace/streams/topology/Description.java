package io.tailrace.streams.topology;

import io.tailrace.streams.TopologyDescription;
import java.util.Set;

/** A description with the text format of Kafka's tools. */
record Description(Set<Subtopology> subtopologies) implements TopologyDescription {
    @Override
    public Set<GlobalStore> globalStores() {
        return Set.of();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Topologies:\n ");
        subtopologies.forEach(subtopology -> text.append("  ").append(subtopology));
        return text.toString();
    }
}
