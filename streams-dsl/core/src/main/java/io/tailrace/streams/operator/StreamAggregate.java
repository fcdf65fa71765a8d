package io.tailrace.streams.operator;

import io.tailrace.streams.kstream.Aggregator;
import io.tailrace.streams.kstream.Initializer;
import io.tailrace.streams.kstream.Reducer;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates a stream per key. Without an initializer the first value of a key is its first aggregate (reduce). The aggregate's
 * timestamp is the largest of its records'.
 *
 * <p><b>Threads:</b> configured by the thread that builds the topology, then read-only.
 */
public final class StreamAggregate<K, V, VAgg>
        implements ProcessorSupplier<K, V, K, Change<VAgg>>, TableOperator<K, VAgg> {
    private final String storeName;
    private final Initializer<VAgg> initializer;
    private final Aggregator<? super K, ? super V, VAgg> aggregator;
    private boolean sendOldValues;

    private StreamAggregate(
            String storeName, Initializer<VAgg> initializer, Aggregator<? super K, ? super V, VAgg> aggregator) {
        this.storeName = storeName;
        this.initializer = initializer;
        this.aggregator = aggregator;
    }

    /** The initial value counts as the old value of the first change. */
    public static <K, V, VAgg> StreamAggregate<K, V, VAgg> aggregate(
            String storeName, Initializer<VAgg> initializer, Aggregator<? super K, ? super V, VAgg> aggregator) {
        return new StreamAggregate<>(storeName, initializer, aggregator);
    }

    public static <K, V> StreamAggregate<K, V, V> reduce(String storeName, Reducer<V> reducer) {
        return new StreamAggregate<>(
                storeName, () -> null, (key, value, agg) -> agg == null ? value : reducer.apply(agg, value));
    }

    @Override
    public boolean enableSendingOldValues(boolean forceMaterialization) {
        sendOldValues = true;
        return true;
    }

    @Override
    public TableView<K, VAgg> view() {
        return TableView.ofStore(storeName);
    }

    @Override
    public Processor<K, V, K, Change<VAgg>> get() {
        return new ContextualProcessor<>() {
            private @Nullable TableRows<K, VAgg> store;
            private @Nullable ChangeForwarder<K, VAgg> forwarder;

            @Override
            public void init(ProcessorContext<K, Change<VAgg>> context) {
                super.init(context);
                store = TableRows.of(context, storeName);
                forwarder = ChangeForwarder.of(store.store(), context, sendOldValues);
            }

            @Override
            public void process(Record<K, V> record) {
                K key = record.key();
                if (key == null || record.value() == null) {
                    OperatorContext.of(context()).recordDropped("null key or value");
                    return;
                }
                TableRows<K, VAgg> rows = Objects.requireNonNull(store);
                ValueAndTimestamp<VAgg> oldRow = rows.get(key);
                VAgg oldAgg = TableGetter.valueOf(oldRow);
                long timestamp = record.timestamp();
                if (oldAgg == null) {
                    oldAgg = initializer.apply();
                } else {
                    timestamp = Math.max(timestamp, oldRow.timestamp());
                }
                VAgg newAgg = aggregator.apply(key, record.value(), oldAgg);
                long end = rows.put(key, newAgg, timestamp);
                ChangeForwarder<K, VAgg> changes = Objects.requireNonNull(forwarder);
                if (end != TableRows.NOT_PUT && !changes.leavesItToTheCache()) {
                    Change<VAgg> change = new Change<>(newAgg, sendOldValues ? oldAgg : null, end == TableRows.LATEST);
                    changes.maybeForward(record.withValue(change).withTimestamp(timestamp));
                }
            }
        };
    }
}
