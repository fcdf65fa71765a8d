package io.tailrace.streams.dsl;

import io.tailrace.streams.kstream.Printed;
import io.tailrace.streams.operator.StreamPrint;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a {@link Printed}. */
final class PrintedView<K, V> extends Printed<K, V> {
    PrintedView(Printed<K, V> printed) {
        super(printed);
    }

    @Nullable
    String name() {
        return processorName;
    }

    StreamPrint<K, V> operator(String streamName) {
        return new StreamPrint<>(outputStream, label == null ? streamName : label, mapper);
    }
}
