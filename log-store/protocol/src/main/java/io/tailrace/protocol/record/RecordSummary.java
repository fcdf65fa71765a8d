package io.tailrace.protocol.record;

/**
 * What {@link RecordBatch#inspect} found in the records of a batch.
 *
 * @param minTimestamp the least create time; {@link Long#MAX_VALUE} without records
 * @param maxTimestamp the greatest create time, or -1
 * @param nullKeys how many records have no key
 */
public record RecordSummary(long minTimestamp, long maxTimestamp, int nullKeys) {}
