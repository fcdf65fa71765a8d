package io.tailrace.streams.operator;

import io.tailrace.streams.kstream.ValueJoinerWithKey;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * Joins stream records with the table's row of the same key: the one at the time of processing, or, of a versioned table, the one as of
 * the record's time.
 *
 * @param left whether a record without a row is joined with null rather than dropped
 */
public record StreamTableJoin<K, V, VTable, VOut>(
        TableView<K, VTable> table,
        ValueJoinerWithKey<? super K, ? super V, ? super VTable, ? extends VOut> joiner,
        boolean left)
        implements ProcessorSupplier<K, V, K, VOut> {
    @Override
    public Processor<K, V, K, VOut> get() {
        TableGetter<K, VTable> rows = table.getters().get();
        return new ContextualProcessor<>() {
            @Override
            public void init(ProcessorContext<K, VOut> context) {
                super.init(context);
                rows.init(context);
            }

            private @Nullable ValueAndTimestamp<VTable> rowOf(K key, long timestampMs) {
                return rows.isVersioned() ? rows.get(key, timestampMs) : rows.get(key);
            }

            @Override
            public void process(Record<K, V> record) {
                K key = record.key();
                if (record.value() == null || (key == null && !left)) {
                    OperatorContext.of(context()).recordDropped("null join key or value");
                    return;
                }
                VTable row = key == null ? null : TableGetter.valueOf(rowOf(key, record.timestamp()));
                if (left || row != null) {
                    VOut value = joiner.apply(key, record.value(), row);
                    context().forward(record.withValue(value));
                }
            }
        };
    }
}
