package io.tailrace.clients.core;

import io.tailrace.common.errors.DisconnectException;
import org.jspecify.annotations.Nullable;

/** No connection came about: the request was never sent. */
final class UnreachableException extends DisconnectException {

    private static final long serialVersionUID = 1L;

    UnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
