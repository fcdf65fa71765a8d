package io.tailrace.streams.state;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version of a value: valid from its timestamp until another version, or a deletion, took its place.
 *
 * <p><b>Threads:</b> immutable, if the value is.
 *
 * @param <V> type of the value
 */
public final class VersionedRecord<V> {

    private final V value;
    private final long timestamp;

    // The shape of an optional is the accessor's: the field is what the accessor returns.
    private final Optional<Long> validTo;

    /** A version of which no successor is known. */
    public VersionedRecord(V value, long timestamp) {
        this.value = Objects.requireNonNull(value, "value cannot be null.");
        this.timestamp = timestamp;
        this.validTo = Optional.empty();
    }

    /** @param validTo when the version ended (not within) */
    public VersionedRecord(V value, long timestamp, long validTo) {
        this.value = Objects.requireNonNull(value, "value cannot be null.");
        this.timestamp = timestamp;
        this.validTo = Optional.of(validTo);
    }

    public V value() {
        return value;
    }

    /** Since when it is valid, in milliseconds since 1970-01-01T00:00:00Z. */
    public long timestamp() {
        return timestamp;
    }

    /** When it ended (not within); empty while no successor is known. */
    public Optional<Long> validTo() {
        return validTo;
    }

    @Override
    public String toString() {
        return "<" + value + "," + timestamp + "," + validTo + ">";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof VersionedRecord<?> that
                        && timestamp == that.timestamp
                        && validTo.equals(that.validTo)
                        && value.equals(that.value));
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, timestamp, validTo);
    }
}
