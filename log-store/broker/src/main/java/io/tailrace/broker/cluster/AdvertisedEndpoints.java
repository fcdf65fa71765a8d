package io.tailrace.broker.cluster;

import io.tailrace.broker.network.Endpoint;
import java.util.List;

/**
 * Where clients reach this broker: on the listener that they came in through, they are told the address of that
 * listener.
 *
 * <p><b>Threads:</b> any; the addresses change as a whole, once, when the listeners are bound.
 */
public final class AdvertisedEndpoints {

    /** What clients inside the process are told; their transport does not look at it. */
    public static final Endpoint EMBEDDED = new Endpoint("EMBEDDED", "embedded", 0);

    private final int nodeId;
    private volatile List<Endpoint> endpoints = List.of(EMBEDDED);

    public AdvertisedEndpoints(int nodeId) {
        this.nodeId = nodeId;
    }

    public int nodeId() {
        return nodeId;
    }

    public void announce(List<Endpoint> bound) {
        endpoints = List.copyOf(bound);
    }

    /** The address for clients of a listener; that of the first listener if it is unknown. */
    public Endpoint of(String listener) {
        List<Endpoint> all = endpoints;
        for (Endpoint endpoint : all) {
            if (endpoint.listener().equals(listener)) {
                return endpoint;
            }
        }
        return all.get(0);
    }
}
