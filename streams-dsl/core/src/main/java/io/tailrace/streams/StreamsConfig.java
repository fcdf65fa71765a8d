package io.tailrace.streams;

import io.tailrace.clients.errors.ErrorPolicy;
import io.tailrace.common.config.AbstractConfig;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigException;
import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.errors.DeserializationExceptionHandler;
import io.tailrace.streams.errors.PolicyExceptionHandler;
import io.tailrace.streams.errors.ProcessingExceptionHandler;
import io.tailrace.streams.errors.ProductionExceptionHandler;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.processor.TimestampExtractor;
import io.tailrace.streams.state.DslStoreSuppliers;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of an application: Kafka's keys. Keys of the clients inside are given with the prefixes below, or without a prefix for
 * all clients that know them. Any other key is refused, naming the nearest known one.
 *
 * <p><b>Threads:</b> safe.
 */
public class StreamsConfig extends AbstractConfig {
    /** Prefix of configurations of internal topics. */
    public static final String TOPIC_PREFIX = "topic.";

    /** Prefix of configurations of all consumers. */
    public static final String CONSUMER_PREFIX = "consumer.";

    /** Prefix of configurations of the consumer of source topics. */
    public static final String MAIN_CONSUMER_PREFIX = "main.consumer.";

    /** Prefix of configurations of the consumer that restores state. */
    public static final String RESTORE_CONSUMER_PREFIX = "restore.consumer.";

    /** Prefix of configurations of the consumer of global stores. */
    public static final String GLOBAL_CONSUMER_PREFIX = "global.consumer.";

    /** Prefix of configurations of the producers. */
    public static final String PRODUCER_PREFIX = "producer.";

    /** Prefix of configurations of the admin client. */
    public static final String ADMIN_CLIENT_PREFIX = "admin.";

    /** Prefix of tags of this instance. */
    public static final String CLIENT_TAG_PREFIX = "client.tag.";

    public static final String NO_OPTIMIZATION = "none";
    public static final String OPTIMIZE = "all";
    public static final String REUSE_KTABLE_SOURCE_TOPICS = "reuse.ktable.source.topics";
    public static final String MERGE_REPARTITION_TOPICS = "merge.repartition.topics";
    public static final String SINGLE_STORE_SELF_JOIN = "single.store.self.join";
    public static final String AT_LEAST_ONCE = "at_least_once";
    public static final String EXACTLY_ONCE_V2 = "exactly_once_v2";
    public static final String METRICS_LATEST = "latest";
    public static final long MAX_TASK_IDLE_MS_DISABLED = -1L;
    public static final long STATE_CLEANUP_DIR_MAX_AGE_MS_DISABLED = -1L;
    public static final int DUMMY_THREAD_INDEX = 1;
    public static final int MAX_RACK_AWARE_ASSIGNMENT_TAG_LIST_SIZE = 5;
    public static final int MAX_RACK_AWARE_ASSIGNMENT_TAG_KEY_LENGTH = 20;
    public static final int MAX_RACK_AWARE_ASSIGNMENT_TAG_VALUE_LENGTH = 30;
    public static final String RACK_AWARE_ASSIGNMENT_STRATEGY_NONE = "none";
    public static final String RACK_AWARE_ASSIGNMENT_STRATEGY_MIN_TRAFFIC = "min_traffic";
    public static final String RACK_AWARE_ASSIGNMENT_STRATEGY_BALANCE_SUBTOPOLOGY = "balance_subtopology";
    public static final String DSL_STORE_FORMAT_DEFAULT = "DEFAULT";
    public static final String DSL_STORE_FORMAT_HEADERS = "HEADERS";
    public static final String DEFAULT_GROUP_PROTOCOL = "classic";
    public static final String UPGRADE_FROM_24 = "2.4";
    public static final String UPGRADE_FROM_25 = "2.5";
    public static final String UPGRADE_FROM_26 = "2.6";
    public static final String UPGRADE_FROM_27 = "2.7";
    public static final String UPGRADE_FROM_28 = "2.8";
    public static final String UPGRADE_FROM_30 = "3.0";
    public static final String UPGRADE_FROM_31 = "3.1";
    public static final String UPGRADE_FROM_32 = "3.2";
    public static final String UPGRADE_FROM_33 = "3.3";
    public static final String UPGRADE_FROM_34 = "3.4";
    public static final String UPGRADE_FROM_35 = "3.5";
    public static final String UPGRADE_FROM_36 = "3.6";
    public static final String UPGRADE_FROM_37 = "3.7";
    public static final String UPGRADE_FROM_38 = "3.8";
    public static final String UPGRADE_FROM_39 = "3.9";
    public static final String UPGRADE_FROM_40 = "4.0";
    public static final String UPGRADE_FROM_41 = "4.1";
    public static final String UPGRADE_FROM_42 = "4.2";

