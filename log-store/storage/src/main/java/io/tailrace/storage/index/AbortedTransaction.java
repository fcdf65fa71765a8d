package io.tailrace.storage.index;

/**
 * A transaction that ended in an abort, in one partition.
 *
 * @param firstOffset of its first record here
 * @param lastOffset of its marker
 * @param lastStableOffset up to where every transaction was decided once this one was
 */
public record AbortedTransaction(long producerId, long firstOffset, long lastOffset, long lastStableOffset) {}
