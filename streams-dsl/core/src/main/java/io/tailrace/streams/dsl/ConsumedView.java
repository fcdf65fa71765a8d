package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.plan.SourceReading;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a {@link Consumed}. */
final class ConsumedView<K, V> extends Consumed<K, V> {
    ConsumedView(Consumed<K, V> consumed) {
        super(consumed);
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
        return processorName;
    }

    SourceReading reading() {
        return new SourceReading(
                keySerde == null ? null : keySerde.deserializer(),
                valueSerde == null ? null : valueSerde.deserializer(),
                timestampExtractor,
                resetPolicy,
                idleTimeout == null ? null : idleTimeout.toMillis());
    }
}
