package io.tailrace.storage.epoch;

/** Where the records of a leader's epoch begin in a log. */
public record EpochStart(int epoch, long startOffset) {}
