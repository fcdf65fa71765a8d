package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.plan.SinkNode;
import io.tailrace.streams.processor.TopicNameExtractor;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a {@link Produced}. */
final class ProducedView<K, V> extends Produced<K, V> {
    ProducedView(Produced<K, V> produced) {
        super(produced);
    }

    @Nullable
    String name() {
        return processorName;
    }

    SinkNode.SinkTarget target(
            @Nullable String topic,
            @Nullable TopicNameExtractor<K, V> extractor,
            @Nullable Serde<K> streamKey,
            @Nullable Serde<V> streamValue) {
        Serde<K> key = keySerde == null ? streamKey : keySerde;
        Serde<V> value = valueSerde == null ? streamValue : valueSerde;
        return new SinkNode.SinkTarget(
                topic,
                extractor,
                key == null ? null : key.serializer(),
                value == null ? null : value.serializer(),
                partitioner);
    }
}
