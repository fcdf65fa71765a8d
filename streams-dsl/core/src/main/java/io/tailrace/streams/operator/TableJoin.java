package io.tailrace.streams.operator;

import io.tailrace.streams.kstream.ValueJoiner;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One side of a join of two tables: takes the updates of its table and looks up the other's row.
 *
 * <p><b>Threads:</b> configured by the thread that builds the topology, then read-only.
 */
public final class TableJoin<K, V, VOther, VOut>
        implements ProcessorSupplier<K, Change<V>, K, Change<VOut>>, TableOperator<K, VOut>, VersionAware {
    private final TableOperator<K, V> table;
    private final TableOperator<K, VOther> other;
    private final TableView<K, V> rows;
    private final TableView<K, VOther> otherRows;
    private final ValueJoiner<? super V, ? super VOther, ? extends VOut> joiner;
    private final Needs needs;
    private boolean sendOldValues;
    private boolean latestOnly;

    /**
     * Which values a result row needs.
     *
     * @param own whether there is no row without one of this table
     * @param other whether there is no row without one of the other table
     */
    public record Needs(boolean own, boolean other) {}

    public TableJoin(
            TableOperator<K, V> table,
            TableOperator<K, VOther> other,
            ValueJoiner<? super V, ? super VOther, ? extends VOut> joiner,
            Needs needs) {
        this.table = table;
        this.other = other;
        this.rows = table.view();
        this.otherRows = other.view();
        this.joiner = joiner;
        this.needs = needs;
    }

    /** The join is one of the latest rows, so updates that are older than the row are passed over. */
    @Override
    public void useVersions() {
        latestOnly = true;
    }

    @Override
    public boolean enableSendingOldValues(boolean forceMaterialization) {
        table.enableSendingOldValues(true);
        other.enableSendingOldValues(true);
        sendOldValues = true;
        return true;
    }

    private @Nullable VOut join(@Nullable V value, @Nullable VOther otherValue) {
        if ((value == null && (needs.own() || otherValue == null)) || (otherValue == null && needs.other())) {
            return null;
        }
        return joiner.apply(value, otherValue);
    }

    @Override
    public TableView<K, VOut> view() {
        Set<String> stores = new LinkedHashSet<>(rows.storeNames());
        stores.addAll(otherRows.storeNames());
        return new TableView<>(
                List.copyOf(stores),
                () -> new JoinGetter(rows.getters().get(), otherRows.getters().get()));
    }

    private final class JoinGetter implements TableGetter<K, VOut> {
        private final TableGetter<K, V> mine;
        private final TableGetter<K, VOther> others;

        private JoinGetter(TableGetter<K, V> mine, TableGetter<K, VOther> others) {
            this.mine = mine;
            this.others = others;
        }

        @Override
        public void init(ProcessingContext context) {
            mine.init(context);
            others.init(context);
        }

        @Override
        public @Nullable ValueAndTimestamp<VOut> get(K key) {
            ValueAndTimestamp<V> row = mine.get(key);
            ValueAndTimestamp<VOther> otherRow = others.get(key);
            VOut value = join(TableGetter.valueOf(row), TableGetter.valueOf(otherRow));
            long timestamp = Math.max(row == null ? -1 : row.timestamp(), otherRow == null ? -1 : otherRow.timestamp());
            return ValueAndTimestamp.make(value, timestamp);
        }
    }

    @Override
    public Processor<K, Change<V>, K, Change<VOut>> get() {
        TableGetter<K, VOther> others = otherRows.getters().get();
        return new ContextualProcessor<>() {
            @Override
            public void init(ProcessorContext<K, Change<VOut>> context) {
                super.init(context);
                others.init(context);
            }

            @Override
            public void process(Record<K, Change<V>> record) {
                if (record.key() == null) {
                    OperatorContext.of(context()).recordDropped("null key");
                    return;
                }
                Change<V> change = record.value();
                if (latestOnly && !change.isLatest()) {
                    OperatorContext.of(context()).recordDropped("out-of-order update of a versioned table");
                    return;
                }
                ValueAndTimestamp<VOther> otherRow = others.get(record.key());
                VOther otherValue = TableGetter.valueOf(otherRow);
                if (otherValue == null && (needs.other() || (change.newValue() == null && change.oldValue() == null))) {
                    return;
                }
                long timestamp =
                        otherValue == null ? record.timestamp() : Math.max(record.timestamp(), otherRow.timestamp());
                VOut newValue = join(change.newValue(), otherValue);
                VOut oldValue = sendOldValues ? join(change.oldValue(), otherValue) : null;
                context()
                        .forward(record.withValue(new Change<>(newValue, oldValue, change.isLatest()))
                                .withTimestamp(timestamp));
            }
        };
    }
}
