package io.tailrace.clients.core;

import io.tailrace.protocol.codec.ApiMessage;

/**
 * Makes a request the way the negotiated version wants it. Called on the scheduler, once for each try. The request then
 * belongs to the core, which releases its records when the connection is done with them.
 */
@FunctionalInterface
public interface VersionedRequest {
    ApiMessage at(short version);
}
