package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code RESOURCE_NOT_FOUND} (91) of the protocol. */
public class ResourceNotFoundException extends ApiException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String resource;

    public ResourceNotFoundException(@Nullable String message) {
        this(null, message);
    }

    public ResourceNotFoundException(@Nullable String message, @Nullable Throwable cause) {
        this(null, message, cause);
    }

    public ResourceNotFoundException(@Nullable String resource, @Nullable String message) {
        super(message);
        this.resource = resource;
    }

    public ResourceNotFoundException(@Nullable String resource, @Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        this.resource = resource;
    }

    /** The name of the resource, if known. */
    public @Nullable String resource() {
        return resource;
    }
}
