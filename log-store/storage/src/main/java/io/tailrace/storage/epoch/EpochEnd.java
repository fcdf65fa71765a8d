package io.tailrace.storage.epoch;

/**
 * The answer to "where does that epoch end".
 *
 * @param epoch the greatest epoch in the log that is not above the one asked for; -1 if unknown
 * @param endOffset the offset after its last record; -1 if unknown
 */
public record EpochEnd(int epoch, long endOffset) {

    public static final EpochEnd UNKNOWN = new EpochEnd(-1, -1);
}
