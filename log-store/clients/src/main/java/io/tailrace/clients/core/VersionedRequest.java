package io.tailrace.clients.core;

import io.tailrace.protocol.codec.ApiMessage;

/** Writes a request the way the negotiated version wants it. Called on the scheduler, once for each try. */
@FunctionalInterface
public interface VersionedRequest {
    ApiMessage at(short version);
}
