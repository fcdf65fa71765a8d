package io.tailrace.storage.producer;

/** Where a batch that came again lies already. */
public record DuplicateBatch(long baseOffset, long lastOffset, long timestampMs) {}
