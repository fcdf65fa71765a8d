package io.tailrace.broker.embedded;

import io.tailrace.broker.config.BrokerConfig;
import io.tailrace.protocol.transport.Transport;
import io.tailrace.protocol.transport.TransportProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens the broker of a directory inside this process: {@code embedded:/path/to/dir}. All transports on one directory
 * share it, whatever way the path is written; it stops, cleanly, when the last of them is closed.
 *
 * <p>Keys of the client's configuration that start with {@code embedded.} are the broker's, without that prefix:
 * {@code embedded.num.partitions=3}. They count for the transport that opens the broker.
 *
 * <p><b>Threads:</b> any; guarded by the lock of the class.
 */
public final class EmbeddedTransportProvider implements TransportProvider {

    /** Prefix of broker keys in a client's configuration. */
    public static final String CONFIG_PREFIX = "embedded.";

    static {
        // Netty's flight recorder events load a hundred classes with the first buffer, a sixth of the time to the first
        // record. Who wants them sets the property; Netty reads it once.
        if (System.getProperty("io.netty.jfr.enabled") == null) {
            System.setProperty("io.netty.jfr.enabled", "false");
        }
    }

    private static final Map<Path, SharedBroker> OPEN = new HashMap<>();

    @Override
    public String scheme() {
        return "embedded";
    }

    @Override
    public Transport open(String location, Map<String, ?> config) {
        Path directory = canonical(location);
        synchronized (OPEN) {
            SharedBroker shared = OPEN.get(directory);
            if (shared == null) {
                shared = SharedBroker.open(brokerConfig(directory, config));
                OPEN.put(directory, shared);
            }
            shared.retain();
            SharedBroker opened = shared;
            Object clientId = config.get("client.id");
            return new EmbeddedTransport(
                    opened.broker(), clientId == null ? null : clientId.toString(), () -> release(directory, opened));
        }
    }

    private static void release(Path directory, SharedBroker shared) {
        synchronized (OPEN) {
            if (shared.releaseLast()) {
                OPEN.remove(directory);
                shared.close(); // under the lock, so that nobody opens the directory before it is given back
            }
        }
    }

    private static Path canonical(String location) {
        if (location.isBlank()) {
            throw new IllegalArgumentException("expected embedded:DIRECTORY, actual 'embedded:' without a directory");
        }
        try {
            return Files.createDirectories(Path.of(location)).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + location + " as a data directory: " + e.getMessage(), e);
        }
    }

    private static BrokerConfig brokerConfig(Path directory, Map<String, ?> config) {
        Map<String, Object> properties = new HashMap<>();
        config.forEach((key, value) -> {
            if (key.startsWith(CONFIG_PREFIX)) {
                properties.put(key.substring(CONFIG_PREFIX.length()), value);
            }
        });
        properties.put("log.dirs", List.of(directory.toString())); // a comma in the name is part of it
        return new BrokerConfig(properties);
    }
}
