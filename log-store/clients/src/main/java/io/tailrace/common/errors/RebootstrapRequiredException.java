package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code REBOOTSTRAP_REQUIRED} (129) of the protocol. */
public class RebootstrapRequiredException extends ApiException {

    private static final long serialVersionUID = 1L;

    public RebootstrapRequiredException(@Nullable String message) {
        super(message);
    }

    public RebootstrapRequiredException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
