package io.tailrace.coordinator.record;

/**
 * A committed offset.
 *
 * @param offset the next offset that the group will read
 * @param leaderEpoch epoch of the last record consumed, or {@link #NO_EPOCH}; the format has no place for it beside an
 *     expiry, and no request carries both
 * @param metadata what the client wants to keep beside the offset; empty if nothing
 * @param commitTimestampMs wall-clock time of the commit
 * @param expireTimestampMs time at which the client asked the offset to be forgotten (OffsetCommit 2 to 4), or
 *     {@link #NO_EXPIRY} when the retention of the coordinator holds
 */
public record OffsetValue(
        long offset, int leaderEpoch, String metadata, long commitTimestampMs, long expireTimestampMs) {

    public static final int NO_EPOCH = -1;
    public static final long NO_EXPIRY = -1;

    public OffsetValue {
        if (expireTimestampMs != NO_EXPIRY) {
            leaderEpoch = NO_EPOCH;
        }
    }

    public boolean hasExpiry() {
        return expireTimestampMs != NO_EXPIRY;
    }
}
