package io.tailrace.streams.query;

import io.tailrace.streams.state.KeyValueIterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a range of keys in a key-value store. Bounds are within. The iterator must be closed.
 *
 * <p><b>Threads:</b> immutable, if the bounds are.
 */
public final class RangeQuery<K, V> implements Query<KeyValueIterator<K, V>> {

    private final Optional<K> lower;
    private final Optional<K> upper;
    private final ResultOrder order;

    private RangeQuery(Optional<K> lower, Optional<K> upper, ResultOrder order) {
        this.lower = lower;
        this.upper = upper;
        this.order = order;
    }

    /** Null for either is open. */
    public static <K, V> RangeQuery<K, V> withRange(@Nullable K lower, @Nullable K upper) {
        return new RangeQuery<>(Optional.ofNullable(lower), Optional.ofNullable(upper), ResultOrder.ANY);
    }

    public static <K, V> RangeQuery<K, V> withUpperBound(@Nullable K upper) {
        return withRange(null, upper);
    }

    public static <K, V> RangeQuery<K, V> withLowerBound(@Nullable K lower) {
        return withRange(lower, null);
    }

    public static <K, V> RangeQuery<K, V> withNoBounds() {
        return withRange(null, null);
    }

    /** Keys in the descending order of their bytes, each partition by itself. */
    public RangeQuery<K, V> withDescendingKeys() {
        return new RangeQuery<>(lower, upper, ResultOrder.DESCENDING);
    }

    /** Keys in the ascending order of their bytes, each partition by itself. */
    public RangeQuery<K, V> withAscendingKeys() {
        return new RangeQuery<>(lower, upper, ResultOrder.ASCENDING);
    }

    public ResultOrder resultOrder() {
        return order;
    }

    public Optional<K> getLowerBound() {
        return lower;
    }

    public Optional<K> getUpperBound() {
        return upper;
    }

    @Override
    public String toString() {
        return "RangeQuery{lower=" + lower + ", upper=" + upper + ", order=" + order + '}';
    }
}
