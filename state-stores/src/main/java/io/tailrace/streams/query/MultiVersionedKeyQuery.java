package io.tailrace.streams.query;

import io.tailrace.streams.state.VersionedRecordIterator;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a key in a versioned store that were valid at some time of a span, both ends within. The iterator must
 * be closed.
 *
 * <p><b>Threads:</b> immutable, if the key is.
 */
public final class MultiVersionedKeyQuery<K, V> implements Query<VersionedRecordIterator<V>> {

    private final K key;
    private final Optional<Instant> from;
    private final Optional<Instant> to;
    private final ResultOrder order;

    private MultiVersionedKeyQuery(K key, Optional<Instant> from, Optional<Instant> to, ResultOrder order) {
        this.key = Objects.requireNonNull(key, "key cannot be null.");
        this.from = from;
        this.to = to;
        this.order = order;
    }

    public static <K, V> MultiVersionedKeyQuery<K, V> withKey(K key) {
        return new MultiVersionedKeyQuery<>(key, Optional.empty(), Optional.empty(), ResultOrder.ANY);
    }

    /** Null: from the beginning of the history. */
    public MultiVersionedKeyQuery<K, V> fromTime(@Nullable Instant fromTime) {
        return new MultiVersionedKeyQuery<>(key, Optional.ofNullable(fromTime), to, order);
    }

    /** Null: to the newest version. */
    public MultiVersionedKeyQuery<K, V> toTime(@Nullable Instant toTime) {
        return new MultiVersionedKeyQuery<>(key, from, Optional.ofNullable(toTime), order);
    }

    public MultiVersionedKeyQuery<K, V> withDescendingTimestamps() {
        return new MultiVersionedKeyQuery<>(key, from, to, ResultOrder.DESCENDING);
    }

    public MultiVersionedKeyQuery<K, V> withAscendingTimestamps() {
        return new MultiVersionedKeyQuery<>(key, from, to, ResultOrder.ASCENDING);
    }

    public K key() {
        return key;
    }

    public Optional<Instant> fromTime() {
        return from;
    }

    public Optional<Instant> toTime() {
        return to;
    }

    public ResultOrder resultOrder() {
        return order;
    }

    @Override
    public String toString() {
        return "MultiVersionedKeyQuery{key=" + key + ", from=" + from + ", to=" + to + ", order=" + order + '}';
    }
}
