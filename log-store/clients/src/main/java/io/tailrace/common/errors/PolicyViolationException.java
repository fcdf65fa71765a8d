package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code POLICY_VIOLATION} (44) of the protocol. */
public class PolicyViolationException extends ApiException {

    private static final long serialVersionUID = 1L;

    public PolicyViolationException(@Nullable String message) {
        super(message);
    }

    public PolicyViolationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
