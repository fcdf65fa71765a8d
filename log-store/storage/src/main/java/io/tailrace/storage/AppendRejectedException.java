package io.tailrace.storage;

import org.jspecify.annotations.Nullable;

/** An append was refused and nothing of it is in the log. */
public final class AppendRejectedException extends RuntimeException {

    private final AppendError reason;

    public AppendRejectedException(AppendError reason, String message) {
        this(reason, message, null);
    }

    public AppendRejectedException(AppendError reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public AppendError reason() {
        return reason;
    }
}
