package io.tailrace.streams.plan;

import io.tailrace.common.utils.Utils;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.kstream.WindowedSerializer;
import io.tailrace.streams.processor.StreamPartitioner;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends all windows of a key to the partition of the key, by the hash that the producer's default partitioner uses.
 *
 * <p><b>Threads:</b> immutable.
 */
final class WindowedKeyPartitioner<K, V> implements StreamPartitioner<Windowed<K>, V> {
    private final WindowedSerializer<K> serializer;

    WindowedKeyPartitioner(WindowedSerializer<K> serializer) {
        this.serializer = serializer;
    }

    @Override
    public Optional<Set<Integer>> partitions(
            String topic, @Nullable Windowed<K> key, @Nullable V value, int numPartitions) {
        byte[] bytes = serializer.serializeBaseKey(topic, Objects.requireNonNull(key, "windowed key"));
        return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(bytes)) % numPartitions));
    }
}