    /** Names the application: its consumer group, the prefix of its internal topics and client ids, and its state directory. */
    public static final String APPLICATION_ID_CONFIG = "application.id";

    /** Brokers to start from as host:port, or embedded: and a directory. */
    public static final String BOOTSTRAP_SERVERS_CONFIG = "bootstrap.servers";

    /** Standby copies of each stateful task. */
    public static final String NUM_STANDBY_REPLICAS_CONFIG = "num.standby.replicas";

    /** Directory for persistent state; tasks live in a directory of the application below it. */
    public static final String STATE_DIR_CONFIG = "state.dir";

    /** Lag in records up to which an instance counts as caught up with a task's state. */
    public static final String ACCEPTABLE_RECOVERY_LAG_CONFIG = "acceptable.recovery.lag";

    /** Memory for the write-back caches of all stores of the instance; 0 turns caching off. */
    public static final String STATESTORE_CACHE_MAX_BYTES_CONFIG = "statestore.cache.max.bytes";

    public static final String STATESTORE_CACHE_MAX_BYTES_DOC =
            "Memory for the write-back caches of all stores of the instance; 0 turns caching off.";

    /** Former name of {@link #STATESTORE_CACHE_MAX_BYTES_CONFIG}. */
    @Deprecated
    public static final String CACHE_MAX_BYTES_BUFFERING_CONFIG = FormerKeys.CACHE_MAX_BYTES;

    /** Former name of {@link #DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG}. */
    @Deprecated
    public static final String DEFAULT_DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG =
            FormerKeys.DESERIALIZATION_HANDLER;

    /** Former name of {@link #PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG}. */
    @Deprecated
    public static final String DEFAULT_PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG = FormerKeys.PRODUCTION_HANDLER;

    /** {@link #ROCKS_DB} or {@link #IN_MEMORY}; {@link #DSL_STORE_SUPPLIERS_CLASS_CONFIG} has taken its place. */
    @Deprecated
    public static final String DEFAULT_DSL_STORE_CONFIG = FormerKeys.DSL_STORE;

    @Deprecated
    public static final String ROCKS_DB = FormerKeys.ROCKS_DB;

    @Deprecated
    public static final String IN_MEMORY = FormerKeys.IN_MEMORY;

    @Deprecated
    public static final String DEFAULT_DSL_STORE = FormerKeys.ROCKS_DB;

    /** Prefix of the client ids of the clients inside. */
    public static final String CLIENT_ID_CONFIG = "client.id";

    /** Serde of keys where the topology names none. */
    public static final String DEFAULT_KEY_SERDE_CLASS_CONFIG = "default.key.serde";

    /** Serde of values where the topology names none. */
    public static final String DEFAULT_VALUE_SERDE_CLASS_CONFIG = "default.value.serde";

    /** Timestamp extractor of sources that name none. */
    public static final String DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG = "default.timestamp.extractor";

    public static final String DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_DOC = "Timestamp extractor of sources that name none.";

    /** What happens to input that cannot be deserialised. */
    public static final String DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG = "deserialization.exception.handler";

    /** What happens to output that cannot be serialised or sent. */
    public static final String PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG = "production.exception.handler";

    /** What happens to a record on which a processor fails. */
    public static final String PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG = "processing.exception.handler";

    public static final String PROCESSING_EXCEPTION_HANDLER_CLASS_DOC =
            "What happens to a record on which a processor fails.";

    /** Topic to which the built-in exception handlers send the input record that failed. */
    public static final String ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG = "errors.dead.letter.queue.topic.name";

    /** How long a task with several inputs waits for an input that has nothing, so that records are taken in timestamp order. 0 waits only for data known to be there, -1 never waits. */
    public static final String MAX_TASK_IDLE_MS_CONFIG = "max.task.idle.ms";

    public static final String MAX_TASK_IDLE_MS_DOC =
            "How long a task with several inputs waits for an input that has nothing, so that records are taken in timestamp order. 0 waits only for data known to be there, -1 never waits.";

    /** Most tasks that are warmed up elsewhere at a time. */
    public static final String MAX_WARMUP_REPLICAS_CONFIG = "max.warmup.replicas";

