package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code STREAMS_INVALID_TOPOLOGY_EPOCH} (131) of the protocol. */
public class StreamsInvalidTopologyEpochException extends ApiException {

    private static final long serialVersionUID = 1L;

    public StreamsInvalidTopologyEpochException(@Nullable String message) {
        super(message);
    }
}
