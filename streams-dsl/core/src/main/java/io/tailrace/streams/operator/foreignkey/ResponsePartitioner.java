package io.tailrace.streams.operator.foreignkey;

import io.tailrace.streams.processor.StreamPartitioner;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends an answer to the partition that the subscription came from. */
public record ResponsePartitioner<K, V>() implements StreamPartitioner<K, Response<V>> {
    @Override
    public Optional<Set<Integer>> partitions(
            String topic, @Nullable K key, @Nullable Response<V> response, int numPartitions) {
        Integer partition = response == null ? null : response.primaryPartition();
        return partition == null ? Optional.empty() : Optional.of(Set.of(partition));
    }
}
