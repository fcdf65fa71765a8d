package io.tailrace.broker;

import io.tailrace.broker.config.BrokerConfig;
import io.tailrace.broker.network.Endpoint;
import io.tailrace.broker.network.SocketServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that listens on TCP.
 *
 * <p>Life cycle: {@link #start} returns when connections are accepted; {@link #close} answers what is under way, flushes, and
 * returns when everything is on disk. Closing twice does nothing.
 *
 * <p><b>Threads:</b> life-cycle calls from one thread, {@link #close} also from a shutdown hook.
 */
public final class BrokerServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerServer.class);

    private final BrokerConfig config;
    private final Broker broker;
    private final SocketServer sockets;
    private final List<Endpoint> endpoints;
    private boolean closed;

    private BrokerServer(BrokerConfig config, Broker broker, SocketServer sockets, List<Endpoint> endpoints) {
        this.config = config;
        this.broker = broker;
        this.sockets = sockets;
        this.endpoints = endpoints;
    }

    /**
     * Opens the data directory and listens.
     *
     * @throws RuntimeException with a message for the user, if the directory or an address cannot be used
     */
    public static BrokerServer start(BrokerConfig config) {
        return start(config, BrokerPorts.ofThisMachine());
    }

    /** As {@link #start(BrokerConfig)}, on other ports. */
    public static BrokerServer start(BrokerConfig config, BrokerPorts ports) {
        Broker broker = open(config, ports);
        SocketServer sockets = new SocketServer(config.network(), broker.dispatcher(), ports.clock());
        try {
            await(broker);
            broker.announce(advertised(config, config.listeners()));
            List<Endpoint> bound = new ArrayList<>();
            for (Endpoint listener : config.listeners()) {
                bound.add(sockets.bind(listener));
            }
            broker.announce(advertised(config, bound));
            LOG.info("Listening on {}, data in {}", bound, config.dataDirectories());
            return new BrokerServer(config, broker, sockets, List.copyOf(bound));
        } catch (RuntimeException | Error e) {
            sockets.close();
            broker.close();
            throw e;
        }
    }

    /** The addresses that are listened on, with the ports that the system chose where it was asked to. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /** The first address as {@code HOST:PORT}, for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        Endpoint first = endpoints.get(0);
        String host = first.host().isEmpty() ? "localhost" : first.host();
        return host + ":" + first.port();
    }

    /** The broker behind the sockets. */
    public Broker broker() {
        return broker;
    }

    /** Connections that are open now. */
    public int openConnections() {
        return sockets.openConnections();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        sockets.stopAccepting();
        sockets.beginDrain();
        broker.quiesce();
        sockets.awaitDrained(config.shutdownTimeoutMs());
        broker.close();
        sockets.close();
        LOG.info("Stopped; data in {} is flushed", config.dataDirectories());
    }

    /** Stops without answering or writing anything, as a crash would. */
    public synchronized void abandon() {
        if (!closed) {
            closed = true;
            sockets.close();
            broker.abandon();
        }
    }

    private static Broker open(BrokerConfig config, BrokerPorts ports) {
        try {
            return Broker.open(config, ports);
        } catch (RuntimeException | Error e) {
            ports.close();
            throw e;
        }
    }

    private static void await(Broker broker) {
        try {
            broker.ready().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** What clients are told for each bound listener: what the configuration says, else where it listens. */
    private static List<Endpoint> advertised(BrokerConfig config, List<Endpoint> bound) {
        List<Endpoint> told = new ArrayList<>();
        for (Endpoint endpoint : bound) {
            told.add(config.advertisedListeners().stream()
                    .filter(advertised -> advertised.listener().equals(endpoint.listener()))
                    .map(advertised -> withPort(advertised, endpoint.port()))
                    .findFirst()
                    .orElseGet(() -> reachable(endpoint)));
        }
        return told;
    }

    private static Endpoint withPort(Endpoint advertised, int port) {
        return advertised.port() == 0 ? new Endpoint(advertised.listener(), advertised.host(), port) : advertised;
    }

    /** "Every interface" is no address to tell: the machine's name stands for it, as in Kafka. */
    private static Endpoint reachable(Endpoint endpoint) {
        if (!endpoint.host().isEmpty()
                && !endpoint.host().equals("0.0.0.0")
                && !endpoint.host().equals("::")) {
            return endpoint;
        }
        try {
            return new Endpoint(
                    endpoint.listener(), InetAddress.getLocalHost().getCanonicalHostName(), endpoint.port());
        } catch (UnknownHostException e) {
            return new Endpoint(endpoint.listener(), "localhost", endpoint.port());
        }
    }
}
