package io.tailrace.clients.admin;

import io.tailrace.clients.CommonClientConfigs;
import io.tailrace.clients.core.CommonKeys;
import io.tailrace.common.config.AbstractConfig;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigDef.Importance;
import io.tailrace.common.config.ConfigDef.Range;
import io.tailrace.common.config.ConfigDef.Type;
import io.tailrace.common.config.Unit;
import java.util.Map;
import java.util.Set;

/** The configuration of {@link Admin}: keys and defaults are Kafka's. <b>Threads:</b> immutable. */
public class AdminClientConfig extends AbstractConfig {

    public static final String BOOTSTRAP_SERVERS_CONFIG = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
    public static final String CLIENT_DNS_LOOKUP_CONFIG = CommonClientConfigs.CLIENT_DNS_LOOKUP_CONFIG;
    public static final String RECONNECT_BACKOFF_MS_CONFIG = CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG;
    public static final String RECONNECT_BACKOFF_MAX_MS_CONFIG = CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG;
    public static final String RETRY_BACKOFF_MS_CONFIG = CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG;
    public static final String RETRY_BACKOFF_MAX_MS_CONFIG = CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG;
    public static final String CONNECTIONS_MAX_IDLE_MS_CONFIG = CommonClientConfigs.CONNECTIONS_MAX_IDLE_MS_CONFIG;
    public static final String REQUEST_TIMEOUT_MS_CONFIG = CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG;
    public static final String CLIENT_ID_CONFIG = CommonClientConfigs.CLIENT_ID_CONFIG;
    public static final String ENABLE_METRICS_PUSH_CONFIG = "enable.metrics.push";
    public static final String METADATA_MAX_AGE_CONFIG = CommonClientConfigs.METADATA_MAX_AGE_CONFIG;
    public static final String SEND_BUFFER_CONFIG = CommonClientConfigs.SEND_BUFFER_CONFIG;
    public static final String RECEIVE_BUFFER_CONFIG = CommonClientConfigs.RECEIVE_BUFFER_CONFIG;
    public static final String SECURITY_PROTOCOL_CONFIG = CommonClientConfigs.SECURITY_PROTOCOL_CONFIG;
    public static final String RETRIES_CONFIG = CommonClientConfigs.RETRIES_CONFIG;
    public static final String DEFAULT_API_TIMEOUT_MS_CONFIG = CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG;

    private static final ConfigDef DEFINITION = CommonKeys.addTo(new ConfigDef())
            .define(
                    REQUEST_TIMEOUT_MS_CONFIG,
                    Type.INT,
                    30_000,
                    Range.atLeast(0),
                    Importance.MEDIUM,
                    "How long one request may take before it is tried again.")
            .define(
                    DEFAULT_API_TIMEOUT_MS_CONFIG,
                    Type.INT,
                    60_000,
                    Range.atLeast(0),
                    Importance.MEDIUM,
                    "How long a call may take with all its retries, unless its options say otherwise.")
            .define(
                    CONNECTIONS_MAX_IDLE_MS_CONFIG,
                    Type.LONG,
                    300_000L,
                    Importance.MEDIUM,
                    "A connection without requests for so long is closed.")
            .define(
                    SEND_BUFFER_CONFIG,
                    Type.INT,
                    131_072,
                    Range.atLeast(-1),
                    Importance.MEDIUM,
                    "Send buffer of a socket; -1 leaves it to the system.")
            .define(
                    RECEIVE_BUFFER_CONFIG,
                    Type.INT,
                    65_536,
                    Range.atLeast(-1),
                    Importance.MEDIUM,
                    "Receive buffer of a socket; -1 leaves it to the system.")
            .define(
                    RETRIES_CONFIG,
                    Type.INT,
                    Integer.MAX_VALUE,
                    Range.between(0, Integer.MAX_VALUE),
                    Importance.LOW,
                    "How often a request that failed in a way that may pass is tried again.")
            .unit(REQUEST_TIMEOUT_MS_CONFIG, Unit.MILLISECONDS)
            .unit(DEFAULT_API_TIMEOUT_MS_CONFIG, Unit.MILLISECONDS)
            .unit(CONNECTIONS_MAX_IDLE_MS_CONFIG, Unit.MILLISECONDS);

    /** @throws io.tailrace.common.config.ConfigException for a bad value or an unknown key, naming the nearest known one */
    public AdminClientConfig(Map<?, ?> properties) {
        super(DEFINITION, properties);
        ensureNoUnknownKeys();
    }

    public static Set<String> configNames() {
        return DEFINITION.names();
    }

    public static ConfigDef configDef() {
        return new ConfigDef(DEFINITION);
    }
}
