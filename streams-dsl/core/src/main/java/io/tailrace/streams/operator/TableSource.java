package io.tailrace.streams.operator;

import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Turns a stream of updates into a table. It has a store only if that can be queried or somebody downstream needs it.
 *
 * <p><b>Threads:</b> configured by the thread that builds the topology, then read-only.
 */
public final class TableSource<K, V> implements ProcessorSupplier<K, V, K, Change<V>>, TableOperator<K, V> {
    private final String storeName;
    private boolean materialized;
    private boolean sendOldValues;

    public TableSource(String storeName, boolean queryable) {
        this.storeName = storeName;
        this.materialized = queryable;
    }

    public boolean materialized() {
        return materialized;
    }

    @Override
    public boolean enableSendingOldValues(boolean forceMaterialization) {
        if (!materialized && !forceMaterialization) {
            return false;
        }
        materialized = true;
        sendOldValues = true;
        return true;
    }

    @Override
    public TableView<K, V> view() {
        materialized = true;
        return TableView.ofStore(storeName);
    }

    @Override
    public Processor<K, V, K, Change<V>> get() {
        return new ContextualProcessor<>() {
            private @Nullable TableRows<K, V> store;
            private @Nullable ChangeForwarder<K, V> forwarder;

            @Override
            public void init(ProcessorContext<K, Change<V>> context) {
                super.init(context);
                if (materialized) {
                    store = TableRows.of(context, storeName);
                    forwarder = ChangeForwarder.of(store.store(), context, sendOldValues);
                }
            }

            @Override
            public void process(Record<K, V> record) {
                if (record.key() == null) {
                    OperatorContext.of(context()).recordDropped("null key");
                    return;
                }
                if (store == null || forwarder == null) {
                    context().forward(record.withValue(new Change<>(record.value(), null)));
                    return;
                }
                V oldValue = TableGetter.valueOf(store.get(record.key()));
                long end = store.put(record.key(), record.value(), record.timestamp());
                if (end != TableRows.NOT_PUT) {
                    Change<V> change =
                            new Change<>(record.value(), sendOldValues ? oldValue : null, end == TableRows.LATEST);
                    forwarder.maybeForward(record.withValue(change));
                }
            }
        };
    }
}
