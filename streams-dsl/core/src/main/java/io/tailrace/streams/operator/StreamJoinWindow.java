package io.tailrace.streams.operator;

import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the records of one side of a stream-stream join for the other side to find. A record is joined first and kept then, so that it
 * does not find itself where a stream joins itself.
 */
public record StreamJoinWindow<K, V>(String storeName) implements ProcessorSupplier<K, V, K, V> {
    @Override
    public Processor<K, V, K, V> get() {
        return new ContextualProcessor<>() {
            private @Nullable JoinValues<K, ?, V> store;

            @Override
            public void init(ProcessorContext<K, V> context) {
                super.init(context);
                store = JoinValues.of(context, storeName);
            }

            @Override
            public void process(Record<K, V> record) {
                context().forward(record);
                if (record.key() != null) {
                    Objects.requireNonNull(store).put(record);
                }
            }
        };
    }
}
