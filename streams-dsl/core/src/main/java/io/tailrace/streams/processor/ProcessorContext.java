package io.tailrace.streams.processor;

import io.tailrace.common.header.Headers;
import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.StreamsMetrics;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link io.tailrace.streams.kstream.ValueTransformerWithKey} sees of its task. Processors have {@link
 * io.tailrace.streams.processor.api.ProcessorContext}.
 *
 * <p><b>Threads:</b> only the thread that owns the task.
 */
public interface ProcessorContext {
    String applicationId();

    TaskId taskId();

    /** The default key serde of the configuration. */
    Serde<?> keySerde();

    /** The default value serde of the configuration. */
    Serde<?> valueSerde();

    /** The task's directory for persistent state. */
    File stateDir();

    /** The metrics of the application. */
    StreamsMetrics metrics();

    /** Registers a store; where stores come from the topology this is unsupported. */
    void register(StateStore store, StateRestoreCallback stateRestoreCallback);

    /** @throws io.tailrace.streams.errors.StreamsException if the store is not connected to this processor */
    @SuppressWarnings("TypeParameterUnusedInFormals") // Kafka's signature
    <S extends StateStore> S getStateStore(String name);

    Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback);

    Cancellable schedule(Instant startTime, Duration interval, PunctuationType type, Punctuator callback);

    /** Forwards a record to all children; a transformer cannot. */
    <K, V> void forward(K key, V value);

    /** Forwards a record to some children; a transformer cannot. */
    <K, V> void forward(K key, V value, To to);

    /** Asks for a commit soon; returns at once. */
    void commit();

    /** Topic of the input record in process, or null if there is none. */
    @Nullable
    String topic();

    /** Partition of the input record in process, or -1. */
    int partition();

    /** Offset of the input record in process, or -1. */
    long offset();

    /** Headers of the record in process. */
    Headers headers();

    /** Timestamp (ms) of the record in process. */
    long timestamp();

    Map<String, Object> appConfigs();

    Map<String, Object> appConfigsWithPrefix(String prefix);

    /** Wall-clock time in ms since the epoch. */
    long currentSystemTimeMs();

    /** Largest timestamp (ms) that the task has seen so far; -1 before the first record. */
    long currentStreamTimeMs();
}
