package io.tailrace.streams.topology;

import java.util.Map;
import java.util.Optional;

/**
 * A topic that the application makes for itself.
 *
 * @param name full name with the application's prefix
 * @param kind what it is for
 * @param partitions count if the application fixed it
 * @param retentionMs retention of a windowed changelog, -1 otherwise
 * @param configs topic configurations that the application gave
 */
public record InternalTopic(
        String name, Kind kind, Optional<Integer> partitions, long retentionMs, Map<String, String> configs) {
    /** The kinds of internal topic. */
    public enum Kind {
        REPARTITION,
        CHANGELOG
    }
}
