package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code ELIGIBLE_LEADERS_NOT_AVAILABLE} (83) of the protocol. */
public class EligibleLeadersNotAvailableException extends InvalidMetadataException {

    private static final long serialVersionUID = 1L;

    public EligibleLeadersNotAvailableException(@Nullable String message) {
        super(message);
    }

    public EligibleLeadersNotAvailableException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
