package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code NEW_LEADER_ELECTED} (108) of the protocol. */
public class NewLeaderElectedException extends ApiException {

    private static final long serialVersionUID = 1L;

    public NewLeaderElectedException(@Nullable String message) {
        super(message);
    }
}
