package io.tailrace.streams;

import io.tailrace.clients.core.CommonKeys;
import io.tailrace.clients.errors.ErrorPolicy;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigException;
import io.tailrace.streams.errors.DefaultProductionExceptionHandler;
import io.tailrace.streams.errors.LogAndFailExceptionHandler;
import io.tailrace.streams.errors.LogAndFailProcessingExceptionHandler;
import io.tailrace.streams.processor.FailOnInvalidTimestamp;
import io.tailrace.streams.state.BuiltInDslStoreSuppliers;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Declares the keys of {@link StreamsConfig}.
 *
 * <p><b>Threads:</b> immutable after class initialisation.
 */
final class StreamsConfigDef {
    static final String DEFAULT_STATE_DIR =
            Path.of(System.getProperty("java.io.tmpdir"), "tailrace-streams").toString();

    private static final List<String> UPGRADES = List.of(
            "2.4", "2.5", "2.6", "2.7", "2.8", "3.0", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9",
            "4.0", "4.1", "4.2");

    private StreamsConfigDef() {}

    static ConfigDef make() {
        ConfigDef def = new ConfigDef();
        defineHigh(def);
        defineMedium(def);
        defineLow(def);
        FormerKeys.define(def);
        allowClientKeys(def);
        return def;
    }

    private static void defineHigh(ConfigDef def) {
        def.define(
                StreamsConfig.APPLICATION_ID_CONFIG,
                ConfigDef.Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                ConfigDef.Importance.HIGH,
                "Names the application: its consumer group, the prefix of its internal topics and client ids, and its state directory.");
        def.define(
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                ConfigDef.Type.LIST,
                ConfigDef.NO_DEFAULT_VALUE,
                ConfigDef.ValidList.anyNonDuplicateValues(false, false),
                ConfigDef.Importance.HIGH,
                "Brokers to start from as host:port, or embedded: and a directory.");
        def.define(
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
                ConfigDef.Type.BOOLEAN,
                false,
                ConfigDef.Importance.HIGH,
                "Whether generated names of internal topics and stores are an error.");
        def.define(
                StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
                ConfigDef.Type.INT,
                0,
                ConfigDef.Range.atLeast(0),
                ConfigDef.Importance.HIGH,
                "Standby copies of each stateful task, kept up to date by other instances.");
        def.define(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG,
                ConfigDef.Type.BOOLEAN,
                false,
                ConfigDef.Importance.HIGH,
                "Whether the processing exception handler serves global stores too.");
        def.define(
                StreamsConfig.STATE_DIR_CONFIG,
                ConfigDef.Type.STRING,
                DEFAULT_STATE_DIR,
                ConfigDef.Importance.HIGH,
                "Directory for persistent state; tasks live in a directory of the application below it.");
    }

