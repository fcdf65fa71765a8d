package io.tailrace.streams.operator;

import io.tailrace.streams.kstream.KeyValueMapper;
import io.tailrace.streams.kstream.ValueJoinerWithKey;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Joins stream records with the row of a global table whose key is selected from the record. The result keeps the record's key.
 *
 * @param left whether a record without a row, or without a key of one, is joined with null rather than dropped
 */
public record StreamGlobalTableJoin<K, V, KTable, VTable, VOut>(
        TableView<KTable, VTable> table,
        KeyValueMapper<? super K, ? super V, ? extends KTable> keySelector,
        ValueJoinerWithKey<? super K, ? super V, ? super VTable, ? extends VOut> joiner,
        boolean left)
        implements ProcessorSupplier<K, V, K, VOut> {
    @Override
    public Processor<K, V, K, VOut> get() {
        TableGetter<KTable, VTable> rows = table.getters().get();
        return new ContextualProcessor<>() {
            @Override
            public void init(ProcessorContext<K, VOut> context) {
                super.init(context);
                rows.init(context);
            }

            @Override
            public void process(Record<K, V> record) {
                @Nullable KTable key = keySelector.apply(record.key(), record.value());
                if (record.value() == null || (key == null && !left)) {
                    OperatorContext.of(context()).recordDropped("null join key or value");
                    return;
                }
                VTable row = key == null ? null : TableGetter.valueOf(rows.get(key));
                if (left || row != null) {
                    context().forward(record.withValue(joiner.apply(record.key(), record.value(), row)));
                }
            }
        };
    }
}
