package io.tailrace.streams.operator;

import io.tailrace.streams.kstream.Predicate;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;

/** Keeps or drops what a predicate accepts. */
public record StreamFilter<K, V>(Predicate<? super K, ? super V> predicate, boolean negate)
        implements ProcessorSupplier<K, V, K, V> {
    @Override
    public Processor<K, V, K, V> get() {
        return new ContextualProcessor<>() {
            @Override
            public void process(Record<K, V> record) {
                if (negate ^ predicate.test(record.key(), record.value())) {
                    context().forward(record);
                }
            }
        };
    }
}
