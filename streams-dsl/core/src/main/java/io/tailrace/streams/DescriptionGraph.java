package io.tailrace.streams;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A description as what its other formats need: groups of nodes, global stores among them, by id.
 *
 * <p><b>Threads:</b> immutable.
 */
record DescriptionGraph(List<Group> groups) {
    /** A sub-topology, or a global store. */
    record Group(int id, boolean isGlobal, List<TopologyDescription.Node> nodes) {}

    static DescriptionGraph of(TopologyDescription description) {
        List<Group> groups = new ArrayList<>();
        description.subtopologies().forEach(s -> groups.add(new Group(s.id(), false, List.copyOf(s.nodes()))));
        description
                .globalStores()
                .forEach(s -> groups.add(new Group(s.id(), true, List.of(s.source(), s.processor()))));
        groups.sort((one, two) -> Integer.compare(one.id(), two.id()));
        return new DescriptionGraph(List.copyOf(groups));
    }

    /** What a source reads, as one or more names. */
    static Collection<String> inputsOf(TopologyDescription.Source source) {
        return source.topicSet() != null
                ? new TreeSet<>(source.topicSet())
                : List.of("/" + source.topicPattern() + "/");
    }
}
