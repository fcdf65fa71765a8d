package io.tailrace.streams.operator;

import io.tailrace.streams.KeyValue;
import io.tailrace.streams.kstream.KeyValueMapper;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;

/** Maps each record to any number of records. */
public record StreamFlatMap<K, V, KOut, VOut>(
        KeyValueMapper<? super K, ? super V, ? extends Iterable<? extends KeyValue<? extends KOut, ? extends VOut>>>
                mapper)
        implements ProcessorSupplier<K, V, KOut, VOut> {
    @Override
    public Processor<K, V, KOut, VOut> get() {
        return new ContextualProcessor<>() {
            @Override
            public void process(Record<K, V> record) {
                for (KeyValue<? extends KOut, ? extends VOut> pair : mapper.apply(record.key(), record.value())) {
                    context().forward(record.withKey((KOut) pair.key).withValue((VOut) pair.value));
                }
            }
        };
    }
}
