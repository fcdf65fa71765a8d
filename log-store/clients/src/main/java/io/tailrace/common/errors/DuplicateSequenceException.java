package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code DUPLICATE_SEQUENCE_NUMBER} (46) of the protocol. */
public class DuplicateSequenceException extends ApiException {

    private static final long serialVersionUID = 1L;

    public DuplicateSequenceException(@Nullable String message) {
        super(message);
    }
}
