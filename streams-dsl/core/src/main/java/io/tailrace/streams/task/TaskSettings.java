package io.tailrace.streams.task;

import io.tailrace.clients.errors.ErrorPolicy;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.utils.Time;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.TopologyConfig;
import io.tailrace.streams.errors.DeserializationExceptionHandler;
import io.tailrace.streams.errors.LogAndFailProcessingExceptionHandler;
import io.tailrace.streams.errors.ProcessingExceptionHandler;
import io.tailrace.streams.errors.ProductionExceptionHandler;
import io.tailrace.streams.processor.TimestampExtractor;
import io.tailrace.streams.topology.StoreDefaults;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a task needs of the application's configuration.
 *
 * @param processingPolicy how often a processor is tried
 * @param maxTaskIdleMs see {@code max.task.idle.ms}
 * @param sourceIdleTimeoutMs see {@code source.idle.timeout.ms}
 * @param lateTopic see {@code late.records.topic.name}
 * @param appConfigs the whole configuration, for user code
 * @param metrics of the instance
 */
public record TaskSettings(
        String applicationId,
        Supplier<Serde<?>> keySerde,
        Supplier<Serde<?>> valueSerde,
        TimestampExtractor timestampExtractor,
        Handlers handlers,
        ErrorPolicy processingPolicy,
        long maxTaskIdleMs,
        long sourceIdleTimeoutMs,
        @Nullable String lateTopic,
        StoreDefaults storeDefaults,
        Map<String, Object> appConfigs,
        ApplicationMetrics metrics) {
    /** The exception handlers. */
    public record Handlers(
            DeserializationExceptionHandler deserialization,
            ProcessingExceptionHandler processing,
            ProductionExceptionHandler production) {}

    /** Settings with metrics of their own, for one task alone. */
    public static TaskSettings from(StreamsConfig config) {
        return from(
                config,
                ApplicationMetrics.of(
                        config,
                        Objects.requireNonNull(config.getString(StreamsConfig.APPLICATION_ID_CONFIG)),
                        Time.SYSTEM));
    }

    /** Memory for the caches: the application's, or none if a topology with a name wants none. */
    public static long cacheBytes(StreamsConfig config, @Nullable TopologyConfig topology) {
        return topology != null && topology.isNamedTopology() && topology.cacheSize == 0
                ? 0
                : config.getLong(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG);
    }

    /** These settings with what the topology was built with in their place, where it says something. */
    public TaskSettings overriddenBy(@Nullable TopologyConfig topology) {
        if (topology == null) {
            return this;
        }
        boolean named = topology.isNamedTopology();
        return new TaskSettings(
                applicationId,
                keySerde,
                valueSerde,
                named ? topology.timestampExtractorSupplier.get() : timestampExtractor,
                named
                        ? new Handlers(
                                topology.deserializationExceptionHandlerSupplier.get(),
                                handlers.processing(),
                                handlers.production())
                        : handlers,
                processingPolicy,
                named ? topology.maxTaskIdleMs : maxTaskIdleMs,
                sourceIdleTimeoutMs,
                lateTopic,
                topology.resolveDslStoreSuppliers().map(storeDefaults::ofKind).orElse(storeDefaults),
                appConfigs,
                metrics);
    }

    public static TaskSettings from(StreamsConfig config, ApplicationMetrics metrics) {
        Map<String, Object> all = new HashMap<>(config.originals());
        config.values().forEach(all::putIfAbsent);
        return new TaskSettings(
                Objects.requireNonNull(config.getString(StreamsConfig.APPLICATION_ID_CONFIG)),
                config::defaultKeySerde,
                config::defaultValueSerde,
                config.defaultTimestampExtractor(),
                new Handlers(
                        config.deserializationExceptionHandler(),
                        config.processingExceptionHandler(),
                        config.productionExceptionHandler()),
                Objects.requireNonNullElse(config.errorPolicy(), ErrorPolicy.fail()),
                config.getLong(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG),
                config.getLong(StreamsConfig.SOURCE_IDLE_TIMEOUT_MS_CONFIG),
                config.getString(StreamsConfig.LATE_RECORDS_TOPIC_NAME_CONFIG),
                StoreDefaults.of(config),
                Collections.unmodifiableMap(all),
                metrics);
    }

    /** The same, but an error of a processor always ends the task. */
    public TaskSettings withFailOnProcessingErrors() {
        return new TaskSettings(
                applicationId,
                keySerde,
                valueSerde,
                timestampExtractor,
                new Handlers(
                        handlers.deserialization(), new LogAndFailProcessingExceptionHandler(), handlers.production()),
                ErrorPolicy.fail(),
                maxTaskIdleMs,
                sourceIdleTimeoutMs,
                lateTopic,
                storeDefaults,
                appConfigs,
                metrics);
    }
}
