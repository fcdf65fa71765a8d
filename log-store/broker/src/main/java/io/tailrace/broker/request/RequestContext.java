package io.tailrace.broker.request;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param connectionId names the connection in log lines
 * @param clientId what the client calls itself; null if it gave no name
 * @param clientHost the client's address as Kafka shows it in group descriptions: {@code /127.0.0.1}
 * @param listener the listener that the request came in through; decides which endpoints are advertised to the client
 * @param continuation runs the part of a request that follows a wait: the event loop of the connection, to which the
 *     response has to go anyway
 */
public record RequestContext(
        String connectionId, @Nullable String clientId, String clientHost, String listener, Executor continuation) {

    /** The client's name, or the empty string. */
    public String clientIdOrEmpty() {
        return clientId == null ? "" : clientId;
    }

    /** The same connection, for a request that names its client. */
    public RequestContext withClientId(@Nullable String name) {
        return new RequestContext(connectionId, name, clientHost, listener, continuation);
    }
}
