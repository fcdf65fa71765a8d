package io.tailrace.streams.query;

import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a range of keys, with timestamps, in a store that keeps them. Bounds are within. The iterator must be closed.
 *
 * <p><b>Threads:</b> immutable, if the bounds are.
 */
public final class TimestampedRangeQuery<K, V> implements Query<KeyValueIterator<K, ValueAndTimestamp<V>>> {

    private final Optional<K> lower;
    private final Optional<K> upper;
    private final ResultOrder order;

    private TimestampedRangeQuery(Optional<K> lower, Optional<K> upper, ResultOrder order) {
        this.lower = lower;
        this.upper = upper;
        this.order = order;
    }

    /** Null for either is open. */
    public static <K, V> TimestampedRangeQuery<K, V> withRange(@Nullable K lower, @Nullable K upper) {
        return new TimestampedRangeQuery<>(Optional.ofNullable(lower), Optional.ofNullable(upper), ResultOrder.ANY);
    }

    public static <K, V> TimestampedRangeQuery<K, V> withUpperBound(@Nullable K upper) {
        return withRange(null, upper);
    }

    public static <K, V> TimestampedRangeQuery<K, V> withLowerBound(@Nullable K lower) {
        return withRange(lower, null);
    }

    public static <K, V> TimestampedRangeQuery<K, V> withNoBounds() {
        return withRange(null, null);
    }

    /** Keys in the descending order of their bytes, each partition by itself. */
    public TimestampedRangeQuery<K, V> withDescendingKeys() {
        return new TimestampedRangeQuery<>(lower, upper, ResultOrder.DESCENDING);
    }

    /** Keys in the ascending order of their bytes, each partition by itself. */
    public TimestampedRangeQuery<K, V> withAscendingKeys() {
        return new TimestampedRangeQuery<>(lower, upper, ResultOrder.ASCENDING);
    }

    public ResultOrder resultOrder() {
        return order;
    }

    public Optional<K> lowerBound() {
        return lower;
    }

    public Optional<K> upperBound() {
        return upper;
    }

    @Override
    public String toString() {
        return "TimestampedRangeQuery{lower=" + lower + ", upper=" + upper + ", order=" + order + '}';
    }
}
