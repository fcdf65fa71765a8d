package io.tailrace.broker.request;

import io.tailrace.protocol.codec.ApiMessage;
import java.util.concurrent.CompletableFuture;

/**
 * Serves one API.
 *
 * <p><b>Contract:</b> called once a request, on the thread that read it (a network event loop, the caller of an
 * embedded connection, or the simulator), in the order of the connection. It must not block beyond page-cache I/O; whatever has to wait
 * completes the future later, from any thread. The {@code records} in the request stay readable until the future completes and belong to the
 * caller. Operating errors are error codes in the response. A future that fails, or a throw, costs the sender its
 * connection.
 *
 * @param <Q> the request message
 */
@FunctionalInterface
public interface RequestHandler<Q extends ApiMessage> {

    CompletableFuture<? extends ApiMessage> handle(RequestContext context, Q request, short version);

    /** Whether the client waits for a response to this request; only Produce with {@code acks=0} says no. */
    default boolean answers(Q request) {
        return true;
    }
}
