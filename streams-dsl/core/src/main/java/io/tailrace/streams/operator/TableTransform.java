package io.tailrace.streams.operator;

import io.tailrace.streams.kstream.Predicate;
import io.tailrace.streams.kstream.ValueMapperWithKey;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * Computes each row from the row of the same key of another table: filter and mapValues. Without a store of its own, rows are computed
 * again where they are looked up.
 *
 * <p><b>Threads:</b> configured by the thread that builds the topology, then read-only.
 */
public final class TableTransform<K, V, VOut>
        implements ProcessorSupplier<K, Change<V>, K, Change<VOut>>, TableOperator<K, VOut>, VersionAware {
    private final TableOperator<K, V> parent;
    private final ValueMapperWithKey<? super K, ? super V, ? extends VOut> mapper;
    private final @Nullable String storeName;
    private boolean dropNothingChanged;
    private boolean sendOldValues;

    private TableTransform(
            TableOperator<K, V> parent,
            ValueMapperWithKey<? super K, ? super V, ? extends VOut> mapper,
            @Nullable String storeName,
            boolean dropNothingChanged) {
        this.parent = parent;
        this.mapper = mapper;
        this.storeName = storeName;
        this.dropNothingChanged = dropNothingChanged;
    }

    public static <K, V> TableTransform<K, V, V> filter(
            TableOperator<K, V> parent,
            Predicate<? super K, ? super V> predicate,
            boolean negate,
            @Nullable String storeName) {
        TableTransform<K, V, V> filter = new TableTransform<>(
                parent, (K key, V value) -> negate ^ predicate.test(key, value) ? value : null, storeName, true);
        // Where old values cost nothing, they tell which rows were never let through, so that no delete of them is
        // sent.
        filter.sendOldValues = parent.enableSendingOldValues(false);
        return filter;
    }

    public static <K, V, VOut> TableTransform<K, V, VOut> mapValues(
            TableOperator<K, V> parent,
            ValueMapperWithKey<? super K, ? super V, ? extends VOut> mapper,
            @Nullable String storeName) {
        return new TableTransform<>(parent, mapper, storeName, false);
    }

    /** Downstream has to hear of every version, also of one that the predicate never accepted. */
    @Override
    public void useVersions() {
        dropNothingChanged = false;
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
                rows.storeNames(), () -> new TransformGetter(rows.getters().get()));
    }

    private @Nullable VOut transform(K key, @Nullable V value) {
        return value == null ? null : mapper.apply(key, value);
    }

    private final class TransformGetter implements TableGetter<K, VOut> {
        private final TableGetter<K, V> rows;

        private TransformGetter(TableGetter<K, V> rows) {
            this.rows = rows;
        }

        @Override
        public void init(ProcessingContext context) {
            rows.init(context);
        }

        @Override
        public @Nullable ValueAndTimestamp<VOut> get(K key) {
            return transformed(key, rows.get(key));
        }

        @Override
        public @Nullable ValueAndTimestamp<VOut> get(K key, long asOfMs) {
            return transformed(key, rows.get(key, asOfMs));
        }

        @Override
        public boolean isVersioned() {
            return rows.isVersioned();
        }

        private @Nullable ValueAndTimestamp<VOut> transformed(K key, @Nullable ValueAndTimestamp<V> row) {
            return row == null ? null : ValueAndTimestamp.make(transform(key, row.value()), row.timestamp());
        }
    }

    @Override
    public Processor<K, Change<V>, K, Change<VOut>> get() {
        return new ContextualProcessor<>() {
            private @Nullable TableRows<K, VOut> store;
            private @Nullable ChangeForwarder<K, VOut> forwarder;

            @Override
            public void init(ProcessorContext<K, Change<VOut>> context) {
                super.init(context);
                if (storeName != null) {
                    store = TableRows.of(context, storeName);
                    forwarder = ChangeForwarder.of(store.store(), context, sendOldValues);
                }
            }

            @Override
            public void process(Record<K, Change<V>> record) {
                K key = record.key();
                Change<V> change = record.value();
                VOut newValue = transform(key, change.newValue());
                VOut oldValue = null;
                if (sendOldValues) {
                    oldValue = store == null ? transform(key, change.oldValue()) : TableGetter.valueOf(store.get(key));
                    if (dropNothingChanged && oldValue == null && newValue == null) {
                        return;
                    }
                }
                if (store == null || forwarder == null) {
                    context().forward(record.withValue(new Change<>(newValue, oldValue, change.isLatest())));
                } else {
                    long end = store.put(key, newValue, record.timestamp());
                    if (end != TableRows.NOT_PUT) {
                        forwarder.maybeForward(
                                record.withValue(new Change<>(newValue, oldValue, end == TableRows.LATEST)));
                    }
                }
            }
        };
    }
}
