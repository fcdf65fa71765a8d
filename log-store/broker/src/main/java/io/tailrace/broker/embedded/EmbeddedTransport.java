package io.tailrace.broker.embedded;

import io.tailrace.broker.Broker;
import io.tailrace.protocol.transport.Connection;
import io.tailrace.protocol.transport.Transport;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a broker in this process. There is one broker: host and port are not looked at.
 *
 * <p><b>Threads:</b> any.
 */
public final class EmbeddedTransport implements Transport {

    private final Broker broker;
    private final Runnable onClose;
    private final @Nullable String clientId;
    private final Set<EmbeddedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong ids = new AtomicLong();

    /**
     * @param clientId what the client calls itself, for group descriptions
     * @param onClose gives back what the transport holds of the broker
     */
    public EmbeddedTransport(Broker broker, @Nullable String clientId, Runnable onClose) {
        this.clientId = clientId;
        this.broker = broker;
        this.onClose = onClose;
    }

    @Override
    public CompletableFuture<Connection> connect(String host, int port) {
        if (closed.get()) {
            return CompletableFuture.failedFuture(new IOException("the transport is closed"));
        }
        EmbeddedConnection connection = new EmbeddedConnection(
                broker.dispatcher(), broker.ports().work(), "embedded-" + ids.incrementAndGet(), clientId);
        connections.add(connection);
        CompletableFuture<Void> forgotten = connection.closed().thenRun(() -> connections.remove(connection));
        if (closed.get() && !forgotten.isDone()) {
            connection.close();
        }
        return CompletableFuture.completedFuture(connection);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            connections.forEach(EmbeddedConnection::close);
            onClose.run();
        }
    }
}
