package io.tailrace.streams.operator;

import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;

/** The new values of a table's changes as a stream. */
public record TableToStream<K, V>() implements ProcessorSupplier<K, Change<V>, K, V> {
    @Override
    public Processor<K, Change<V>, K, V> get() {
        return new ContextualProcessor<>() {
            @Override
            public void process(Record<K, Change<V>> record) {
                context().forward(record.withValue(record.value().newValue()));
            }
        };
    }
}
