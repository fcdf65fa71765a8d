package io.tailrace.streams.processor;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the partitions of output records.
 *
 * <p><b>Threads:</b> called by all stream threads; stateless or thread-safe.
 */
@FunctionalInterface
public interface StreamPartitioner<K, V> {
    /**
     * The partitions to send to: empty optional for the producer's default, an empty set to drop the record, several for a
     * multicast.
     */
    Optional<Set<Integer>> partitions(String topic, @Nullable K key, @Nullable V value, int numPartitions);
}
