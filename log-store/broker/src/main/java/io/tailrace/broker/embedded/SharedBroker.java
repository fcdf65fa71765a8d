package io.tailrace.broker.embedded;

import io.tailrace.broker.Broker;
import io.tailrace.broker.BrokerPorts;
import io.tailrace.broker.config.BrokerConfig;
import java.util.concurrent.CompletionException;

/**
 * A broker and how many transports use it.
 *
 * <p><b>Threads:</b> guarded by the provider's lock.
 */
final class SharedBroker {

    private final Broker broker;
    private int users;

    private SharedBroker(Broker broker) {
        this.broker = broker;
    }

    static SharedBroker open(BrokerConfig config) {
        BrokerPorts ports = BrokerPorts.ofThisMachine();
        Broker broker;
        try {
            broker = Broker.open(config, ports);
        } catch (RuntimeException | Error e) {
            ports.close();
            throw e;
        }
        try {
            broker.ready().join();
            return new SharedBroker(broker);
        } catch (CompletionException e) {
            broker.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    Broker broker() {
        return broker;
    }

    void retain() {
        users++;
    }

    /** Gives one use back; returns whether it was the last. */
    boolean releaseLast() {
        users--;
        return users == 0;
    }

    void close() {
        broker.close();
    }
}
