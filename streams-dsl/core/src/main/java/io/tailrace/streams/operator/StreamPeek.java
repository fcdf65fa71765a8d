package io.tailrace.streams.operator;

import io.tailrace.streams.kstream.ForeachAction;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;

/** Runs an action for each record, and passes the record on or not. */
public record StreamPeek<K, V>(ForeachAction<? super K, ? super V> action, boolean passOn)
        implements ProcessorSupplier<K, V, K, V> {
    @Override
    public Processor<K, V, K, V> get() {
        return new ContextualProcessor<>() {
            @Override
            public void process(Record<K, V> record) {
                action.apply(record.key(), record.value());
                if (passOn) {
                    context().forward(record);
                }
            }
        };
    }
}
