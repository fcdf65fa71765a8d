package io.tailrace.simulator.network;

import io.tailrace.simulator.time.EventLoop;
import io.tailrace.simulator.time.ProcessScheduler;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * All connections between clients and the server.
 *
 * <p><b>Threads:</b> the one of the simulation.
 */
public final class SimNetwork {

    private final EventLoop loop;
    private final Random random;
    private final ServerPort server;
    private final ProcessScheduler wire;
    private final Set<SimConnection> connections = new LinkedHashSet<>();
    private NetworkFaults faults = NetworkFaults.NONE;
    private int ids;

    public SimNetwork(EventLoop loop, Random random, ServerPort server) {
        this.loop = loop;
        this.random = random;
        this.server = server;
        this.wire = loop.scheduler("network");
    }

    /** From now on the network is this bad. */
    public void faults(NetworkFaults newFaults) {
        faults = newFaults;
    }

    /** The network as one client sees it. */
    public SimTransport transport(String clientId) {
        return new SimTransport(this, loop.scheduler(clientId + "/network"), clientId);
    }

    /** The server's process is gone: its connections break. */
    public void serverDied() {
        List<SimConnection> broken = new ArrayList<>(connections);
        connections.clear();
        broken.forEach(connection -> connection.breakDown("the server died"));
    }

    /** How many requests are on their way or being served. */
    public int inFlight() {
        return connections.stream().mapToInt(SimConnection::inFlight).sum();
    }

    EventLoop loop() {
        return loop;
    }

    Random random() {
        return random;
    }

    NetworkFaults faults() {
        return faults;
    }

    ServerPort server() {
        return server;
    }

    ProcessScheduler wire() {
        return wire;
    }

    int nextId() {
        return ++ids;
    }

    void add(SimConnection connection) {
        connections.add(connection);
    }

    void remove(SimConnection connection) {
        connections.remove(connection);
    }
}
