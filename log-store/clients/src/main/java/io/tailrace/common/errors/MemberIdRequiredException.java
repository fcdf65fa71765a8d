package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code MEMBER_ID_REQUIRED} (79) of the protocol. */
public class MemberIdRequiredException extends ApiException {

    private static final long serialVersionUID = 1L;

    public MemberIdRequiredException(@Nullable String message) {
        super(message);
    }

    public MemberIdRequiredException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
