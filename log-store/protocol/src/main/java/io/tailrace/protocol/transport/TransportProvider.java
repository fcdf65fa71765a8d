package io.tailrace.protocol.transport;

import java.util.Map;

/**
 * Service that makes a transport for bootstrap addresses of one scheme, found with {@link java.util.ServiceLoader}.
 * {@code bootstrap.servers=embedded:DIR} asks the provider of scheme {@code embedded} for a transport on {@code DIR}.
 *
 * <p><b>Threads:</b> any.
 */
public interface TransportProvider {

    /** The part of the address before the first colon. */
    String scheme();

    /**
     * Opens a transport. Several transports on the same location share one broker within a JVM; it ends when the last
     * of them is closed.
     *
     * @param location the part of the address after the first colon
     * @param config the configuration of the client that asks
     * @throws RuntimeException with a message for the user, if the location cannot be used
     */
    Transport open(String location, Map<String, ?> config);
}
