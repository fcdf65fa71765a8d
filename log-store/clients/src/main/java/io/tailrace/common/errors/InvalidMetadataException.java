package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** What the client knows of the cluster is out of date; it refreshes that and tries again. */
public abstract class InvalidMetadataException extends RefreshRetriableException {

    private static final long serialVersionUID = 1L;

    protected InvalidMetadataException() {}

    protected InvalidMetadataException(@Nullable String message) {
        super(message);
    }

    protected InvalidMetadataException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    protected InvalidMetadataException(@Nullable Throwable cause) {
        super(cause);
    }
}
