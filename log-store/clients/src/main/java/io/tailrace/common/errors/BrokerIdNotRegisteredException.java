package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code BROKER_ID_NOT_REGISTERED} (102) of the protocol. */
public class BrokerIdNotRegisteredException extends ApiException {

    private static final long serialVersionUID = 1L;

    public BrokerIdNotRegisteredException(@Nullable String message) {
        super(message);
    }

    public BrokerIdNotRegisteredException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
