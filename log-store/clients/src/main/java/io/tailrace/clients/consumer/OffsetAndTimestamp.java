package io.tailrace.clients.consumer;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The offset found by a search for a time, and the timestamp (ms) of the record there.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class OffsetAndTimestamp {
    private final long timestamp;
    private final long offset;
    private final Optional<Integer> leaderEpoch;

    public OffsetAndTimestamp(long offset, long timestamp) {
        this(offset, timestamp, Optional.empty());
    }

    /** @throws IllegalArgumentException if offset or timestamp is negative */
    public OffsetAndTimestamp(long offset, long timestamp, Optional<Integer> leaderEpoch) {
        if (offset < 0) throw new IllegalArgumentException("Invalid negative offset " + offset);
        if (timestamp < 0) throw new IllegalArgumentException("Invalid negative timestamp " + timestamp);
        this.offset = offset;
        this.timestamp = timestamp;
        this.leaderEpoch = leaderEpoch;
    }

    public long timestamp() {
        return timestamp;
    }

    public long offset() {
        return offset;
    }

    public Optional<Integer> leaderEpoch() {
        return leaderEpoch;
    }

    @Override
    public String toString() {
        return "(timestamp=" + timestamp + ", leaderEpoch=" + leaderEpoch.orElse(null) + ", offset=" + offset + ")";
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof OffsetAndTimestamp that
                && timestamp == that.timestamp
                && offset == that.offset
                && leaderEpoch.equals(that.leaderEpoch);
    }

    @Override
    public int hashCode() {
        return Objects.hash(timestamp, offset, leaderEpoch);
    }
}
