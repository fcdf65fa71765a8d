package io.tailrace.broker.network;

/**
 * Limits of the listener.
 *
 * @param threads event loops
 * @param maxRequestBytes a frame that announces more closes its connection before anything is allocated
 * @param maxControlRequestBytes the same for requests that carry no records, which grow when they are decoded; looked at
 *     before that
 * @param maxConnections open connections beyond this number are closed at once
 * @param maxConnectionsPerIp the same, for one client address
 * @param idleTimeoutMs a connection that neither sends nor waits for anything is closed after this time
 * @param stalledFrameTimeoutMs a connection that stops in the middle of a frame is closed after this time
 * @param maxInFlightRequests requests of one connection that may be under way; then it is not read from
 * @param maxInFlightBytes size of the requests of one connection that may be under way; then it is not read from
 * @param sendBufferBytes SO_SNDBUF of accepted sockets, -1 for the system's default
 * @param receiveBufferBytes SO_RCVBUF of accepted sockets, -1 for the system's default
 * @param backlog connections that the system queues before they are accepted
 */
public record NetworkConfig(
        int threads,
        int maxRequestBytes,
        int maxControlRequestBytes,
        int maxConnections,
        int maxConnectionsPerIp,
        long idleTimeoutMs,
        long stalledFrameTimeoutMs,
        int maxInFlightRequests,
        long maxInFlightBytes,
        int sendBufferBytes,
        int receiveBufferBytes,
        int backlog) {

    public NetworkConfig {
        requirePositive("threads", threads);
        requirePositive("maxRequestBytes", maxRequestBytes);
        requirePositive("maxControlRequestBytes", maxControlRequestBytes);
        requirePositive("maxInFlightRequests", maxInFlightRequests);
        requirePositive("maxInFlightBytes", maxInFlightBytes);
        requirePositive("idleTimeoutMs", idleTimeoutMs);
        requirePositive("stalledFrameTimeoutMs", stalledFrameTimeoutMs);
        requirePositive("backlog", backlog);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("expected " + name + " above 0, actual " + value);
        }
    }
}
