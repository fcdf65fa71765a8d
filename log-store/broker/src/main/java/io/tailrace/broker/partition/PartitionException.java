package io.tailrace.broker.partition;

import io.tailrace.protocol.ErrorCode;

/** An operation on a partition that ends in an error code of the protocol. Carries no stack trace: it is an answer, not a defect. */
public final class PartitionException extends RuntimeException {

    private final ErrorCode error;

    public PartitionException(ErrorCode error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    public ErrorCode error() {
        return error;
    }
}
