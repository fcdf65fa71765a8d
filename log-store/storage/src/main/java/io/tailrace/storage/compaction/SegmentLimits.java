package io.tailrace.storage.compaction;

/**
 * How large the segments of a log may become, and how densely they are indexed.
 *
 * @param bytes {@code segment.bytes}
 * @param indexBytes {@code segment.index.bytes}
 * @param indexIntervalBytes {@code index.interval.bytes}
 */
public record SegmentLimits(int bytes, int indexBytes, int indexIntervalBytes) {}
