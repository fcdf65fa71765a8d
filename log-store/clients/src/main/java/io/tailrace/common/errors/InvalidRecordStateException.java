package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_RECORD_STATE} (121) of the protocol. */
public class InvalidRecordStateException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidRecordStateException(@Nullable String message) {
        super(message);
    }
}
