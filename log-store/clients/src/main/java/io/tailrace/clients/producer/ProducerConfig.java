package io.tailrace.clients.producer;

import io.tailrace.clients.core.CommonKeys;
import io.tailrace.common.config.AbstractConfig;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigDef.Importance;
import io.tailrace.common.config.ConfigDef.Range;
import io.tailrace.common.config.ConfigDef.ValidString;
import io.tailrace.common.config.ConfigException;
import io.tailrace.common.config.Unit;
import io.tailrace.common.serialization.Serializer;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The producer's configuration: Kafka's keys and defaults. */
public class ProducerConfig extends AbstractConfig {

    public static final String BOOTSTRAP_SERVERS_CONFIG = "bootstrap.servers";
    public static final String CLIENT_DNS_LOOKUP_CONFIG = "client.dns.lookup";
    public static final String METADATA_MAX_AGE_CONFIG = "metadata.max.age.ms";
    public static final String METADATA_MAX_IDLE_CONFIG = "metadata.max.idle.ms";
    public static final String BATCH_SIZE_CONFIG = "batch.size";
    public static final String PARTITIONER_ADAPTIVE_PARTITIONING_ENABLE_CONFIG =
            "partitioner.adaptive.partitioning.enable";
    public static final String PARTITIONER_AVAILABILITY_TIMEOUT_MS_CONFIG = "partitioner.availability.timeout.ms";
    public static final String PARTITIONER_IGNORE_KEYS_CONFIG = "partitioner.ignore.keys";
    public static final String ACKS_CONFIG = "acks";
    public static final String LINGER_MS_CONFIG = "linger.ms";
    public static final String REQUEST_TIMEOUT_MS_CONFIG = "request.timeout.ms";
    public static final String DELIVERY_TIMEOUT_MS_CONFIG = "delivery.timeout.ms";
    public static final String CLIENT_ID_CONFIG = "client.id";
    public static final String SEND_BUFFER_CONFIG = "send.buffer.bytes";
    public static final String RECEIVE_BUFFER_CONFIG = "receive.buffer.bytes";
    public static final String MAX_REQUEST_SIZE_CONFIG = "max.request.size";
    public static final String RECONNECT_BACKOFF_MS_CONFIG = "reconnect.backoff.ms";
    public static final String RECONNECT_BACKOFF_MAX_MS_CONFIG = "reconnect.backoff.max.ms";
    public static final String MAX_BLOCK_MS_CONFIG = "max.block.ms";
    public static final String BUFFER_MEMORY_CONFIG = "buffer.memory";
    public static final String RETRY_BACKOFF_MS_CONFIG = "retry.backoff.ms";
    public static final String RETRY_BACKOFF_MAX_MS_CONFIG = "retry.backoff.max.ms";
    public static final String ENABLE_METRICS_PUSH_CONFIG = "enable.metrics.push";
    public static final String COMPRESSION_TYPE_CONFIG = "compression.type";
    public static final String COMPRESSION_GZIP_LEVEL_CONFIG = "compression.gzip.level";
    public static final String COMPRESSION_LZ4_LEVEL_CONFIG = "compression.lz4.level";
    public static final String COMPRESSION_ZSTD_LEVEL_CONFIG = "compression.zstd.level";
    public static final String METRICS_SAMPLE_WINDOW_MS_CONFIG = "metrics.sample.window.ms";
    public static final String METRICS_NUM_SAMPLES_CONFIG = "metrics.num.samples";
    public static final String METRICS_RECORDING_LEVEL_CONFIG = "metrics.recording.level";
    public static final String METRIC_REPORTER_CLASSES_CONFIG = "metric.reporters";
    public static final String MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION = "max.in.flight.requests.per.connection";
    public static final String RETRIES_CONFIG = "retries";
    public static final String KEY_SERIALIZER_CLASS_CONFIG = "key.serializer";
    public static final String VALUE_SERIALIZER_CLASS_CONFIG = "value.serializer";
    public static final String SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG = "socket.connection.setup.timeout.ms";
    public static final String SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG = "socket.connection.setup.timeout.max.ms";
    public static final String CONNECTIONS_MAX_IDLE_MS_CONFIG = "connections.max.idle.ms";
    public static final String PARTITIONER_CLASS_CONFIG = "partitioner.class";
    public static final String INTERCEPTOR_CLASSES_CONFIG = "interceptor.classes";
    public static final String ENABLE_IDEMPOTENCE_CONFIG = "enable.idempotence";
    public static final String TRANSACTION_TIMEOUT_CONFIG = "transaction.timeout.ms";
    public static final String TRANSACTIONAL_ID_CONFIG = "transactional.id";

