package io.tailrace.streams.query;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How far inputs were read: an offset for each partition of each topic.
 *
 * <p><b>Threads:</b> any.
 */
public class Position {

    private final ConcurrentHashMap<String, ConcurrentHashMap<Integer, Long>> offsets = new ConcurrentHashMap<>();

    private Position() {}

    public static Position emptyPosition() {
        return new Position();
    }

    /** A position with a copy of these offsets, by topic and partition. */
    public static Position fromMap(@Nullable Map<String, ? extends Map<Integer, Long>> map) {
        Position position = new Position();
        if (map != null) {
            map.forEach((topic, partitions) -> position.offsets.put(topic, new ConcurrentHashMap<>(partitions)));
        }
        return position;
    }

    /** Lets the position be at least {@code offset} in that partition, and returns it. */
    public Position withComponent(String topic, int partition, long offset) {
        offsets.computeIfAbsent(topic, any -> new ConcurrentHashMap<>()).merge(partition, offset, Math::max);
        return this;
    }

    /** A position that changes apart from this one. */
    public Position copy() {
        return fromMap(offsets);
    }

    /** Lets the position be at least {@code other} everywhere, and returns it. */
    public Position merge(@Nullable Position other) {
        if (other != null) {
            other.offsets.forEach((topic, partitions) ->
                    partitions.forEach((partition, offset) -> withComponent(topic, partition, offset)));
        }
        return this;
    }

    public Set<String> getTopics() {
        return Collections.unmodifiableSet(offsets.keySet());
    }

    /** The offsets in the partitions of a topic; empty if nothing is known of it. */
    public Map<Integer, Long> getPartitionPositions(String topic) {
        Map<Integer, Long> partitions = offsets.get(topic);
        return partitions == null ? Map.of() : Collections.unmodifiableMap(partitions);
    }

    public boolean isEmpty() {
        return offsets.isEmpty();
    }

    @Override
    public String toString() {
        return "Position{position=" + offsets + '}';
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other != null && getClass() == other.getClass() && offsets.equals(((Position) other).offsets));
    }

    /** @throws UnsupportedOperationException always: the object changes */
    @Override
    public int hashCode() {
        throw new UnsupportedOperationException("This mutable object is not suitable as a hash key");
    }
}