    /** Stream threads of this instance. */
    public static final String NUM_STREAM_THREADS_CONFIG = "num.stream.threads";

    /** at_least_once; exactly_once_v2 does not run before transactions are there. */
    public static final String PROCESSING_GUARANTEE_CONFIG = "processing.guarantee";

    /** Replicas of internal topics; -1 leaves it to the broker. */
    public static final String REPLICATION_FACTOR_CONFIG = "replication.factor";

    /** How to speak to brokers. */
    public static final String SECURITY_PROTOCOL_CONFIG = "security.protocol";

    /** How long a task may stall on retriable errors. */
    public static final String TASK_TIMEOUT_MS_CONFIG = "task.timeout.ms";

    public static final String TASK_TIMEOUT_MS_DOC = "How long a task may stall on retriable errors.";

    /** Optimisations of the topology: none, all, or a list of their names. */
    public static final String TOPOLOGY_OPTIMIZATION_CONFIG = "topology.optimization";

    /** What kind of stores DSL operations use where the topology names none. */
    public static final String DSL_STORE_SUPPLIERS_CLASS_CONFIG = "dsl.store.suppliers.class";

    /** host:port under which other instances can reach this one. */
    public static final String APPLICATION_SERVER_CONFIG = "application.server";

    /** Input records buffered for a partition before it is paused. */
    public static final String BUFFERED_RECORDS_PER_PARTITION_CONFIG = "buffered.records.per.partition";

    public static final String BUFFERED_RECORDS_PER_PARTITION_DOC =
            "Input records buffered for a partition before it is paused.";

    /** Version of the built-in metrics. */
    public static final String BUILT_IN_METRICS_VERSION_CONFIG = "built.in.metrics.version";

    /** Time between commits. */
    public static final String COMMIT_INTERVAL_MS_CONFIG = "commit.interval.ms";

    /** Idle time after which a connection is closed. */
    public static final String CONNECTIONS_MAX_IDLE_MS_CONFIG = "connections.max.idle.ms";

    /** Makes the clients inside. */
    public static final String DEFAULT_CLIENT_SUPPLIER_CONFIG = "default.client.supplier";

    public static final String DEFAULT_CLIENT_SUPPLIER_DOC = "Makes the clients inside.";

    /** Whether client metrics may be pushed to brokers. */
    public static final String ENABLE_METRICS_PUSH_CONFIG = "enable.metrics.push";

    public static final String ENABLE_METRICS_PUSH_DOC = "Whether client metrics may be pushed to brokers.";

    /** Whether generated names of internal topics and stores are an error. */
    public static final String ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG =
            "ensure.explicit.internal.resource.naming";

    /** Group protocol; only the classic one runs yet. */
    public static final String GROUP_PROTOCOL_CONFIG = "group.protocol";

    /** Time between log lines that sum up progress; negative for none. */
    public static final String LOG_SUMMARY_INTERVAL_MS_CONFIG = "log.summary.interval.ms";

    /** Time after which metadata is read again. */
    public static final String METADATA_MAX_AGE_CONFIG = "metadata.max.age.ms";

    /** Samples of a metric. */
    public static final String METRICS_NUM_SAMPLES_CONFIG = "metrics.num.samples";

    /** Which metrics are recorded. */
    public static final String METRICS_RECORDING_LEVEL_CONFIG = "metrics.recording.level";

    /** Metric reporters. */
    public static final String METRIC_REPORTER_CLASSES_CONFIG = "metric.reporters";

    /** Time of a metrics sample. */
    public static final String METRICS_SAMPLE_WINDOW_MS_CONFIG = "metrics.sample.window.ms";

    /** Longest wait for input. */
    public static final String POLL_MS_CONFIG = "poll.ms";

    /** Time between checks of whether warm-up tasks are ready. */
    public static final String PROBING_REBALANCE_INTERVAL_MS_CONFIG = "probing.rebalance.interval.ms";

    /** Whether the processing exception handler serves global stores too. */
    public static final String PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG =
            "processing.exception.handler.global.enabled";

    /** Wraps the processors of a topology; taken from the TopologyConfig that the topology is built with. */
    public static final String PROCESSOR_WRAPPER_CLASS_CONFIG = "processor.wrapper.class";

    /** Size of the socket's receive buffer. */
    public static final String RECEIVE_BUFFER_CONFIG = "receive.buffer.bytes";

