package io.tailrace.metadata;

/**
 * Where a broker listens.
 *
 * @param listener name of the listener
 * @param securityProtocol Kafka's number: 0 plaintext, 1 SSL, 2 SASL plaintext, 3 SASL SSL
 */
public record Endpoint(String listener, String host, int port, short securityProtocol) {

    public Endpoint {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("expected a port from 0 to 65535, actual=" + port);
        }
    }
}
