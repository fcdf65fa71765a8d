package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code ILLEGAL_GENERATION} (22) of the protocol. */
public class IllegalGenerationException extends ApplicationRecoverableException {

    private static final long serialVersionUID = 1L;

    public IllegalGenerationException() {}

    public IllegalGenerationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public IllegalGenerationException(@Nullable String message) {
        super(message);
    }

    public IllegalGenerationException(@Nullable Throwable cause) {
        super(cause);
    }
}
