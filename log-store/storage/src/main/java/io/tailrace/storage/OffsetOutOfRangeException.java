package io.tailrace.storage;

/** The offset asked for is before the start or after the end of the log. */
public final class OffsetOutOfRangeException extends RuntimeException {

    private final long logStartOffset;
    private final long endOffset;

    public OffsetOutOfRangeException(String log, long offset, long logStartOffset, long endOffset) {
        super(log + ": expected an offset in " + logStartOffset + ".." + endOffset + ", found " + offset);
        this.logStartOffset = logStartOffset;
        this.endOffset = endOffset;
    }

    public long logStartOffset() {
        return logStartOffset;
    }

    public long endOffset() {
        return endOffset;
    }
}
