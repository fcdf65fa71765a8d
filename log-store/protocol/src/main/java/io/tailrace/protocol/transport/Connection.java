package io.tailrace.protocol.transport;

import io.tailrace.protocol.codec.ApiMessage;
import java.util.concurrent.CompletableFuture;

/**
 * An ordered channel of requests to one broker.
 *
 * <p>Requests are handled in the order of the {@link #send} calls and their responses complete in that order. A future
 * fails with {@link java.io.IOException} if the connection ends first: then it is unknown whether the broker acted.
 *
 * <p><b>Buffers:</b> the caller owns the {@code records} of a request and must keep them readable and unchanged until
 * the future completes; then it releases them. Whoever receives a response owns it and calls
 * {@link ApiMessage#release()} on it.
 *
 * <p><b>Threads:</b> {@code send} and {@code close} from any thread. Futures complete on a transport thread, or inside
 * {@code send} itself in process: callbacks hand over and return.
 */
public interface Connection extends AutoCloseable {

    /**
     * Sends a request.
     *
     * @param apiVersion a version that the broker is known to support (ask with ApiVersions first)
     * @return the response; for a Produce request with {@code acks=0} an empty response as soon as it is sent
     */
    CompletableFuture<ApiMessage> send(ApiMessage request, short apiVersion);

    boolean isOpen();

    /** Completes when the connection has ended, whoever ended it. */
    CompletableFuture<Void> closed();

    /** Ends the connection; pending futures fail. Idempotent, does not block. */
    @Override
    void close();
}
