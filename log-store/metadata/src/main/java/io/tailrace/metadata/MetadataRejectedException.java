package io.tailrace.metadata;

import io.tailrace.protocol.ErrorCode;

/** Part of a command cannot be done; becomes the error of its result. */
final class MetadataRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode error;

    MetadataRejectedException(ErrorCode error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    ErrorCode error() {
        return error;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
