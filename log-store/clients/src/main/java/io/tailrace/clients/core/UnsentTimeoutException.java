package io.tailrace.clients.core;

import io.tailrace.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The time was up before the request could be sent. */
final class UnsentTimeoutException extends TimeoutException {

    private static final long serialVersionUID = 1L;

    UnsentTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