    private static void defineMedium(ConfigDef def) {
        def.define(
                StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG,
                ConfigDef.Type.LONG,
                10_000L,
                ConfigDef.Range.atLeast(0),
                ConfigDef.Importance.MEDIUM,
                "Lag in records up to which an instance counts as caught up with a task's state.");
        def.define(
                StreamsConfig.CLIENT_ID_CONFIG,
                ConfigDef.Type.STRING,
                "",
                ConfigDef.Importance.MEDIUM,
                "Prefix of the client ids of the clients inside.");
        def.define(
                StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG,
                ConfigDef.Type.CLASS,
                null,
                ConfigDef.Importance.MEDIUM,
                "Serde of keys where the topology names none.");
        def.define(
                StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG,
                ConfigDef.Type.CLASS,
                null,
                ConfigDef.Importance.MEDIUM,
                "Serde of values where the topology names none.");
        def.define(
                "default.list.key.serde.inner",
                ConfigDef.Type.CLASS,
                null,
                ConfigDef.Importance.MEDIUM,
                "Serde of the elements of keys that are lists.");
        def.define(
                "default.list.key.serde.type",
                ConfigDef.Type.CLASS,
                null,
                ConfigDef.Importance.MEDIUM,
                "List class of keys that are lists.");
        def.define(
                "default.list.value.serde.inner",
                ConfigDef.Type.CLASS,
                null,
                ConfigDef.Importance.MEDIUM,
                "Serde of the elements of values that are lists.");
        def.define(
                "default.list.value.serde.type",
                ConfigDef.Type.CLASS,
                null,
                ConfigDef.Importance.MEDIUM,
                "List class of values that are lists.");
        def.define(
                StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
                ConfigDef.Type.CLASS,
                FailOnInvalidTimestamp.class,
                ConfigDef.Importance.MEDIUM,
                StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_DOC);
        def.define(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                ConfigDef.Type.CLASS,
                LogAndFailExceptionHandler.class,
                ConfigDef.Importance.MEDIUM,
                "What happens to input that cannot be deserialised.");
        def.define(
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
                ConfigDef.Type.CLASS,
                DefaultProductionExceptionHandler.class,
                ConfigDef.Importance.MEDIUM,
                "What happens to output that cannot be serialised or sent.");
        def.define(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                ConfigDef.Type.CLASS,
                LogAndFailProcessingExceptionHandler.class,
                ConfigDef.Importance.MEDIUM,
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_DOC);
        def.define(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                ConfigDef.Type.STRING,
                null,
                ConfigDef.Importance.MEDIUM,
                "Topic to which the built-in exception handlers send the input record that failed.");
        def.define(
                StreamsConfig.GROUP_PROTOCOL_CONFIG,
                ConfigDef.Type.STRING,
                StreamsConfig.DEFAULT_GROUP_PROTOCOL,
                ConfigDef.CaseInsensitiveValidString.in("streams", "classic"),
                ConfigDef.Importance.MEDIUM,
                "Group protocol; only the classic one runs yet.");
        def.define(
                StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
                ConfigDef.Type.LONG,
                0L,
                ConfigDef.Range.atLeast(-1),
                ConfigDef.Importance.MEDIUM,
                StreamsConfig.MAX_TASK_IDLE_MS_DOC);
        def.define(
                StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG,
                ConfigDef.Type.INT,
                2,
                ConfigDef.Range.atLeast(1),
                ConfigDef.Importance.MEDIUM,
                "Most tasks that are warmed up elsewhere at a time.");
        def.define(
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                ConfigDef.Type.INT,
                1,
                ConfigDef.Range.atLeast(1),
                ConfigDef.Importance.MEDIUM,
                "Stream threads of this instance.");
        def.define(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                ConfigDef.Type.STRING,
                StreamsConfig.AT_LEAST_ONCE,
                ConfigDef.ValidString.in(StreamsConfig.AT_LEAST_ONCE, StreamsConfig.EXACTLY_ONCE_V2),
                ConfigDef.Importance.MEDIUM,
                "at_least_once; exactly_once_v2 is accepted but does not run before transactions are there.");
        def.define(
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                ConfigDef.Type.INT,
                -1,
                ConfigDef.Range.atLeast(-1),
                ConfigDef.Importance.MEDIUM,
                "Replicas of internal topics; -1 leaves it to the broker.");
        def.define(
                StreamsConfig.SECURITY_PROTOCOL_CONFIG,
                ConfigDef.Type.STRING,
                "PLAINTEXT",
                ConfigDef.CaseInsensitiveValidString.in("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
                ConfigDef.Importance.MEDIUM,
                "How to speak to brokers.");
        def.define(
                StreamsConfig.ERRORS_POLICY_CONFIG,
                ConfigDef.Type.STRING,
                null,
                ConfigDef.LambdaValidator.with(
                        StreamsConfigDef::ensurePolicy,
                        () -> "like 'retry(3, 100ms) dead-letter(topic)', 'skip' or 'fail'"),
                ConfigDef.Importance.MEDIUM,
                "One policy for errors of input, processing and output: retry(TIMES, WAIT), then dead-letter(TOPIC), skip or fail. For those whose handler is not configured.");
        def.define(
                StreamsConfig.LATE_RECORDS_TOPIC_NAME_CONFIG,
                ConfigDef.Type.STRING,
                null,
                ConfigDef.Importance.MEDIUM,
                "Topic to which windowed operators send input records that come after their window has closed; none by default, they are only counted then.");
        def.define(
                StreamsConfig.SOURCE_IDLE_TIMEOUT_MS_CONFIG,
                ConfigDef.Type.LONG,
                -1L,
                ConfigDef.Range.atLeast(-1),
                ConfigDef.Importance.MEDIUM,
                "Time after which an input partition without records no longer holds back stream time: windows close and suppressed results leave as if it had kept pace with the others, or, if all are quiet, with the wall clock. -1 waits for ever.");
        def.define(
                StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                ConfigDef.Type.LONG,
                10L * 1024 * 1024,
                ConfigDef.Range.atLeast(0),
                ConfigDef.Importance.MEDIUM,
                StreamsConfig.STATESTORE_CACHE_MAX_BYTES_DOC);
        def.define(
                StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG,
                ConfigDef.Type.STRING,
                null,
                ConfigDef.Importance.MEDIUM,
                "Class that spreads tasks over instances, in place of the built-in one.");
        def.define(
                StreamsConfig.TASK_TIMEOUT_MS_CONFIG,
                ConfigDef.Type.LONG,
                300_000L,
                ConfigDef.Range.atLeast(0),
                ConfigDef.Importance.MEDIUM,
                StreamsConfig.TASK_TIMEOUT_MS_DOC);
        def.define(
                StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG,
                ConfigDef.Type.STRING,
                StreamsConfig.NO_OPTIMIZATION,
                ConfigDef.LambdaValidator.with(
                        (name, value) -> StreamsConfig.verifyTopologyOptimizationConfigs(String.valueOf(value)),
                        () -> "none, all, or a list of names"),
                ConfigDef.Importance.MEDIUM,
                "Optimisations of the topology: none, all, or a list of their names.");
    }

    private static void defineLow(ConfigDef def) {
        def.define(
                StreamsConfig.ALLOW_OS_GROUP_WRITE_ACCESS_CONFIG,
                ConfigDef.Type.BOOLEAN,
                false,
                ConfigDef.Importance.LOW,
                "Whether the operating system's group may write to state directories.");
        def.define(
                StreamsConfig.APPLICATION_SERVER_CONFIG,
                ConfigDef.Type.STRING,
                "",
                ConfigDef.Importance.LOW,
                "host:port under which other instances can reach this one.");
        def.define(
                StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG,
                ConfigDef.Type.INT,
                1000,
                ConfigDef.Range.atLeast(1),
                ConfigDef.Importance.LOW,
                StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_DOC);
        def.define(
                StreamsConfig.BUILT_IN_METRICS_VERSION_CONFIG,
                ConfigDef.Type.STRING,
                StreamsConfig.METRICS_LATEST,
                ConfigDef.ValidString.in(StreamsConfig.METRICS_LATEST),
                ConfigDef.Importance.LOW,
                "Version of the built-in metrics.");
        def.define(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                ConfigDef.Type.LONG,
                30_000L,
                ConfigDef.Range.atLeast(0),
                ConfigDef.Importance.LOW,
                "Time between commits; 100 by default under exactly_once_v2.");
        def.define(
                StreamsConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG,
                ConfigDef.Type.LONG,
                540_000L,
                ConfigDef.Importance.LOW,
                "Idle time after which a connection is closed.");
        def.define(
                StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG,
                ConfigDef.Type.CLASS,
                DefaultClientSupplier.class,
                ConfigDef.Importance.LOW,
                StreamsConfig.DEFAULT_CLIENT_SUPPLIER_DOC);
        def.define(
                StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                ConfigDef.Type.CLASS,
                BuiltInDslStoreSuppliers.RocksDBDslStoreSuppliers.class,
                ConfigDef.Importance.LOW,
                "What kind of stores DSL operations use where the topology names none.");
        def.define(
                StreamsConfig.DSL_STORE_FORMAT_CONFIG,
                ConfigDef.Type.STRING,
                StreamsConfig.DSL_STORE_FORMAT_DEFAULT,
                ConfigDef.CaseInsensitiveValidString.in(
                        StreamsConfig.DSL_STORE_FORMAT_DEFAULT, StreamsConfig.DSL_STORE_FORMAT_HEADERS),
                ConfigDef.Importance.LOW,
                "Whether stores of DSL operations on disk have room for headers; only those of stream-stream joins keep any.");
        def.define(
                StreamsConfig.ENABLE_METRICS_PUSH_CONFIG,
                ConfigDef.Type.BOOLEAN,
                true,
                ConfigDef.Importance.LOW,
                StreamsConfig.ENABLE_METRICS_PUSH_DOC);
        def.define(
                StreamsConfig.LOG_SUMMARY_INTERVAL_MS_CONFIG,
                ConfigDef.Type.LONG,
                120_000L,
                ConfigDef.Importance.LOW,
                "Time between log lines that sum up progress; negative for none.");
        def.define(
                StreamsConfig.METADATA_MAX_AGE_CONFIG,
                ConfigDef.Type.LONG,
                300_000L,
                ConfigDef.Range.atLeast(0),
                ConfigDef.Importance.LOW,
                "Time after which metadata is read again.");
        def.define(
                StreamsConfig.METRICS_NUM_SAMPLES_CONFIG,
                ConfigDef.Type.INT,
                2,
                ConfigDef.Range.atLeast(1),
                ConfigDef.Importance.LOW,
                "Samples of a metric.");
        def.define(
                StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG,
                ConfigDef.Type.STRING,
                "INFO",
                ConfigDef.ValidString.in("INFO", "DEBUG", "TRACE"),
                ConfigDef.Importance.LOW,
                "Which metrics are recorded.");
        def.define(
                StreamsConfig.METRIC_REPORTER_CLASSES_CONFIG,
                ConfigDef.Type.LIST,
                "",
                ConfigDef.Importance.LOW,
                "Metric reporters.");
        def.define(
                StreamsConfig.METRICS_SAMPLE_WINDOW_MS_CONFIG,
                ConfigDef.Type.LONG,
                30_000L,
                ConfigDef.Range.atLeast(0),
                ConfigDef.Importance.LOW,
                "Time of a metrics sample.");
        def.define(
                StreamsConfig.POLL_MS_CONFIG,
                ConfigDef.Type.LONG,
                100L,
                ConfigDef.Range.atLeast(0),
                ConfigDef.Importance.LOW,
                "Longest wait for input.");
        def.define(
                StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG,
                ConfigDef.Type.LONG,
                600_000L,
                ConfigDef.Range.atLeast(60_000),
                ConfigDef.Importance.LOW,
                "Time between checks of whether warm-up tasks are ready.");
        def.define(
                StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG,
                ConfigDef.Type.CLASS,
                null,
                ConfigDef.Importance.LOW,
                "Wraps the processors of a topology; taken from the TopologyConfig that the topology is built with.");
        def.define(
                StreamsConfig.RACK_AWARE_ASSIGNMENT_NON_OVERLAP_COST_CONFIG,
                ConfigDef.Type.INT,
                null,
                ConfigDef.Importance.LOW,
                StreamsConfig.RACK_AWARE_ASSIGNMENT_NON_OVERLAP_COST_DOC);
        def.define(
                StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_CONFIG,
                ConfigDef.Type.STRING,
                StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_NONE,
                ConfigDef.ValidString.in(
                        StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_NONE,
                        StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_MIN_TRAFFIC,
                        StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_BALANCE_SUBTOPOLOGY),
                ConfigDef.Importance.LOW,
                StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_DOC);
        def.define(
                StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG,
                ConfigDef.Type.LIST,
                "",
                ConfigDef.ListSize.atMostOfSize(StreamsConfig.MAX_RACK_AWARE_ASSIGNMENT_TAG_LIST_SIZE),
                ConfigDef.Importance.LOW,
                "Tags of instances over which standby copies are spread.");
        def.define(
                StreamsConfig.RACK_AWARE_ASSIGNMENT_TRAFFIC_COST_CONFIG,
                ConfigDef.Type.INT,
                null,
                ConfigDef.Importance.LOW,
                StreamsConfig.RACK_AWARE_ASSIGNMENT_TRAFFIC_COST_DOC);
        def.define(
                StreamsConfig.RECEIVE_BUFFER_CONFIG,
                ConfigDef.Type.INT,
                32 * 1024,
                ConfigDef.Range.atLeast(-1),
                ConfigDef.Importance.LOW,
                "Size of the socket's receive buffer.");
        def.define(
                StreamsConfig.RECONNECT_BACKOFF_MS_CONFIG,
                ConfigDef.Type.LONG,
                50L,
                ConfigDef.Range.atLeast(0),
                ConfigDef.Importance.LOW,
                "First wait before connecting again.");
        def.define(
                StreamsConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                ConfigDef.Type.LONG,
                1000L,
                ConfigDef.Range.atLeast(0),
                ConfigDef.Importance.LOW,
                "Longest wait before connecting again.");
        def.define(
                StreamsConfig.REPARTITION_PURGE_INTERVAL_MS_CONFIG,
                ConfigDef.Type.LONG,
                30_000L,
                ConfigDef.Range.atLeast(0),
                ConfigDef.Importance.LOW,
                "Time between deletions of consumed records of repartition topics.");
        def.define(
                StreamsConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ConfigDef.Type.INT,
                40_000,
                ConfigDef.Range.atLeast(0),
                ConfigDef.Importance.LOW,
                "Longest wait for the answer to a request.");
        def.define(
                StreamsConfig.RETRY_BACKOFF_MS_CONFIG,
                ConfigDef.Type.LONG,
                100L,
                ConfigDef.Range.atLeast(0),
                ConfigDef.Importance.LOW,
                "First wait before a retry.");
        def.define(
                StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
                ConfigDef.Type.CLASS,
                null,
                ConfigDef.Importance.LOW,
                "Sets options of RocksDB.");
        def.define(
                StreamsConfig.SEND_BUFFER_CONFIG,
                ConfigDef.Type.INT,
                128 * 1024,
                ConfigDef.Range.atLeast(-1),
                ConfigDef.Importance.LOW,
                "Size of the socket's send buffer.");
        def.define(
                StreamsConfig.STATE_CLEANUP_DELAY_MS_CONFIG,
                ConfigDef.Type.LONG,
                600_000L,
                ConfigDef.Importance.LOW,
                "How long the state of a task that moved away is kept.");
        def.define(
                StreamsConfig.STATE_CLEANUP_DIR_MAX_AGE_MS_CONFIG,
                ConfigDef.Type.LONG,
                StreamsConfig.STATE_CLEANUP_DIR_MAX_AGE_MS_DISABLED,
                ConfigDef.Importance.LOW,
                "Age from which state found at the start is deleted; -1 keeps it.");
        def.define(
                StreamsConfig.UPGRADE_FROM_CONFIG,
                ConfigDef.Type.STRING,
                null,
                ConfigDef.LambdaValidator.with(StreamsConfigDef::ensureKnownVersion, () -> UPGRADES.toString()),
                ConfigDef.Importance.LOW,
                "Version from which a rolling upgrade is under way.");
        def.define(
                StreamsConfig.WINDOWED_INNER_CLASS_SERDE,
                ConfigDef.Type.STRING,
                null,
                ConfigDef.Importance.LOW,
                "Inner serde of windowed serdes outside of a topology.");
        def.define(
                StreamsConfig.WINDOW_SIZE_MS_CONFIG,
                ConfigDef.Type.LONG,
                null,
                ConfigDef.Importance.LOW,
                "Window size of windowed deserialisers outside of a topology.");
        def.define(
                StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG,
                ConfigDef.Type.LONG,
                86_400_000L,
                ConfigDef.Importance.LOW,
                "Added to the retention of windowed changelogs, for clocks that differ.");
    }

    private static void ensurePolicy(String name, @Nullable Object value) {
        if (value != null) {
            try {
                ErrorPolicy.parse(value.toString());
            } catch (IllegalArgumentException e) {
                throw new ConfigException(name, value, e.getMessage());
            }
        }
    }

    private static void ensureKnownVersion(String name, @Nullable Object value) {
        if (value != null && !UPGRADES.contains(value.toString())) {
            throw new ConfigException(name, value, "expected one of " + UPGRADES);
        }
    }

    private static void allowClientKeys(ConfigDef def) {
        def.allowPrefix(CommonKeys.EMBEDDED_PREFIX);
        def.allowPrefix(StreamsConfig.TOPIC_PREFIX);
        def.allowPrefix(StreamsConfig.CONSUMER_PREFIX);
        def.allowPrefix(StreamsConfig.MAIN_CONSUMER_PREFIX);
        def.allowPrefix(StreamsConfig.RESTORE_CONSUMER_PREFIX);
        def.allowPrefix(StreamsConfig.GLOBAL_CONSUMER_PREFIX);
        def.allowPrefix(StreamsConfig.PRODUCER_PREFIX);
        def.allowPrefix(StreamsConfig.ADMIN_CLIENT_PREFIX);
        def.allowPrefix(StreamsConfig.CLIENT_TAG_PREFIX);
    }
}
