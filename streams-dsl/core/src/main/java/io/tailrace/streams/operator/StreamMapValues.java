package io.tailrace.streams.operator;

import io.tailrace.streams.kstream.ValueMapperWithKey;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;

/** Maps each value. */
public record StreamMapValues<K, V, VOut>(ValueMapperWithKey<? super K, ? super V, ? extends VOut> mapper)
        implements ProcessorSupplier<K, V, K, VOut> {
    @Override
    public Processor<K, V, K, VOut> get() {
        return new ContextualProcessor<>() {
            @Override
            public void process(Record<K, V> record) {
                VOut value = mapper.apply(record.key(), record.value());
                context().forward(record.withValue(value));
            }
        };
    }
}
