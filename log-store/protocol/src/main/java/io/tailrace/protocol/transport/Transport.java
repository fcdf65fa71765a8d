package io.tailrace.protocol.transport;

import java.util.concurrent.CompletableFuture;

/**
 * The port between clients and brokers: opens connections. TCP, in process, and simulated.
 *
 * <p><b>Threads:</b> any.
 */
public interface Transport extends AutoCloseable {

    /** Opens a connection; the future fails with {@link java.io.IOException}. Never blocks. */
    CompletableFuture<Connection> connect(String host, int port);

    /** Closes every connection and gives back what it holds. Idempotent. */
    @Override
    void close();
}
