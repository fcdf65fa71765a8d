package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.kstream.Repartitioned;
import io.tailrace.streams.processor.StreamPartitioner;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a {@link Repartitioned}. */
final class RepartitionedView<K, V> extends Repartitioned<K, V> {
    RepartitionedView(Repartitioned<K, V> repartitioned) {
        super(repartitioned);
    }

    @Nullable
    Serde<K> key() {
        return keySerde;
    }

    @Nullable
    Serde<V> value() {
        return valueSerde;
    }

    @Nullable
    String name() {
        return name;
    }

    Optional<Integer> partitions() {
        return Optional.ofNullable(numberOfPartitions);
    }

    @Nullable
    StreamPartitioner<K, V> partitioner() {
        return partitioner;
    }
}
