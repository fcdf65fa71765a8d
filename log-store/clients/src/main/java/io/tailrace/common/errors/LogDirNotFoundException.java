package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code LOG_DIR_NOT_FOUND} (57) of the protocol. */
public class LogDirNotFoundException extends ApiException {

    private static final long serialVersionUID = 1L;

    public LogDirNotFoundException(@Nullable String message) {
        super(message);
    }

    public LogDirNotFoundException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public LogDirNotFoundException(@Nullable Throwable cause) {
        super(cause);
    }
}
