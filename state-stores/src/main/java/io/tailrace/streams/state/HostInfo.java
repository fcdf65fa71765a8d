package io.tailrace.streams.state;

import io.tailrace.common.config.ConfigException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an instance of an application can be reached: what it gave as {@code application.server}.
 *
 * <p><b>Threads:</b> immutable.
 */
public class HostInfo {

    private static final Pattern ENDPOINT = Pattern.compile("(?:.*://)?\\[?([0-9a-zA-Z\\-%._:]*)\\]?:([0-9]+)");

    private final String host;
    private final int port;

    public HostInfo(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /**
     * Reads {@code host:port}; null if there is nothing to read.
     *
     * @throws ConfigException if it cannot be read
     */
    public static @Nullable HostInfo buildFromEndpoint(@Nullable String endPoint) {
        if (endPoint == null || endPoint.isBlank()) {
            return null;
        }
        Matcher matcher = ENDPOINT.matcher(endPoint);
        if (!matcher.matches()) {
            throw new ConfigException("Error parsing host address " + endPoint + ". Expected format host:port.");
        }
        return new HostInfo(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    /** Stands for an instance that nobody knows. */
    public static HostInfo unavailable() {
        return new HostInfo("unavailable", -1);
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other != null
                        && getClass() == other.getClass()
                        && port == ((HostInfo) other).port
                        && host.equals(((HostInfo) other).host));
    }

    @Override
    public int hashCode() {
        return Objects.hash(host, port);
    }

    @Override
    public String toString() {
        return "HostInfo{host='" + host + "', port=" + port + '}';
    }
}
