package io.tailrace.simulator.network;

import io.tailrace.protocol.transport.Connection;
import io.tailrace.protocol.transport.Transport;
import io.tailrace.simulator.time.ProcessScheduler;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Opens simulated connections for one client. There is one server: host and port are not looked at.
 *
 * <p><b>Threads:</b> the one of the simulation; futures complete on the client's network scheduler.
 */
public final class SimTransport implements Transport {

    private final SimNetwork network;
    private final ProcessScheduler deliveries;
    private final String clientId;
    private final Set<SimConnection> connections = new LinkedHashSet<>();
    private boolean closed;

    SimTransport(SimNetwork network, ProcessScheduler deliveries, String clientId) {
        this.network = network;
        this.deliveries = deliveries;
        this.clientId = clientId;
    }

    @Override
    public CompletableFuture<Connection> connect(String host, int port) {
        CompletableFuture<Connection> opened = new CompletableFuture<>();
        boolean refused = network.random().nextDouble() < network.faults().refusal();
        long delayNanos = network.faults().delayNanos(network.random());
        deliveries.scheduleAtNanos(network.loop().clock().nanoTime() + delayNanos, () -> {
            if (closed || refused || !network.server().isUp()) {
                opened.completeExceptionally(new ConnectException("connection refused by the simulated server"));
                return;
            }
            String id = clientId + "#" + network.nextId();
            SimConnection connection =
                    new SimConnection(network, deliveries, id, network.server().open(id, clientId), this);
            connections.add(connection);
            network.add(connection);
            opened.complete(connection);
        });
        return opened;
    }

    void forget(SimConnection connection) {
        connections.remove(connection);
    }

    @Override
    public void close() {
        closed = true;
        new ArrayList<>(connections).forEach(SimConnection::close);
    }

    /** The client's process is gone: nothing is delivered to it any more. */
    public void halt() {
        closed = true;
        deliveries.halt();
        new ArrayList<>(connections).forEach(SimConnection::close);
    }
}
