package io.tailrace.streams.operator;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.state.KeyValueBytesStoreSupplier;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The records of an outer join that have found no match yet, in the order of their time. Both sides of the join share the store; its
 * changelog is as Kafka's.
 *
 * <p><b>Threads:</b> the task's thread.
 */
public final class UnmatchedRecords<K> {
    private final KeyValueStore<UnmatchedKey<K>, UnmatchedValues> store;

    private UnmatchedRecords(KeyValueStore<UnmatchedKey<K>, UnmatchedValues> store) {
        this.store = store;
    }

    static <K> UnmatchedRecords<K> in(ProcessingContext context, String storeName) {
        return new UnmatchedRecords<>(context.getStateStore(storeName));
    }

    /** The builder of the store; a serde that is null is the application's default. */
    public static <K> StoreBuilder<?> storeBuilder(
            KeyValueBytesStoreSupplier supplier,
            @Nullable Serde<K> key,
            @Nullable Serde<?> left,
            @Nullable Serde<?> right) {
        return Stores.keyValueStoreBuilder(
                supplier, new UnmatchedKey.KeySerde<>(key), new UnmatchedValues.ValuesSerde(left, right));
    }

    void add(K key, long timestampMs, boolean left, Object value) {
        UnmatchedKey<K> at = new UnmatchedKey<>(key, timestampMs, left);
        UnmatchedValues before = store.get(at);
        store.put(at, before == null ? new UnmatchedValues(left, List.of(value)) : before.plus(value));
    }

    /** Forgets what waits under this key, as it has found a match. */
    void matched(K key, long timestampMs, boolean left) {
        UnmatchedKey<K> at = new UnmatchedKey<>(key, timestampMs, left);
        if (store.get(at) != null) {
            store.put(at, null);
        }
    }

    /** Takes a record whose window has closed. */
    interface Taker<K> {
        void take(K key, long timestampMs, boolean left, Object value);
    }

    /**
     * Removes the records whose windows have closed and hands them to the taker. Stops once an open window was seen on each side, as all
     * later ones of that side are open too.
     *
     * @param leftOpen whether the window of a record of the left side with this timestamp is still open
     * @return time of the record that was looked at last, before which the caller need not look again; or
     *     {@link JoinClock#NOTHING_WAITS}
     */
    long removeClosed(LongPredicate leftOpen, LongPredicate rightOpen, Taker<K> taker) {
        List<UnmatchedKey<K>> closed = new ArrayList<>();
        Scan scan = new Scan();
        try (KeyValueIterator<UnmatchedKey<K>, UnmatchedValues> all = store.all()) {
            while (all.hasNext() && !scan.done) {
                KeyValue<UnmatchedKey<K>, UnmatchedValues> entry = all.next();
                UnmatchedKey<K> at = entry.key;
                boolean open = (at.left() ? leftOpen : rightOpen).test(at.timestampMs());
                for (Object value : entry.value.values()) {
                    if (scan.goesOn(at, open) && !open) {
                        taker.take(at.key(), at.timestampMs(), at.left(), value);
                    }
                }
                if (!open && !scan.done) {
                    closed.add(at);
                }
            }
        }
        closed.forEach(at -> store.put(at, null));
        return scan.lastSeenMs;
    }

    /** How far a scan got. */
    private static final class Scan {
        private long lastSeenMs = JoinClock.NOTHING_WAITS;
        private boolean leftOpen;
        private boolean rightOpen;
        private boolean done;

        boolean goesOn(UnmatchedKey<?> at, boolean open) {
            if (done) {
                return false;
            }
            lastSeenMs = at.timestampMs();
            done = leftOpen && rightOpen;
            leftOpen |= open && at.left();
            rightOpen |= open && !at.left();
            return !done;
        }
    }
}
