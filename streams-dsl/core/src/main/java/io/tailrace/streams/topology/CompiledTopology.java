package io.tailrace.streams.topology;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A topology cut in sub-topologies for one application.
 *
 * @param subtopologies in the order of their ids; global stores have ids among them
 * @param globals the global stores, or null if there are none
 * @param copartitionGroups topics (full names) that need equally many partitions
 */
public record CompiledTopology(
        List<Subtopology> subtopologies, @Nullable GlobalTopology globals, List<Set<String>> copartitionGroups) {
    public CompiledTopology {
        subtopologies = List.copyOf(subtopologies);
        copartitionGroups = List.copyOf(copartitionGroups);
    }

    /** @throws IllegalArgumentException if there is no sub-topology of this id */
    public Subtopology subtopology(int id) {
        for (Subtopology subtopology : subtopologies) {
            if (subtopology.id() == id) {
                return subtopology;
            }
        }
        throw new IllegalArgumentException("Expected a sub-topology, found none of id " + id);
    }

    public boolean usesPatterns() {
        return subtopologies.stream().anyMatch(s -> !s.patternSources().isEmpty());
    }

    /**
     * Whether any store needs a directory.
     *
     * @param defaults what kind of store to make where the declaration leaves it open
     */
    public boolean usesDisk(StoreDefaults defaults) {
        Stream<StoreSpec> local = subtopologies.stream().flatMap(s -> s.stores().stream());
        Stream<StoreSpec> global =
                globals == null ? Stream.of() : globals.stores().stream().map(s -> s);
        return Stream.concat(local, global).anyMatch(store -> store.usesDisk(defaults));
    }

    /** All topics (full names) that sources name, without those that only a pattern matches. */
    public Set<String> namedSourceTopics() {
        Set<String> topics = new TreeSet<>();
        subtopologies.forEach(s -> topics.addAll(s.sources().keySet()));
        return topics;
    }

    /** A pattern that matches all that the sources read. */
    public Pattern sourcePattern() {
        StringJoiner pattern = new StringJoiner("|");
        namedSourceTopics().forEach(topic -> pattern.add(Pattern.quote(topic)));
        for (Subtopology subtopology : subtopologies) {
            for (SourceSpec source : subtopology.patternSources()) {
                pattern.add(Objects.requireNonNull(source.pattern()).pattern());
            }
        }
        return Pattern.compile(pattern.toString());
    }

    /** The source that reads a topic, or null. */
    public @Nullable SourceSpec sourceOf(String topic) {
        for (Subtopology subtopology : subtopologies) {
            SourceSpec source = subtopology.sourceOf(topic);
            if (source != null) {
                return source;
            }
        }
        return null;
    }
}
