package io.tailrace.clients.consumer;

import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A committed position: the offset of the next record to process, a text of the application's own, and the epoch of
 * the leader that appended the last processed record, which lets a reader notice that the log was cut since (KIP-320).
 *
 * <p><b>Threads:</b> immutable.
 */
public class OffsetAndMetadata implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String metadata;
    private final @Nullable Integer leaderEpoch;

    /**
     * @param metadata null becomes the empty text
     * @throws IllegalArgumentException if the offset is negative
     */
    public OffsetAndMetadata(long offset, Optional<Integer> leaderEpoch, @Nullable String metadata) {
        if (offset < 0) throw new IllegalArgumentException("Invalid negative offset " + offset);
        this.offset = offset;
        this.leaderEpoch = leaderEpoch.orElse(null);
        this.metadata = metadata == null ? "" : metadata;
    }

    public OffsetAndMetadata(long offset, @Nullable String metadata) {
        this(offset, Optional.empty(), metadata);
    }

    public OffsetAndMetadata(long offset) {
        this(offset, "");
    }

    public long offset() {
        return offset;
    }

    public String metadata() {
        return metadata;
    }

    /** Empty where unknown. */
    public Optional<Integer> leaderEpoch() {
        return leaderEpoch == null || leaderEpoch < 0 ? Optional.empty() : Optional.of(leaderEpoch);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        if (this == o) return true;
        if (o == null || getClass() != o.getClass()) return false;
        OffsetAndMetadata that = (OffsetAndMetadata) o;
        return offset == that.offset && metadata.equals(that.metadata) && Objects.equals(leaderEpoch, that.leaderEpoch);
    }

    @Override
    public int hashCode() {
        return Objects.hash(offset, metadata, leaderEpoch);
    }

    @Override
    public String toString() {
        return "OffsetAndMetadata{offset=" + offset + ", leaderEpoch=" + leaderEpoch + ", metadata='" + metadata + "'}";
    }
}
