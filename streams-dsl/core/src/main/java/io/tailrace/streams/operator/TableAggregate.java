package io.tailrace.streams.operator;

import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.kstream.Aggregator;
import io.tailrace.streams.kstream.Initializer;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates a regrouped table: subtracts the old row, then adds the new one. Without an initializer the first row of a group is its
 * first aggregate (reduce).
 *
 * <p><b>Threads:</b> configured by the thread that builds the topology, then read-only.
 */
public final class TableAggregate<K, V, VAgg>
        implements ProcessorSupplier<K, Change<V>, K, Change<VAgg>>, TableOperator<K, VAgg> {
    private final String storeName;
    private final @Nullable Initializer<VAgg> initializer;
    private final Aggregator<? super K, ? super V, VAgg> adder;
    private final Aggregator<? super K, ? super V, VAgg> subtractor;
    private boolean sendOldValues;

    public TableAggregate(
            String storeName,
            @Nullable Initializer<VAgg> initializer,
            Aggregator<? super K, ? super V, VAgg> adder,
            Aggregator<? super K, ? super V, VAgg> subtractor) {
        this.storeName = storeName;
        this.initializer = initializer;
        this.adder = adder;
        this.subtractor = subtractor;
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
    public Processor<K, Change<V>, K, Change<VAgg>> get() {
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
            public void process(Record<K, Change<V>> record) {
                K key = record.key();
                if (key == null) {
                    throw new StreamsException("Record key for KTable aggregate operator with state " + storeName
                            + " should not be null.");
                }
                TableRows<K, VAgg> rows = Objects.requireNonNull(store);
                ValueAndTimestamp<VAgg> oldRow = rows.get(key);
                VAgg oldAgg = TableGetter.valueOf(oldRow);
                Change<V> change = record.value();
                VAgg agg = oldAgg;
                long timestamp = record.timestamp();
                if (change.oldValue() != null && oldAgg != null) {
                    agg = subtractor.apply(key, change.oldValue(), oldAgg);
                    timestamp = Math.max(timestamp, oldRow.timestamp());
                }
                if (change.newValue() != null) {
                    agg = add(key, change.newValue(), agg);
                    if (oldRow != null) {
                        timestamp = Math.max(timestamp, oldRow.timestamp());
                    }
                }
                long end = rows.put(key, agg, timestamp);
                if (end != TableRows.NOT_PUT) {
                    Change<VAgg> result = new Change<>(agg, sendOldValues ? oldAgg : null, end == TableRows.LATEST);
                    Objects.requireNonNull(forwarder)
                            .maybeForward(record.withValue(result).withTimestamp(timestamp));
                }
            }

            private VAgg add(K key, V value, @Nullable VAgg agg) {
                VAgg base = agg == null && initializer != null ? initializer.apply() : agg;
                return adder.apply(key, value, base);
            }
        };
    }
}
