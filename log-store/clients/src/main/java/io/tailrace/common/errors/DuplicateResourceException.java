package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code DUPLICATE_RESOURCE} (92) of the protocol. */
public class DuplicateResourceException extends ApiException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String resource;

    public DuplicateResourceException(@Nullable String message) {
        this(null, message);
    }

    public DuplicateResourceException(@Nullable String message, @Nullable Throwable cause) {
        this(null, message, cause);
    }

    public DuplicateResourceException(@Nullable String resource, @Nullable String message) {
        super(message);
        this.resource = resource;
    }

    public DuplicateResourceException(@Nullable String resource, @Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        this.resource = resource;
    }

    /** The name of the resource, if known. */
    public @Nullable String resource() {
        return resource;
    }
}
