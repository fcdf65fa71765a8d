package io.tailrace.streams.operator;

import io.tailrace.common.serialization.Serde;
import io.tailrace.state.cache.CachedStateStore;
import io.tailrace.streams.processor.PunctuationType;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.processor.api.Timers;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the rows of another table operator's store expire: a row that was not updated until stream time is a time-to-live past its timestamp is
 * deleted, in the store, in the changelog and downstream. It wraps the operator's processor and keeps a durable timer for each row.
 *
 * @param operator whose records have the keys of the table
 * @param keySerde of the table, or null for the default
 */
public record ExpiringTable<K, VIn, V>(
        ProcessorSupplier<K, VIn, K, Change<V>> operator,
        String storeName,
        long ttlMs,
        @Nullable Serde<K> keySerde) implements ProcessorSupplier<K, VIn, K, Change<V>> {
    private static final String TIMER = "ttl";

    /** Wraps a supplier of which only the caller knows the types. */
    @SuppressWarnings("unchecked") // the plan has the supplier of a table operator
    public static ExpiringTable<?, ?, ?> of(
            Supplier<?> operator, String storeName, long ttlMs, @Nullable Serde<?> keySerde) {
        return new ExpiringTable<>(
                (ProcessorSupplier<Object, Object, Object, Change<Object>>) operator, storeName, ttlMs, (Serde<Object>)
                        keySerde);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        Set<StoreBuilder<?>> stores = new HashSet<>();
        if (operator.stores() != null) {
            stores.addAll(operator.stores());
        }
        stores.add(Timers.storeBuilder(storeName + "-ttl"));
        return stores;
    }

    @Override
    public Processor<K, VIn, K, Change<V>> get() {
        return new Expiring(operator.get());
    }

    private final class Expiring implements Processor<K, VIn, K, Change<V>> {
        private final Processor<K, VIn, K, Change<V>> inner;
        private ProcessorContext<K, Change<V>> context;
        private TableRows<K, V> store;
        private Timers<K> timers;
        private boolean cached;

        @SuppressWarnings("NullAway.Init") // set by init before the first record
        private Expiring(Processor<K, VIn, K, Change<V>> inner) {
            this.inner = inner;
        }

        @Override
        @SuppressWarnings("unchecked") // the default serde is what the user says his keys are
        public void init(ProcessorContext<K, Change<V>> nodeContext) {
            context = nodeContext;
            inner.init(nodeContext);
            store = TableRows.of(nodeContext, storeName);
            cached = store.store() instanceof CachedStateStore<?, ?> cachedStore && cachedStore.isCached();
            timers = nodeContext.timers(
                    storeName + "-ttl",
                    keySerde != null ? keySerde : (Serde<K>) nodeContext.keySerde(),
                    (key, name, timeMs) -> expire(key, timeMs));
        }

        @Override
        public void process(Record<K, VIn> record) {
            inner.process(record);
            if (record.key() == null) {
                return;
            }
            ValueAndTimestamp<V> row = store.get(record.key());
            if (row == null) {
                timers.cancel(record.key(), TIMER);
            } else {
                timers.register(record.key(), TIMER, PunctuationType.STREAM_TIME, row.timestamp() + ttlMs);
            }
        }

        private void expire(K key, long timeMs) {
            ValueAndTimestamp<V> row = store.get(key);
            if (row == null) {
                return;
            }
            store.put(key, null, timeMs);
            if (!cached) { // else the cache forwards the change when it is flushed
                context.forward(new Record<>(key, new Change<>(null, row.value()), timeMs));
            }
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
