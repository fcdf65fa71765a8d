package io.tailrace.clients.core;

import io.tailrace.clients.CommonClientConfigs;
import io.tailrace.common.config.ConfigException;

/**
 * A host and port to begin with.
 *
 * <p><b>Threads:</b> immutable.
 */
record BootstrapAddress(String host, int port) {

    private static final int MAX_PORT = 65_535;

    /** Reads {@code host:port} or {@code [IPv6]:port}, with an optional {@code PLAINTEXT://} in front, as Kafka does. */
    static BootstrapAddress parse(String text) {
        String address = text.startsWith("PLAINTEXT://") ? text.substring("PLAINTEXT://".length()) : text;
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "" : address.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw wrong(text);
        }
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            if (host.isEmpty() || port < 1 || port > MAX_PORT) {
                throw wrong(text);
            }
            return new BootstrapAddress(host, port);
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
    }

    private static ConfigException wrong(String text) {
        return new ConfigException(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                text,
                "expected host:port, or SCHEME:LOCATION with a transport of that scheme on the class path");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
