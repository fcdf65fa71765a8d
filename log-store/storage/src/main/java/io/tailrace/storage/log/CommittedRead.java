package io.tailrace.storage.log;

import io.tailrace.storage.index.AbortedTransaction;
import java.util.List;

/**
 * What a read of committed records found. The batches are those of the log: also records of aborted transactions, which the
 * reader leaves out with the help of {@code aborted}, as consumers do.
 *
 * @param lastStableOffset at that time
 * @param aborted the aborted transactions that overlap the batches, in the order of their markers
 */
public record CommittedRead(ReadResult read, long lastStableOffset, List<AbortedTransaction> aborted) {}