    /** First wait before connecting again. */
    public static final String RECONNECT_BACKOFF_MS_CONFIG = "reconnect.backoff.ms";

    /** Longest wait before connecting again. */
    public static final String RECONNECT_BACKOFF_MAX_MS_CONFIG = "reconnect.backoff.max.ms";

    /** Time between deletions of consumed records of repartition topics. */
    public static final String REPARTITION_PURGE_INTERVAL_MS_CONFIG = "repartition.purge.interval.ms";

    /** Longest wait for the answer to a request. */
    public static final String REQUEST_TIMEOUT_MS_CONFIG = "request.timeout.ms";

    /** First wait before a retry. */
    public static final String RETRY_BACKOFF_MS_CONFIG = "retry.backoff.ms";

    /** Sets options of RocksDB. */
    public static final String ROCKSDB_CONFIG_SETTER_CLASS_CONFIG = "rocksdb.config.setter";

    /** Size of the socket's send buffer. */
    public static final String SEND_BUFFER_CONFIG = "send.buffer.bytes";

    /** How long the state of a task that moved away is kept. */
    public static final String STATE_CLEANUP_DELAY_MS_CONFIG = "state.cleanup.delay.ms";

    /** Version from which a rolling upgrade is under way. */
    public static final String UPGRADE_FROM_CONFIG = "upgrade.from";

    /** Inner serde of windowed serdes outside of a topology. */
    public static final String WINDOWED_INNER_CLASS_SERDE = "windowed.inner.class.serde";

    /** Window size of windowed deserialisers outside of a topology. */
    public static final String WINDOW_SIZE_MS_CONFIG = "window.size.ms";

    /** Added to the retention of windowed changelogs, for clocks that differ. */
    public static final String WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG =
            "windowstore.changelog.additional.retention.ms";

    /** What moving a task away from where it ran costs a task assignor that regards racks. */
    public static final String RACK_AWARE_ASSIGNMENT_NON_OVERLAP_COST_CONFIG = "rack.aware.assignment.non_overlap_cost";

    /** How a task assignor weighs racks. */
    public static final String RACK_AWARE_ASSIGNMENT_STRATEGY_CONFIG = "rack.aware.assignment.strategy";

    /** Tags of instances over which standby copies are spread. */
    public static final String RACK_AWARE_ASSIGNMENT_TAGS_CONFIG = "rack.aware.assignment.tags";

    /** What traffic between racks costs a task assignor that regards racks. */
    public static final String RACK_AWARE_ASSIGNMENT_TRAFFIC_COST_CONFIG = "rack.aware.assignment.traffic_cost";

    /** Class that spreads tasks over instances, in place of the built-in one. */
    public static final String TASK_ASSIGNOR_CLASS_CONFIG = "task.assignor.class";

    /** Whether the operating system's group may write to state directories. */
    public static final String ALLOW_OS_GROUP_WRITE_ACCESS_CONFIG = "allow.os.group.write.access";

    /** Age from which state found at the start is deleted; -1 keeps it. */
    public static final String STATE_CLEANUP_DIR_MAX_AGE_MS_CONFIG = "state.cleanup.dir.max.age.ms";

    /** Whether stores of DSL operations on disk have room for headers: DEFAULT or HEADERS. */
    public static final String DSL_STORE_FORMAT_CONFIG = "dsl.store.format";

    /** Topic to which windowed operators send input records that come after their window has closed. Not in Kafka. */
    public static final String LATE_RECORDS_TOPIC_NAME_CONFIG = "late.records.topic.name";

    /**
     * One policy for errors of input, processing and output, as {@link io.tailrace.clients.errors.ErrorPolicy#parse} reads it; for those whose
     * handler is not configured. Not in Kafka.
     */
    public static final String ERRORS_POLICY_CONFIG = "errors.policy";

    /** Time after which an input partition without records no longer holds back stream time. Not in Kafka. */
    public static final String SOURCE_IDLE_TIMEOUT_MS_CONFIG = "source.idle.timeout.ms";

    public static final String RACK_AWARE_ASSIGNMENT_NON_OVERLAP_COST_DOC =
            "What moving a task away from where it ran costs a task assignor that regards racks.";
    public static final String RACK_AWARE_ASSIGNMENT_STRATEGY_DOC =
            "How a task assignor that regards racks weighs them: none, min_traffic or balance_subtopology.";
    public static final String RACK_AWARE_ASSIGNMENT_TRAFFIC_COST_DOC =
            "What traffic between racks costs a task assignor that regards racks.";

