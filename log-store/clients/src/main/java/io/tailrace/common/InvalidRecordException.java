package io.tailrace.common;

import io.tailrace.common.errors.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_RECORD} (87) of the protocol: the broker refuses a record of the batch. */
public class InvalidRecordException extends InvalidConfigurationException {

    private static final long serialVersionUID = 1L;

    public InvalidRecordException(@Nullable String message) {
        super(message);
    }

    public InvalidRecordException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
