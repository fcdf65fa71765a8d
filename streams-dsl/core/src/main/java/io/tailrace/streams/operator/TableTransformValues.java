package io.tailrace.streams.operator;

import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.state.task.TaskContext;
import io.tailrace.streams.kstream.ValueTransformerWithKey;
import io.tailrace.streams.kstream.ValueTransformerWithKeySupplier;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes each row with a transformer of the application. Without a store of its own, rows are computed again where they are looked
 * up, by another transformer.
 *
 * <p><b>Threads:</b> configured by the thread that builds the topology, then read-only.
 */
public final class TableTransformValues<K, V, VOut>
        implements ProcessorSupplier<K, Change<V>, K, Change<VOut>>, TableOperator<K, VOut> {
    private final TableOperator<K, V> parent;
    private final ValueTransformerWithKeySupplier<? super K, ? super V, ? extends VOut> transformers;
    private final @Nullable String storeName;
    private boolean sendOldValues;

    /** @param storeName null for no store */
    public TableTransformValues(
            TableOperator<K, V> parent,
            ValueTransformerWithKeySupplier<? super K, ? super V, ? extends VOut> transformers,
            @Nullable String storeName) {
        this.parent = parent;
        this.transformers = transformers;
        this.storeName = storeName;
    }

    @Override
    public @Nullable Set<StoreBuilder<?>> stores() {
        return transformers.stores();
    }

    @Override
    public boolean enableSendingOldValues(boolean forceMaterialization) {
        if (storeName != null || parent.enableSendingOldValues(forceMaterialization)) {
            sendOldValues = true;
        }
        return sendOldValues;
    }

    @Override
    public TableView<K, VOut> view() {
        if (storeName != null) {
            return TableView.ofStore(storeName);
        }
        TableView<K, V> rows = parent.view();
        return new TableView<>(
                rows.storeNames(), () -> new TransformingGetter<>(rows.getters().get(), transformers.get()));
    }

    @Override
    public Processor<K, Change<V>, K, Change<VOut>> get() {
        return new TransformProcessor<>(transformers.get(), storeName, sendOldValues);
    }

    private static final class TransformProcessor<K, V, VOut>
            extends ContextualProcessor<K, Change<V>, K, Change<VOut>> {
        private final ValueTransformerWithKey<? super K, ? super V, ? extends VOut> transformer;
        private final @Nullable String storeName;
        private final boolean sendOldValues;
        private @Nullable TableRows<K, VOut> store;
        private @Nullable ChangeForwarder<K, VOut> forwarder;

        TransformProcessor(
                ValueTransformerWithKey<? super K, ? super V, ? extends VOut> transformer,
                @Nullable String storeName,
                boolean sendOldValues) {
            this.transformer = Objects.requireNonNull(transformer, "valueTransformer");
            this.storeName = storeName;
            this.sendOldValues = sendOldValues;
        }

        @Override
        public void init(ProcessorContext<K, Change<VOut>> context) {
            super.init(context);
            transformer.init(new TransformerContext(context));
            if (storeName != null) {
                store = TableRows.of(context, storeName);
                forwarder = ChangeForwarder.of(store.store(), context, sendOldValues);
            }
        }

        @Override
        public void process(Record<K, Change<V>> record) {
            K key = record.key();
            Change<V> change = record.value();
            VOut newValue = transformer.transform(key, change.newValue());
            if (store == null || forwarder == null) {
                VOut oldValue = sendOldValues ? transformer.transform(key, change.oldValue()) : null;
                context().forward(record.withValue(new Change<>(newValue, oldValue, change.isLatest())));
            } else {
                VOut oldValue = sendOldValues ? TableGetter.valueOf(store.get(key)) : null;
                long end = store.put(key, newValue, record.timestamp());
                if (end != TableRows.NOT_PUT) {
                    forwarder.maybeForward(record.withValue(new Change<>(newValue, oldValue, end == TableRows.LATEST)));
                }
            }
        }

        @Override
        public void close() {
            transformer.close();
        }
    }

    private static final class TransformingGetter<K, V, VOut> implements TableGetter<K, VOut> {
        private final TableGetter<K, V> rows;
        private final ValueTransformerWithKey<? super K, ? super V, ? extends VOut> transformer;
        private @Nullable TaskContext task;

        TransformingGetter(
                TableGetter<K, V> rows, ValueTransformerWithKey<? super K, ? super V, ? extends VOut> transformer) {
            this.rows = rows;
            this.transformer = transformer;
        }

        @Override
        public void init(ProcessingContext context) {
            task = (TaskContext) context;
            rows.init(context);
            transformer.init(new TransformerContext(context));
        }

        @Override
        public @Nullable ValueAndTimestamp<VOut> get(K key) {
            ValueAndTimestamp<V> row = rows.get(key);
            long timestamp = row == null ? -1 : row.timestamp();
            TaskContext context = Objects.requireNonNull(task);
            RecordContext before = context.recordContext();
            context.setRecordContext(new RowContext(timestamp, new RecordHeaders()));
            try {
                return ValueAndTimestamp.make(transformer.transform(key, TableGetter.valueOf(row)), timestamp);
            } finally {
                context.setRecordContext(before);
            }
        }
    }

    /** Of a row that is looked up only its time is known. */
    private record RowContext(long timestamp, Headers headers) implements RecordContext {
        @Override
        public @Nullable String topic() {
            return null;
        }

        @Override
        public int partition() {
            return -1;
        }

        @Override
        public long offset() {
            return -1;
        }
    }
}
