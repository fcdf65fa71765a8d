package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code STREAMS_INVALID_TOPOLOGY} (130) of the protocol. */
public class StreamsInvalidTopologyException extends ApiException {

    private static final long serialVersionUID = 1L;

    public StreamsInvalidTopologyException(@Nullable String message) {
        super(message);
    }
}
