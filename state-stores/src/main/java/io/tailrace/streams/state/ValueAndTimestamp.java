package io.tailrace.streams.state;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value and the event time of its last update.
 *
 * <p><b>Threads:</b> immutable, if the value is.
 *
 * @param <V> type of the value
 */
public final class ValueAndTimestamp<V> {

    private final V value;
    private final long timestamp;

    private ValueAndTimestamp(V value, long timestamp) {
        this.value = value;
        this.timestamp = timestamp;
    }

    /** The pair, or null if {@code value} is null. */
    public static <V> @Nullable ValueAndTimestamp<V> make(@Nullable V value, long timestamp) {
        return value == null ? null : new ValueAndTimestamp<>(value, timestamp);
    }

    /** The pair, also of a null value: for operators that must tell "deleted at" from "never there". */
    public static <V> ValueAndTimestamp<@Nullable V> makeAllowNullable(@Nullable V value, long timestamp) {
        return new ValueAndTimestamp<>(value, timestamp);
    }

    /** The value of the pair, or null if the pair is null. */
    public static <V> @Nullable V getValueOrNull(@Nullable ValueAndTimestamp<V> pair) {
        return pair == null ? null : pair.value();
    }

    public V value() {
        return value;
    }

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    public long timestamp() {
        return timestamp;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ValueAndTimestamp<?> that
                        && timestamp == that.timestamp
                        && Objects.equals(value, that.value));
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, timestamp);
    }

    @Override
    public String toString() {
        return "<" + value + "," + timestamp + ">";
    }
}
