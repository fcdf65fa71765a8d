package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_REPLICATION_FACTOR} (38) of the protocol. */
public class InvalidReplicationFactorException extends InvalidConfigurationException {

    private static final long serialVersionUID = 1L;

    public InvalidReplicationFactorException(@Nullable String message) {
        super(message);
    }

    public InvalidReplicationFactorException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
