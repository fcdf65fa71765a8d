package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.kstream.Grouped;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a {@link Grouped}. */
final class GroupedView<K, V> extends Grouped<K, V> {
    GroupedView(Grouped<K, V> grouped) {
        super(grouped);
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
}
