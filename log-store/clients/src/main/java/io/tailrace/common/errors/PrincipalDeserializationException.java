package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code PRINCIPAL_DESERIALIZATION_FAILURE} (97) of the protocol. */
public class PrincipalDeserializationException extends ApiException {

    private static final long serialVersionUID = 1L;

    public PrincipalDeserializationException(@Nullable String message) {
        super(message);
    }

    public PrincipalDeserializationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
