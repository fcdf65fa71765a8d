package io.tailrace.storage.segment;

/**
 * A record found by its timestamp.
 *
 * @param leaderEpoch the epoch of the leader that appended it, or -1
 */
public record TimestampedOffset(long timestampMs, long offset, int leaderEpoch) {}
