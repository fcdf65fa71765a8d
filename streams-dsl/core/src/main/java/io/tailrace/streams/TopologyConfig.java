package io.tailrace.streams;

import io.tailrace.common.config.AbstractConfig;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigException;
import io.tailrace.streams.errors.DeserializationExceptionHandler;
import io.tailrace.streams.errors.ProcessingExceptionHandler;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.processor.TimestampExtractor;
import io.tailrace.streams.processor.api.ProcessorWrapper;
import io.tailrace.streams.state.DslStoreSuppliers;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that a topology is built with: what changes the topology itself (the kind of DSL stores, the processor wrapper,
 * whether generated names are allowed), and, for a topology with a name, values that take the place of the application's.
 *
 * <p><b>Threads:</b> immutable.
 */
@SuppressWarnings("MemberName") // public fields are Kafka's
public final class TopologyConfig extends AbstractConfig {
    private static final String STORE_TYPE_CONFIG = FormerKeys.DSL_STORE;
    private static final String ROCKS_DB = FormerKeys.ROCKS_DB;
    private static final ConfigDef CONFIG = new ConfigDef()
            .define(
                    StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG,
                    ConfigDef.Type.INT,
                    null,
                    ConfigDef.Importance.LOW,
                    "Input records buffered for a partition before it is paused.")
            .define(
                    StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                    ConfigDef.Type.LONG,
                    null,
                    ConfigDef.Importance.MEDIUM,
                    "0 turns caching off for this topology; other values have no effect, as the cache is the application's.")
            .define(
                    StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
                    ConfigDef.Type.CLASS,
                    null,
                    ConfigDef.Importance.MEDIUM,
                    "Timestamp extractor of sources that name none.")
            .define(
                    StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                    ConfigDef.Type.CLASS,
                    null,
                    ConfigDef.Importance.MEDIUM,
                    "What happens to input that cannot be deserialised.")
            .define(
                    StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
                    ConfigDef.Type.LONG,
                    null,
                    ConfigDef.Importance.MEDIUM,
                    "How long a task with several inputs waits for an input that has nothing.")
            .define(
                    StreamsConfig.TASK_TIMEOUT_MS_CONFIG,
                    ConfigDef.Type.LONG,
                    null,
                    ConfigDef.Importance.MEDIUM,
                    "How long a task may stall on retriable errors.")
            .define(
                    STORE_TYPE_CONFIG,
                    ConfigDef.Type.STRING,
                    ROCKS_DB,
                    ConfigDef.ValidString.in(ROCKS_DB, FormerKeys.IN_MEMORY),
                    ConfigDef.Importance.LOW,
                    "Kind of the stores of DSL operations, by its old name.")
            .define(
                    StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                    ConfigDef.Type.CLASS,
                    null,
                    ConfigDef.Importance.LOW,
                    "Kind of the stores of DSL operations that name none.");

    private final StreamsConfig globalAppConfigs;
    public final @Nullable String topologyName;
    public final boolean eosEnabled;
    public final StreamsConfig applicationConfigs;
    public final Properties topologyOverrides;
    public final int maxBufferedSize;
    public final long cacheSize;
    public final long maxTaskIdleMs;
    public final long taskTimeoutMs;
    public final String storeType;
    public final Class<?> dslStoreSuppliers;
    public final Supplier<TimestampExtractor> timestampExtractorSupplier;
    public final Supplier<DeserializationExceptionHandler> deserializationExceptionHandlerSupplier;
    public final Supplier<ProcessingExceptionHandler> processingExceptionHandlerSupplier;
    public final boolean ensureExplicitInternalResourceNaming;

    public TopologyConfig(StreamsConfig globalAppConfigs) {
        this(null, globalAppConfigs, mapped(globalAppConfigs.originals()));
    }