    private static final ConfigDef CONFIG = StreamsConfigDef.make();

    private static final Logger LOG = LoggerFactory.getLogger(StreamsConfig.class);

    /** Time between commits under exactly-once unless another is configured. */
    private static final long EXACTLY_ONCE_COMMIT_INTERVAL_MS = 100;

    /** Names of keys that are not settings but reach tests and tools through the configuration. */
    public static class InternalConfig {
        public static final String EMIT_INTERVAL_MS_KSTREAMS_OUTER_JOIN_SPURIOUS_RESULTS_FIX =
                "__emit.interval.ms.kstreams.outer.join.spurious.results.fix__";
        public static final String EMIT_INTERVAL_MS_KSTREAMS_WINDOWED_AGGREGATION =
                "__emit.interval.ms.kstreams.windowed.aggregation__";
        public static final String IQ_CONSISTENCY_OFFSET_VECTOR_ENABLED = "__iq.consistency.offset.vector.enabled__";

        private InternalConfig() {}
    }

    /**
     * Keys near a known one are taken for mistyped and refused; other unknown keys belong to serdes and other plug-ins.
     *
     * @throws io.tailrace.common.config.ConfigException for a missing, mistyped or wrong key
     */
    public StreamsConfig(Map<?, ?> props) {
        this(props, true);
    }

    protected StreamsConfig(Map<?, ?> props, boolean doLog) {
        super(CONFIG, props, doLog);
        ClientKeys.check(this, CONFIG, doLog ? LOG::info : line -> {});
        ConfigRules.check(this);
        if (doLog) {
            FormerKeys.report(originals().keySet());
        }
    }

    /** Whether the application gave this key, or the former name of it. */
    boolean isGiven(String key) {
        return FormerKeys.isGiven(originals().keySet(), key);
    }

    @Override
    protected Map<String, Object> postProcessParsedConfig(Map<String, Object> parsedValues) {
        Map<String, Object> changes = new HashMap<>();
        if (EXACTLY_ONCE_V2.equals(parsedValues.get(PROCESSING_GUARANTEE_CONFIG))
                && !originals().containsKey(COMMIT_INTERVAL_MS_CONFIG)) {
            changes.put(COMMIT_INTERVAL_MS_CONFIG, EXACTLY_ONCE_COMMIT_INTERVAL_MS);
        }
        Object firstMs = parsedValues.get(RECONNECT_BACKOFF_MS_CONFIG);
        if (originals().containsKey(RECONNECT_BACKOFF_MS_CONFIG)
                && !originals().containsKey(RECONNECT_BACKOFF_MAX_MS_CONFIG)
                && firstMs != null) {
            changes.put(RECONNECT_BACKOFF_MAX_MS_CONFIG, firstMs);
        }
        FormerKeys.apply(originals().keySet(), parsedValues, changes);
        return changes;
    }

    /** Prints the keys with their documentation. */
    @SuppressWarnings("SystemOut") // a command line tool's output
    public static void main(String[] args) {
        System.out.println(CONFIG.toMarkdown());
    }

    protected boolean isStreamsProtocolEnabled() {
        return "streams".equalsIgnoreCase(getString(GROUP_PROTOCOL_CONFIG));
    }

    /**
     * The optimisations that a value of {@link #TOPOLOGY_OPTIMIZATION_CONFIG} stands for.
     *
     * @throws ConfigException if it is none, all and names in a mixture, or an unknown name
     */
    public static Set<String> verifyTopologyOptimizationConfigs(String config) {
        return ConfigRules.optimizations(config);
    }

    public static String consumerPrefix(String key) {
        return CONSUMER_PREFIX + key;
    }

    public static String mainConsumerPrefix(String key) {
        return MAIN_CONSUMER_PREFIX + key;
    }

    public static String restoreConsumerPrefix(String key) {
        return RESTORE_CONSUMER_PREFIX + key;
    }

    public static String globalConsumerPrefix(String key) {
        return GLOBAL_CONSUMER_PREFIX + key;
    }

    public static String producerPrefix(String key) {
        return PRODUCER_PREFIX + key;
    }

    public static String adminClientPrefix(String key) {
        return ADMIN_CLIENT_PREFIX + key;
    }

    public static String topicPrefix(String key) {
        return TOPIC_PREFIX + key;
    }

    public static String clientTagPrefix(String key) {
        return CLIENT_TAG_PREFIX + key;
    }

    public static ConfigDef configDef() {
        return new ConfigDef(CONFIG);
    }