    private static final int MAX_IN_FLIGHT_WITH_IDEMPOTENCE = 5;
    private static final AtomicInteger CLIENTS = new AtomicInteger();
    private static final ConfigDef DEFINITION = definition();

    private static ConfigDef definition() {
        return compression(delivery(CommonKeys.addTo(new ConfigDef())
                .define(
                        KEY_SERIALIZER_CLASS_CONFIG,
                        ConfigDef.Type.CLASS,
                        null,
                        Importance.HIGH,
                        "Serializer of keys, unless one is given to the constructor.")
                .define(
                        VALUE_SERIALIZER_CLASS_CONFIG,
                        ConfigDef.Type.CLASS,
                        null,
                        Importance.HIGH,
                        "Serializer of values, unless one is given to the constructor.")
                .define(
                        PARTITIONER_CLASS_CONFIG,
                        ConfigDef.Type.CLASS,
                        null,
                        Importance.MEDIUM,
                        "Chooses the partition of a record that names none. Without one: the hash of the key; records"
                                + " without a key stay with one partition for batch.size bytes.")
                .define(
                        PARTITIONER_IGNORE_KEYS_CONFIG,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether the built-in partitioner treats records with a key as if they had none.")
                .define(
                        PARTITIONER_ADAPTIVE_PARTITIONING_ENABLE_CONFIG,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.LOW,
                        "Whether the built-in partitioner gives fewer records to partitions whose brokers are slow.")
                .define(
                        PARTITIONER_AVAILABILITY_TIMEOUT_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        0,
                        Range.atLeast(0),
                        Importance.LOW,
                        "Accepted for Kafka's sake; a broker that cannot be reached gets fewer records in any case.")
                .define(
                        INTERCEPTOR_CLASSES_CONFIG,
                        ConfigDef.Type.LIST,
                        "",
                        Importance.LOW,
                        "Classes that see every record before it is sent and after it is acknowledged.")
                .define(
                        METADATA_MAX_IDLE_CONFIG,
                        ConfigDef.Type.LONG,
                        300_000,
                        Range.atLeast(5_000),
                        Importance.LOW,
                        "A topic that nothing was sent to for so long is forgotten.")
                .define(
                        TRANSACTIONAL_ID_CONFIG,
                        ConfigDef.Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "Identity across restarts for transactions; this version refuses it.")
                .define(
                        TRANSACTION_TIMEOUT_CONFIG,
                        ConfigDef.Type.INT,
                        60_000,
                        Importance.LOW,
                        "How long a transaction may take.")));
    }

    private static ConfigDef delivery(ConfigDef definition) {
        return definition
                .define(
                        ACKS_CONFIG,
                        ConfigDef.Type.STRING,
                        "all",
                        ValidString.in("all", "-1", "0", "1"),
                        Importance.HIGH,
                        "Who must have a record before it counts as sent: nobody (0), the leader (1), every in-sync"
                                + " replica (all, or -1).")
                .define(
                        ENABLE_IDEMPOTENCE_CONFIG,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.HIGH,
                        "Whether repeated sends are recognised by the broker, so that a record is stored once and in"
                                + " order. Needs acks=all, retries, and at most 5 requests in flight.")
                .define(
                        BATCH_SIZE_CONFIG,
                        ConfigDef.Type.INT,
                        16_384,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "A batch of this size is sent without waiting for more records.")
                .define(
                        LINGER_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        5,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "How long a batch that is not full waits for more records.")
                .define(
                        BUFFER_MEMORY_CONFIG,
                        ConfigDef.Type.LONG,
                        32L * 1024 * 1024,
                        Range.atLeast(0),
                        Importance.HIGH,
                        "Most memory for records that are not acknowledged yet; send blocks while it is used up.")
                .define(
                        MAX_BLOCK_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        60_000,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "How long send may block, and partitionsFor.")
                .define(
                        MAX_REQUEST_SIZE_CONFIG,
                        ConfigDef.Type.INT,
                        1_048_576,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "Most bytes of a request, and of a single record before compression.")
                .unit(BATCH_SIZE_CONFIG, Unit.BYTES)
                .unit(BUFFER_MEMORY_CONFIG, Unit.BYTES)
                .unit(MAX_REQUEST_SIZE_CONFIG, Unit.BYTES)
                .define(
                        RETRIES_CONFIG,
                        ConfigDef.Type.INT,
                        Integer.MAX_VALUE,
                        Range.between(0, Integer.MAX_VALUE),
                        Importance.HIGH,
                        "How often a failed send is repeated within delivery.timeout.ms.")
                .define(
                        DELIVERY_TIMEOUT_MS_CONFIG,
                        ConfigDef.Type.INT,
                        120_000,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "When a record counts as failed; at least linger.ms + request.timeout.ms.")
                .define(
                        REQUEST_TIMEOUT_MS_CONFIG,
                        ConfigDef.Type.INT,
                        30_000,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "How long a broker may take to answer.")
                .define(
                        MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        ConfigDef.Type.INT,
                        5,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Requests to one broker that may wait for an answer at a time.")
                .define(
                        CONNECTIONS_MAX_IDLE_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        540_000,
                        Importance.LOW,
                        "A connection that was not used for so long is closed; -1 for never.")
                .define(
                        SEND_BUFFER_CONFIG,
                        ConfigDef.Type.INT,
                        131_072,
                        Range.atLeast(-1),
                        Importance.LOW,
                        "Send buffer of a socket; -1 for the system's choice.")
                .define(
                        RECEIVE_BUFFER_CONFIG,
                        ConfigDef.Type.INT,
                        32_768,
                        Range.atLeast(-1),
                        Importance.LOW,
                        "Receive buffer of a socket; -1 for the system's choice.");
    }

    private static ConfigDef compression(ConfigDef definition) {
        return definition
                .define(
                        COMPRESSION_TYPE_CONFIG,
                        ConfigDef.Type.STRING,
                        "none",
                        ValidString.in("none", "gzip", "snappy", "lz4", "zstd"),
                        Importance.HIGH,
                        "How batches are compressed.")
                .define(
                        COMPRESSION_GZIP_LEVEL_CONFIG,
                        ConfigDef.Type.INT,
                        -1,
                        Range.between(-1, 9),
                        Importance.MEDIUM,
                        "Level of gzip; -1 for its default.")
                .define(
                        COMPRESSION_LZ4_LEVEL_CONFIG,
                        ConfigDef.Type.INT,
                        9,
                        Range.between(1, 17),
                        Importance.MEDIUM,
                        "Level of lz4.")
                .define(
                        COMPRESSION_ZSTD_LEVEL_CONFIG,
                        ConfigDef.Type.INT,
                        3,
                        Range.between(-131_072, 22),
                        Importance.MEDIUM,
                        "Level of zstd.");
    }

    public ProducerConfig(Properties properties) {
        this(asMap(properties));
    }

    /** @throws ConfigException for the first key that is missing or wrong, or at odds with another */
    public ProducerConfig(Map<String, Object> properties) {
        super(DEFINITION, properties);
    }

    static Map<String, Object> asMap(Properties properties) {
        Map<String, Object> map = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        properties.forEach((name, value) -> map.put(String.valueOf(name), value));
        return map;
    }

    static Map<String, Object> withSerializers(
            Map<String, Object> configs, @Nullable Serializer<?> key, @Nullable Serializer<?> value) {
        Map<String, Object> merged = new HashMap<>(configs);
        if (key != null) {
            merged.put(KEY_SERIALIZER_CLASS_CONFIG, key.getClass());
        } else if (merged.get(KEY_SERIALIZER_CLASS_CONFIG) == null) {
            throw new ConfigException(KEY_SERIALIZER_CLASS_CONFIG, null, "expected a class");
        }
        if (value != null) {
            merged.put(VALUE_SERIALIZER_CLASS_CONFIG, value.getClass());
        } else if (merged.get(VALUE_SERIALIZER_CLASS_CONFIG) == null) {
            throw new ConfigException(VALUE_SERIALIZER_CLASS_CONFIG, null, "expected a class");
        }
        return merged;
    }

    @Override
    protected Map<String, Object> postProcessParsedConfig(Map<String, Object> parsed) {
        Map<String, Object> changes = new HashMap<>();
        if ("".equals(parsed.get(CLIENT_ID_CONFIG))) {
            changes.put(CLIENT_ID_CONFIG, "producer-" + CLIENTS.incrementAndGet());
        }
        if ("-1".equals(parsed.get(ACKS_CONFIG))) {
            changes.put(ACKS_CONFIG, "all");
        }
        checkIdempotence(parsed, changes);
        long linger = (Long) parsed.get(LINGER_MS_CONFIG);
        int request = (Integer) parsed.get(REQUEST_TIMEOUT_MS_CONFIG);
        int delivery = (Integer) parsed.get(DELIVERY_TIMEOUT_MS_CONFIG);
        long least = Math.min(linger + request, Integer.MAX_VALUE);
        if (delivery < least) {
            if (originals().containsKey(DELIVERY_TIMEOUT_MS_CONFIG)) {
                throw new ConfigException(
                        DELIVERY_TIMEOUT_MS_CONFIG,
                        delivery,
                        "expected at least linger.ms + request.timeout.ms = " + least);
            }
            changes.put(DELIVERY_TIMEOUT_MS_CONFIG, (int) least);
        }
        return changes;
    }

    /** Idempotence asked for contradicts some settings; idempotence by default yields to them, as in Kafka. */
    private void checkIdempotence(Map<String, Object> parsed, Map<String, Object> changes) {
        if (!(Boolean) parsed.get(ENABLE_IDEMPOTENCE_CONFIG)) {
            return;
        }
        boolean askedFor = originals().containsKey(ENABLE_IDEMPOTENCE_CONFIG);
        String acks = (String) parsed.get(ACKS_CONFIG);
        boolean acksFit = acks.equals("all") || acks.equals("-1");
        int inFlight = (Integer) parsed.get(MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION);
        boolean retriesFit = (Integer) parsed.get(RETRIES_CONFIG) > 0;
        if (inFlight > MAX_IN_FLIGHT_WITH_IDEMPOTENCE) {
            throw new ConfigException(
                    MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, inFlight, "expected at most 5 with enable.idempotence=true");
        }
        if (askedFor && !acksFit) {
            throw new ConfigException(ACKS_CONFIG, acks, "expected all with enable.idempotence=true");
        }
        if (askedFor && !retriesFit) {
            throw new ConfigException(RETRIES_CONFIG, 0, "expected at least 1 with enable.idempotence=true");
        }
        if (!acksFit || !retriesFit) {
            changes.put(ENABLE_IDEMPOTENCE_CONFIG, false);
        }
    }

    public static Set<String> configNames() {
        return DEFINITION.names();
    }

    /** A copy of the declarations. */
    public static ConfigDef configDef() {
        return new ConfigDef(DEFINITION);
    }
}
