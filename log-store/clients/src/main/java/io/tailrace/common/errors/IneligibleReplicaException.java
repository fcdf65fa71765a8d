package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INELIGIBLE_REPLICA} (107) of the protocol. */
public class IneligibleReplicaException extends ApiException {

    private static final long serialVersionUID = 1L;

    public IneligibleReplicaException(@Nullable String message) {
        super(message);
    }
}
