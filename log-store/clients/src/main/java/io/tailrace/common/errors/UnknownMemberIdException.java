package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNKNOWN_MEMBER_ID} (25) of the protocol. */
public class UnknownMemberIdException extends ApplicationRecoverableException {

    private static final long serialVersionUID = 1L;

    public UnknownMemberIdException() {}

    public UnknownMemberIdException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public UnknownMemberIdException(@Nullable String message) {
        super(message);
    }

    public UnknownMemberIdException(@Nullable Throwable cause) {
        super(cause);
    }
}
