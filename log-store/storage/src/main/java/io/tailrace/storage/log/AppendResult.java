package io.tailrace.storage.log;

/**
 * Where a batch lies.
 *
 * @param logAppendTimeMs the time that was stamped, or -1 where producers' timestamps are kept
 * @param logStartOffset of the log at that time
 * @param duplicate whether it lay there already: a producer repeated a batch, and nothing was appended
 */
public record AppendResult(
        long baseOffset, long lastOffset, long logAppendTimeMs, long logStartOffset, boolean duplicate) {

    /** The offset after the last record: what to wait for. */
    public long nextOffset() {
        return lastOffset + 1;
    }
}
