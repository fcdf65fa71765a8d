package io.tailrace.streams.topology;

import io.tailrace.streams.TopologyDescription;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A description with the text format of Kafka's tools.
 *
 * @param name of the topology, or null if it has none
 */
record Description(@Nullable String name, Set<Subtopology> subtopologies, Set<GlobalStore> globalStores)
        implements TopologyDescription {
    @Override
    public String toString() {
        TreeMap<Integer, Object> byId = new TreeMap<>();
        subtopologies.forEach(subtopology -> byId.put(subtopology.id(), subtopology));
        globalStores.forEach(store -> byId.put(store.id(), store));
        StringBuilder text = new StringBuilder(name == null ? "Topologies:\n " : "Topology: " + name + ":\n ");
        byId.values().forEach(part -> text.append("  ").append(part));
        return text.toString();
    }
}
