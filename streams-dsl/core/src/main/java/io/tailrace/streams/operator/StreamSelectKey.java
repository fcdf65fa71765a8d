package io.tailrace.streams.operator;

import io.tailrace.streams.kstream.KeyValueMapper;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;

/** Sets a new key. */
public record StreamSelectKey<K, V, KOut>(KeyValueMapper<? super K, ? super V, ? extends KOut> mapper)
        implements ProcessorSupplier<K, V, KOut, V> {
    @Override
    public Processor<K, V, KOut, V> get() {
        return new ContextualProcessor<>() {
            @Override
            public void process(Record<K, V> record) {
                KOut key = mapper.apply(record.key(), record.value());
                context().forward(record.withKey(key));
            }
        };
    }
}