    /** Configuration of a thread's consumer of source topics. */
    public Map<String, Object> getMainConsumerConfigs(String groupId, String clientId, int threadIdx) {
        return new ClientConfigs(this).mainConsumer(groupId, clientId, threadIdx);
    }

    public Map<String, Object> getRestoreConsumerConfigs(String clientId) {
        return new ClientConfigs(this).restoreConsumer(clientId);
    }

    public Map<String, Object> getGlobalConsumerConfigs(String clientId) {
        return new ClientConfigs(this).globalConsumer(clientId);
    }

    public Map<String, Object> getProducerConfigs(String clientId) {
        return new ClientConfigs(this).producer(clientId);
    }

    public Map<String, Object> getAdminConfigs(String clientId) {
        return new ClientConfigs(this).admin(clientId);
    }

    /** The tags of this instance by their names without prefix. */
    public Map<String, String> getClientTags() {
        Map<String, String> tags = new HashMap<>();
        originalsWithPrefix(CLIENT_TAG_PREFIX).forEach((key, value) -> tags.put(key, String.valueOf(value)));
        return tags;
    }

    public KafkaClientSupplier getKafkaClientSupplier() {
        return Objects.requireNonNull(getConfiguredInstance(DEFAULT_CLIENT_SUPPLIER_CONFIG, KafkaClientSupplier.class));
    }

    /**
     * @throws ConfigException if none is configured
     * @throws StreamsException if it cannot be made or configured
     */
    public Serde<?> defaultKeySerde() {
        return serde(DEFAULT_KEY_SERDE_CLASS_CONFIG, true);
    }

    /**
     * @throws ConfigException if none is configured
     * @throws StreamsException if it cannot be made or configured
     */
    public Serde<?> defaultValueSerde() {
        return serde(DEFAULT_VALUE_SERDE_CLASS_CONFIG, false);
    }

    private Serde<?> serde(String key, boolean isKey) {
        String part = isKey ? "key" : "value";
        Object configured = get(key);
        if (configured == null) {
            throw new ConfigException("Please specify a " + part + " serde or set one through StreamsConfig#"
                    + (isKey ? "DEFAULT_KEY_SERDE_CLASS_CONFIG" : "DEFAULT_VALUE_SERDE_CLASS_CONFIG"));
        }
        try {
            Serde<?> serde = Objects.requireNonNull(getConfiguredInstance(key, Serde.class));
            serde.configure(originals(), isKey);
            return serde;
        } catch (RuntimeException e) {
            throw new StreamsException("Failed to configure " + part + " serde " + configured, e);
        }
    }

    private @Nullable ErrorPolicy policyUnless(String handlerKey) {
        return isGiven(handlerKey) ? null : errorPolicy();
    }

    /** The policy of {@link #ERRORS_POLICY_CONFIG}, or null. */
    public @Nullable ErrorPolicy errorPolicy() {
        String text = getString(ERRORS_POLICY_CONFIG);
        return text == null ? null : ErrorPolicy.parse(text);
    }

    public TimestampExtractor defaultTimestampExtractor() {
        return Objects.requireNonNull(
                getConfiguredInstance(DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, TimestampExtractor.class));
    }

    public DeserializationExceptionHandler deserializationExceptionHandler() {
        ErrorPolicy policy = policyUnless(DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG);
        if (policy != null) {
            return new PolicyExceptionHandler(policy);
        }
        return Objects.requireNonNull(getConfiguredInstance(
                DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeserializationExceptionHandler.class));
    }

    public ProductionExceptionHandler productionExceptionHandler() {
        ErrorPolicy policy = policyUnless(PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG);
        if (policy != null) {
            return new PolicyExceptionHandler(policy);
        }
        return Objects.requireNonNull(
                getConfiguredInstance(PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, ProductionExceptionHandler.class));
    }

    public ProcessingExceptionHandler processingExceptionHandler() {
        ErrorPolicy policy = policyUnless(PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG);
        if (policy != null) {
            return new PolicyExceptionHandler(policy);
        }
        return Objects.requireNonNull(
                getConfiguredInstance(PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, ProcessingExceptionHandler.class));
    }

    /** What kind of stores DSL operations use where the topology names none. */
    public DslStoreSuppliers dslStoreSuppliers() {
        return Objects.requireNonNull(getConfiguredInstance(DSL_STORE_SUPPLIERS_CLASS_CONFIG, DslStoreSuppliers.class));
    }
}
