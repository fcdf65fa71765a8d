package io.tailrace.protocol.record;

/** Bytes that are not a sound record batch of format 2: the only exception that foreign bytes cause in this package. */
public final class InvalidRecordBatchException extends RuntimeException {
    public InvalidRecordBatchException(String message) {
        super(message);
    }

    public InvalidRecordBatchException(String message, Throwable cause) {
        super(message, cause);
    }

    static InvalidRecordBatchException expected(String expected, Object found, long baseOffset) {
        return new InvalidRecordBatchException(
                "batch at offset " + baseOffset + ": expected " + expected + ", found " + found);
    }
}
