package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code FEATURE_UPDATE_FAILED} (96) of the protocol. */
public class FeatureUpdateFailedException extends ApiException {

    private static final long serialVersionUID = 1L;

    public FeatureUpdateFailedException(@Nullable String message) {
        super(message);
    }

    public FeatureUpdateFailedException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
