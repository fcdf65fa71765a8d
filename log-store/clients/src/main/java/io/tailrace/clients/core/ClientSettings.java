package io.tailrace.clients.core;

import io.tailrace.clients.CommonClientConfigs;
import io.tailrace.common.config.AbstractConfig;
import java.util.List;
import java.util.Map;

/**
 * All that the core needs of a client's configuration. Keys that a client does not declare have Kafka's defaults.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param requestTimeoutMs how long a request may take, waiting for a connection included
 * @param connectTimeoutMs how long opening a connection and negotiating versions may take
 * @param maxInFlight requests on one connection that have no answer yet; more wait
 * @param socketSendBytes send buffer of a socket, -1 for the system's choice
 * @param socketReceiveBytes receive buffer of a socket, -1 for the system's choice
 * @param allowAutoCreateTopics whether asking for the metadata of a topic may create it
 */
public record ClientSettings(
        String clientId,
        List<String> bootstrapServers,
        int requestTimeoutMs,
        long connectTimeoutMs,
        long connectionsMaxIdleMs,
        long reconnectBackoffMs,
        long reconnectBackoffMaxMs,
        long retryBackoffMs,
        long retryBackoffMaxMs,
        long metadataMaxAgeMs,
        int maxInFlight,
        int socketSendBytes,
        int socketReceiveBytes,
        boolean allowAutoCreateTopics) {

    private static final String MAX_IN_FLIGHT = "max.in.flight.requests.per.connection";
    private static final String ALLOW_AUTO_CREATE = "allow.auto.create.topics";

    public ClientSettings {
        bootstrapServers = List.copyOf(bootstrapServers);
    }

    public static ClientSettings from(AbstractConfig config) {
        Map<String, ?> values = config.values();
        return new ClientSettings(
                text(values, CommonClientConfigs.CLIENT_ID_CONFIG),
                servers(values),
                (int) number(values, CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 30_000),
                number(values, CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 10_000),
                number(values, CommonClientConfigs.CONNECTIONS_MAX_IDLE_MS_CONFIG, 540_000),
                number(values, CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50),
                number(values, CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000),
                number(values, CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 100),
                number(values, CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, 1_000),
                number(values, CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 300_000),
                (int) number(values, MAX_IN_FLIGHT, 100),
                (int) number(values, CommonClientConfigs.SEND_BUFFER_CONFIG, 131_072),
                (int) number(values, CommonClientConfigs.RECEIVE_BUFFER_CONFIG, 65_536),
                !Boolean.FALSE.equals(values.get(ALLOW_AUTO_CREATE)));
    }

    /** The same, but asking for a topic's metadata may or may not create it. */
    public ClientSettings withAutoCreateTopics(boolean allow) {
        return new ClientSettings(
                clientId,
                bootstrapServers,
                requestTimeoutMs,
                connectTimeoutMs,
                connectionsMaxIdleMs,
                reconnectBackoffMs,
                reconnectBackoffMaxMs,
                retryBackoffMs,
                retryBackoffMaxMs,
                metadataMaxAgeMs,
                maxInFlight,
                socketSendBytes,
                socketReceiveBytes,
                allow);
    }

    private static long number(Map<String, ?> values, String key, long fallback) {
        return values.get(key) instanceof Number number ? number.longValue() : fallback;
    }

    private static String text(Map<String, ?> values, String key) {
        return values.get(key) instanceof String text ? text : "";
    }

    private static List<String> servers(Map<String, ?> values) {
        return values.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
