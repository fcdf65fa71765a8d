package io.tailrace.broker.network;

import java.util.Locale;

/**
 * A listener's name and address: {@code PLAINTEXT://127.0.0.1:9092}.
 *
 * @param listener the listener's name, upper case
 * @param host host name or address; empty for every interface
 * @param port 0 lets the system choose
 */
public record Endpoint(String listener, String host, int port) {

    /**
     * Reads {@code NAME://HOST:PORT}, Kafka's form of a listener.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static Endpoint parse(String text) {
        int scheme = text.indexOf("://");
        int colon = text.lastIndexOf(':');
        if (scheme <= 0 || colon <= scheme) {
            throw new IllegalArgumentException(
                    "expected a listener of the form PLAINTEXT://HOST:PORT, actual '" + text + "'");
        }
        String name = text.substring(0, scheme).trim().toUpperCase(Locale.ROOT);
        String host = text.substring(scheme + 3, colon).trim();
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        String portText = text.substring(colon + 1).trim();
        try {
            int port = Integer.parseInt(portText);
            if (port >= 0 && port <= 65535) {
                return new Endpoint(name, host, port);
            }
        } catch (NumberFormatException e) {
            // told below, as any number out of range
        }
        throw new IllegalArgumentException(
                "expected a port of 0 to 65535, actual '" + portText + "' in '" + text + "'");
    }

    @Override
    public String toString() {
        return listener + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
