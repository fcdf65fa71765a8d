package io.tailrace.clients.core;

import io.tailrace.clients.CommonClientConfigs;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigDef.Importance;
import io.tailrace.common.config.ConfigDef.Range;

/**
 * The declarations of the keys that all clients have, with Kafka's defaults. Each client adds those whose default
 * differs itself: {@code request.timeout.ms}, {@code connections.max.idle.ms}, {@code send.buffer.bytes},
 * {@code receive.buffer.bytes}, {@code max.in.flight.requests.per.connection}.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class CommonKeys {

    /** Keys of the log store that a client with bootstrap address {@code embedded:DIR} opens. */
    public static final String EMBEDDED_PREFIX = "embedded.";

    private CommonKeys() {}

    /** Adds the declarations to {@code definition} and returns it. */
    public static ConfigDef addTo(ConfigDef definition) {
        return tolerated(definition)
                .define(
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.ValidList.anyNonDuplicateValues(false, false),
                        Importance.HIGH,
                        "Where the cluster is first reached: host:port, several separated by commas, or SCHEME:LOCATION for"
                                + " a transport of that scheme, such as embedded:DIR for a log store inside this process.")
                .define(
                        CommonClientConfigs.CLIENT_ID_CONFIG,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Name that brokers show in logs and count quotas by.")
                .define(
                        CommonClientConfigs.CLIENT_DNS_LOOKUP_CONFIG,
                        ConfigDef.Type.STRING,
                        "use_all_dns_ips",
                        ConfigDef.ValidString.in("use_all_dns_ips"),
                        Importance.LOW,
                        "How a host name is used: every address that it resolves to is tried in turn.")
                .define(
                        CommonClientConfigs.METADATA_MAX_AGE_CONFIG,
                        ConfigDef.Type.LONG,
                        300_000,
                        Range.atLeast(0),
                        Importance.LOW,
                        "Metadata of this age is fetched again even if nothing suggests a change.")
                .define(
                        CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        50,
                        Range.atLeast(0),
                        Importance.LOW,
                        "Wait before a broker is connected to again after a failure; doubles with every failure.")
                .define(
                        CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        1_000,
                        Range.atLeast(0),
                        Importance.LOW,
                        "Longest wait before a broker is connected to again.")
                .define(
                        CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        100,
                        Range.atLeast(0),
                        Importance.LOW,
                        "Wait before a failed request is sent again; doubles with every failure.")
                .define(
                        CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        1_000,
                        Range.atLeast(0),
                        Importance.LOW,
                        "Longest wait before a failed request is sent again.")
                .define(
                        CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        10_000,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "How long opening a connection may take.")
                .define(
                        CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        30_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Accepted for Kafka's sake; the time-out of a connection does not grow here.")
                .define(
                        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                        ConfigDef.Type.STRING,
                        "PLAINTEXT",
                        ConfigDef.ValidString.in("PLAINTEXT"),
                        Importance.MEDIUM,
                        "How connections are secured; this version has plain text only.");
    }

    /** Keys of Kafka that have no effect here, and none that anybody could miss: they are accepted. */
    private static ConfigDef tolerated(ConfigDef definition) {
        return definition
                .defineInternal("enable.metrics.push", ConfigDef.Type.BOOLEAN, true, Importance.LOW)
                .defineInternal("metrics.sample.window.ms", ConfigDef.Type.LONG, 30_000, Importance.LOW)
                .defineInternal("metrics.num.samples", ConfigDef.Type.INT, 2, Importance.LOW)
                .defineInternal("metrics.recording.level", ConfigDef.Type.STRING, "INFO", Importance.LOW)
                .defineInternal("metric.reporters", ConfigDef.Type.LIST, "", Importance.LOW)
                .defineInternal("metadata.recovery.strategy", ConfigDef.Type.STRING, "rebootstrap", Importance.LOW)
                .defineInternal(
                        "metadata.recovery.rebootstrap.trigger.ms", ConfigDef.Type.LONG, 300_000, Importance.LOW)
                .allowPrefix("ssl.")
                .allowPrefix("sasl.")
                .allowPrefix("metrics.context.")
                .allowPrefix(EMBEDDED_PREFIX);
    }
}
