package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code STREAMS_TOPOLOGY_FENCED} (132) of the protocol. */
public class StreamsTopologyFencedException extends ApiException {

    private static final long serialVersionUID = 1L;

    public StreamsTopologyFencedException(@Nullable String message) {
        super(message);
    }
}
