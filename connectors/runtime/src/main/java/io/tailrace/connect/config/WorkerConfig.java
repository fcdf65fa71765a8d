package io.tailrace.connect.config;

import io.tailrace.common.config.AbstractConfig;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigDef.Importance;
import io.tailrace.common.config.ConfigDef.Type;
import io.tailrace.common.config.Unit;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a worker is configured with: which brokers, which converters unless a connector has its own, where source offsets
 * are kept. Keys are Kafka Connect's. Client settings stand behind {@code producer.}, {@code consumer.} and {@code admin.}.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class WorkerConfig {

    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    public static final String OFFSET_FILE = "offset.storage.file.filename";
    public static final String OFFSET_FLUSH_INTERVAL_MS = "offset.flush.interval.ms";
    public static final String OFFSET_FLUSH_TIMEOUT_MS = "offset.flush.timeout.ms";
    public static final String SHUTDOWN_TIMEOUT_MS = "task.shutdown.graceful.timeout.ms";
    public static final String PLUGIN_PATH = "plugin.path";

    private static final String CONVERTER = "org.apache.kafka.connect.storage.StringConverter";

    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    BOOTSTRAP_SERVERS,
                    Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    Importance.HIGH,
                    "The brokers, as host:port,…, or embedded:DIR for a log store inside this JVM.")
            .define("key.converter", Type.STRING, CONVERTER, Importance.HIGH, "The converter of record keys.")
            .define("value.converter", Type.STRING, CONVERTER, Importance.HIGH, "The converter of record values.")
            .define(
                    "header.converter",
                    Type.STRING,
                    "org.apache.kafka.connect.storage.SimpleHeaderConverter",
                    Importance.LOW,
                    "The converter of record headers.")
            .define(
                    OFFSET_FILE,
                    Type.STRING,
                    "connect-offsets.json",
                    Importance.HIGH,
                    "The file that keeps the offsets of source connectors.")
            .define(
                    OFFSET_FLUSH_INTERVAL_MS,
                    Type.LONG,
                    60_000L,
                    ConfigDef.Range.atLeast(1),
                    Importance.LOW,
                    "How often offsets are committed.")
            .define(
                    OFFSET_FLUSH_TIMEOUT_MS,
                    Type.LONG,
                    5_000L,
                    ConfigDef.Range.atLeast(1),
                    Importance.LOW,
                    "How long a commit waits for records that are on their way.")
            .define(
                    SHUTDOWN_TIMEOUT_MS,
                    Type.LONG,
                    5_000L,
                    ConfigDef.Range.atLeast(0),
                    Importance.LOW,
                    "How long stopping waits for tasks to end by themselves.")
            .define(
                    PLUGIN_PATH,
                    Type.LIST,
                    List.of(),
                    Importance.LOW,
                    "Folders that hold plugins, each plugin a folder of jars or a jar, isolated from each other.")
            .unit(OFFSET_FLUSH_INTERVAL_MS, Unit.MILLISECONDS)
            .unit(OFFSET_FLUSH_TIMEOUT_MS, Unit.MILLISECONDS)
            .unit(SHUTDOWN_TIMEOUT_MS, Unit.MILLISECONDS)
            .allowPrefix("key.converter.")
            .allowPrefix("value.converter.")
            .allowPrefix("header.converter.")
            .allowPrefix("producer.")
            .allowPrefix("consumer.")
            .allowPrefix("admin.");

    private final AbstractConfig config;
    private final Map<String, String> properties;

    /** @throws io.tailrace.common.config.ConfigException for a bad value or an unknown key, naming the nearest known one */
    public WorkerConfig(Map<String, String> properties) {
        this.config = new AbstractConfig(DEFINITION, properties);
        config.ensureNoUnknownKeys();
        Map<String, String> all = new HashMap<>(properties);
        for (String converter : List.of("key.converter", "value.converter", "header.converter")) {
            all.putIfAbsent(converter, config.getString(converter));
        }
        this.properties = Map.copyOf(all);
    }

    /** The worker's properties, with defaults of the converters filled in. */
    public Map<String, String> properties() {
        return properties;
    }

    public Path offsetFile() {
        return Path.of(String.valueOf(config.getString(OFFSET_FILE)));
    }

    public List<Path> pluginPath() {
        return config.getList(PLUGIN_PATH).stream().map(Path::of).toList();
    }

    public long offsetFlushIntervalMs() {
        return config.getLong(OFFSET_FLUSH_INTERVAL_MS);
    }

    public long offsetFlushTimeoutMs() {
        return config.getLong(OFFSET_FLUSH_TIMEOUT_MS);
    }

    public long shutdownTimeoutMs() {
        return config.getLong(SHUTDOWN_TIMEOUT_MS);
    }

    /** Settings of the clients of one kind ({@code producer}, {@code consumer}, {@code admin}), for one connector. */
    public Map<String, Object> clientProperties(String kind, ConnectorConfig connector) {
        Map<String, Object> client = new HashMap<>();
        client.put(BOOTSTRAP_SERVERS, config.getString(BOOTSTRAP_SERVERS));
        client.putAll(ConnectorConfig.behind(kind + ".", properties));
        client.putAll(connector.behind(kind + ".override."));
        return client;
    }
}
