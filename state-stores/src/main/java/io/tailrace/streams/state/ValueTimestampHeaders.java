package io.tailrace.streams.state;

import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value, the event time of its last update and the headers of the record that updated it. Source: KIP-1271.
 *
 * <p><b>Threads:</b> immutable, if the value and the headers are.
 *
 * @param <V> type of the value
 */
public final class ValueTimestampHeaders<V> {

    private final V value;
    private final long timestamp;
    private final Headers headers;

    private ValueTimestampHeaders(V value, long timestamp, @Nullable Headers headers) {
        this.value = value;
        this.timestamp = timestamp;
        this.headers = headers == null ? new RecordHeaders() : headers;
    }

    /** The triple, or null if {@code value} is null. Null headers are no headers. */
    public static <V> @Nullable ValueTimestampHeaders<V> make(
            @Nullable V value, long timestamp, @Nullable Headers headers) {
        return value == null ? null : new ValueTimestampHeaders<>(value, timestamp, headers);
    }

    /** The triple, also of a null value. */
    public static <V> ValueTimestampHeaders<@Nullable V> makeAllowNullable(
            @Nullable V value, long timestamp, @Nullable Headers headers) {
        return new ValueTimestampHeaders<>(value, timestamp, headers);
    }

    /** The value of the triple, or null if the triple is null. */
    public static <V> @Nullable V getValueOrNull(@Nullable ValueTimestampHeaders<V> triple) {
        return triple == null ? null : triple.value();
    }

    public V value() {
        return value;
    }

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    public long timestamp() {
        return timestamp;
    }

    public Headers headers() {
        return headers;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ValueTimestampHeaders<?> that
                        && timestamp == that.timestamp
                        && Objects.equals(value, that.value)
                        && headers.equals(that.headers));
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, timestamp, headers);
    }

    @Override
    public String toString() {
        return "ValueTimestampHeaders{value=" + value + ", timestamp=" + timestamp + ", headers=" + headers + '}';
    }
}
