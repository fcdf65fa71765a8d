package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code CLUSTER_AUTHORIZATION_FAILED} (31) of the protocol. */
public class ClusterAuthorizationException extends AuthorizationException {

    private static final long serialVersionUID = 1L;

    public ClusterAuthorizationException(@Nullable String message) {
        super(message);
    }

    public ClusterAuthorizationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
