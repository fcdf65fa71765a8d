package io.tailrace.streams.operator;

import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the results of both sides of a table join meet; keeps them in a store if the join is materialised.
 *
 * <p><b>Threads:</b> configured by the thread that builds the topology, then read-only.
 */
public final class TableJoinMerger<K, V> implements ProcessorSupplier<K, Change<V>, K, Change<V>>, TableOperator<K, V> {
    private final TableOperator<K, V> left;
    private final TableOperator<K, V> right;
    private final @Nullable String storeName;
    private boolean sendOldValues;

    public TableJoinMerger(TableOperator<K, V> left, TableOperator<K, V> right, @Nullable String storeName) {
        this.left = left;
        this.right = right;
        this.storeName = storeName;
    }

    @Override
    public boolean enableSendingOldValues(boolean forceMaterialization) {
        left.enableSendingOldValues(true);
        right.enableSendingOldValues(true);
        sendOldValues = true;
        return true;
    }

    @Override
    public TableView<K, V> view() {
        return storeName != null ? TableView.ofStore(storeName) : left.view();
    }

    @Override
    public Processor<K, Change<V>, K, Change<V>> get() {
        return new ContextualProcessor<>() {
            private @Nullable TableRows<K, V> store;
            private @Nullable ChangeForwarder<K, V> forwarder;

            @Override
            public void init(ProcessorContext<K, Change<V>> context) {
                super.init(context);
                if (storeName != null) {
                    store = TableRows.of(context, storeName);
                    forwarder = ChangeForwarder.of(store.store(), context, sendOldValues);
                } else {
                    forwarder = ChangeForwarder.direct(context, sendOldValues);
                }
            }

            @Override
            public void process(Record<K, Change<V>> record) {
                Record<K, Change<V>> result = record;
                if (store != null) {
                    Change<V> change = record.value();
                    long end = store.put(record.key(), change.newValue(), record.timestamp());
                    if (end == TableRows.NOT_PUT) {
                        return;
                    }
                    boolean isLatest = end == TableRows.LATEST;
                    if (isLatest != change.isLatest()) {
                        result = record.withValue(new Change<>(change.newValue(), change.oldValue(), isLatest));
                    }
                }
                Objects.requireNonNull(forwarder).maybeForward(result);
            }
        };
    }
}
