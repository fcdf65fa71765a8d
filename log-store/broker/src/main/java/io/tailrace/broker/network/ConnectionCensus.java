package io.tailrace.broker.network;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts open connections, in all and by client address, against the limits.
 *
 * <p><b>Threads:</b> any; guarded by its own lock, taken once when a connection opens and once when it closes.
 */
final class ConnectionCensus {

    private final int max;
    private final int maxPerIp;
    private final Map<InetAddress, Integer> byAddress = new HashMap<>();
    private int open;

    ConnectionCensus(int max, int maxPerIp) {
        this.max = max;
        this.maxPerIp = maxPerIp;
    }

    /** Counts a new connection in, or says why it has to be refused. */
    synchronized @Nullable String admit(InetAddress address) {
        if (open >= max) {
            return "expected at most " + max + " connections (max.connections)";
        }
        int ofAddress = byAddress.getOrDefault(address, 0);
        if (ofAddress >= maxPerIp) {
            return "expected at most " + maxPerIp + " connections of one address (max.connections.per.ip)";
        }
        byAddress.put(address, ofAddress + 1);
        open++;
        return null;
    }

    synchronized void leave(InetAddress address) {
        open--;
        byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    synchronized int open() {
        return open;
    }
}
