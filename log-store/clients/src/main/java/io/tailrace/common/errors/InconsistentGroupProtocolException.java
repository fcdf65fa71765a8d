package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INCONSISTENT_GROUP_PROTOCOL} (23) of the protocol. */
public class InconsistentGroupProtocolException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InconsistentGroupProtocolException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public InconsistentGroupProtocolException(@Nullable String message) {
        super(message);
    }
}
