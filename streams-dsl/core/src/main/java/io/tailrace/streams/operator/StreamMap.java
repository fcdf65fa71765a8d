package io.tailrace.streams.operator;

import io.tailrace.streams.KeyValue;
import io.tailrace.streams.kstream.KeyValueMapper;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import java.util.Objects;

/** Maps each record to one record. */
public record StreamMap<K, V, KOut, VOut>(
        KeyValueMapper<? super K, ? super V, ? extends KeyValue<? extends KOut, ? extends VOut>> mapper)
        implements ProcessorSupplier<K, V, KOut, VOut> {
    @Override
    public Processor<K, V, KOut, VOut> get() {
        return new ContextualProcessor<>() {
            @Override
            public void process(Record<K, V> record) {
                KeyValue<? extends KOut, ? extends VOut> pair = mapper.apply(record.key(), record.value());
                Objects.requireNonNull(pair, "The provided KeyValueMapper returned null which is not allowed.");
                context().forward(record.withKey((KOut) pair.key).withValue((VOut) pair.value));
            }
        };
    }
}