    /**
     * @param topologyName null for a topology without name, whose overrides have no effect on its tasks
     * @param topologyOverrides values for this topology
     */
    public TopologyConfig(@Nullable String topologyName, StreamsConfig globalAppConfigs, Properties topologyOverrides) {
        super(CONFIG, topologyOverrides, false);
        this.globalAppConfigs = globalAppConfigs;
        this.topologyName = topologyName;
        this.applicationConfigs = globalAppConfigs;
        this.topologyOverrides = topologyOverrides;
        this.eosEnabled = StreamsConfig.EXACTLY_ONCE_V2.equals(
                globalAppConfigs.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
        this.maxBufferedSize = source(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG)
                .getInt(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG);
        this.cacheSize = longOf(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG);
        this.maxTaskIdleMs = longOf(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG);
        this.taskTimeoutMs = longOf(StreamsConfig.TASK_TIMEOUT_MS_CONFIG);
        this.storeType = Objects.requireNonNull(source(STORE_TYPE_CONFIG).getString(STORE_TYPE_CONFIG));
        this.dslStoreSuppliers = Objects.requireNonNull(source(StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG)
                .getClass(StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG));
        this.timestampExtractorSupplier =
                () -> made(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, TimestampExtractor.class);
        this.deserializationExceptionHandlerSupplier =
                isOverridden(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG)
                        ? () -> made(
                                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                                DeserializationExceptionHandler.class)
                        : globalAppConfigs::deserializationExceptionHandler;
        this.processingExceptionHandlerSupplier = globalAppConfigs::processingExceptionHandler;
        this.ensureExplicitInternalResourceNaming = Boolean.TRUE.equals(
                globalAppConfigs.getBoolean(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG));
    }

    private static Properties mapped(Map<String, Object> originals) {
        Properties properties = new Properties();
        properties.putAll(originals);
        return properties;
    }

    private boolean isOverridden(String key) {
        return topologyName != null && topologyOverrides.containsKey(key);
    }

    private AbstractConfig source(String key) {
        return isOverridden(key) ? this : globalAppConfigs;
    }

    private long longOf(String key) {
        return source(key).getLong(key);
    }

    private <T> T made(String key, Class<T> type) {
        return Objects.requireNonNull(source(key).getConfiguredInstance(key, type), key);
    }

    /** The kind of DSL stores that this configuration names, by any of the ways there are. */
    public Optional<DslStoreSuppliers> resolveDslStoreSuppliers() {
        if (isOverridden(StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG)
                || globalAppConfigs.isGiven(StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG)) {
            return Optional.of(made(StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG, DslStoreSuppliers.class));
        }
        return isOverridden(STORE_TYPE_CONFIG) ? Optional.of(parseStoreType()) : Optional.empty();
    }

    public Materialized.StoreType parseStoreType() {
        return storeType.equals(ROCKS_DB) ? Materialized.StoreType.ROCKS_DB : Materialized.StoreType.IN_MEMORY;
    }

    public boolean isNamedTopology() {
        return topologyName != null;
    }

    /** The wrapper of the processors of the topology, or null for none; a new one each time. */
    public @Nullable ProcessorWrapper processorWrapper() {
        return globalAppConfigs.getConfiguredInstance(
                StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG, ProcessorWrapper.class, globalAppConfigs.originals());
    }

    /** What the tasks of the topology need of this configuration. */
    public TaskConfig getTaskConfig() {
        return new TaskConfig(this);
    }

    /** The part of a {@link TopologyConfig} that tasks need. */
    @SuppressWarnings("MemberName") // public fields are Kafka's
    public static class TaskConfig {
        public final long maxTaskIdleMs;
        public final long taskTimeoutMs;
        public final int maxBufferedSize;
        public final TimestampExtractor timestampExtractor;
        public final DeserializationExceptionHandler deserializationExceptionHandler;
        public final ProcessingExceptionHandler processingExceptionHandler;
        public final boolean eosEnabled;

        private TaskConfig(TopologyConfig config) {
            maxTaskIdleMs = config.maxTaskIdleMs;
            taskTimeoutMs = config.taskTimeoutMs;
            maxBufferedSize = config.maxBufferedSize;
            timestampExtractor = config.timestampExtractorSupplier.get();
            deserializationExceptionHandler = config.deserializationExceptionHandlerSupplier.get();
            processingExceptionHandler = config.processingExceptionHandlerSupplier.get();
            eosEnabled = config.eosEnabled;
        }
    }

    /** Keys that are not meant for applications. */
    public static class InternalConfig {
        /** Whether {@code process} counts as changing keys and values, and {@code processValues} values, when topics are merged. */
        public static final String ENABLE_PROCESS_PROCESSVALUE_FIX = "__enable.process.processValue.fix__";

        /** @throws ConfigException if the value is neither true nor false */
        public static boolean getBoolean(Map<String, Object> configs, String key, boolean defaultValue) {
            Object value = configs.getOrDefault(key, defaultValue);
            String text = value.toString();
            if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
                throw new ConfigException(key, value, "expected true or false");
            }
            return Boolean.parseBoolean(text);
        }
    }
}
