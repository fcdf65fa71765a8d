package io.tailrace.streams.processor.api;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.StreamsMetrics;
import io.tailrace.streams.processor.Cancellable;
import io.tailrace.streams.processor.PunctuationType;
import io.tailrace.streams.processor.Punctuator;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.TaskId;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a processor can ask of its task.
 *
 * <p><b>Threads:</b> only the thread that owns the task, inside {@code init}, {@code process} or a punctuation.
 */
public interface ProcessingContext {
    String applicationId();

    TaskId taskId();

    /** Topic, partition and offset of the input record in process; empty in init and punctuations. */
    Optional<RecordMetadata> recordMetadata();

    /** The default key serde of the configuration. */
    Serde<?> keySerde();

    /** The default value serde of the configuration. */
    Serde<?> valueSerde();

    /** The task's directory for persistent state. */
    File stateDir();

    /** @throws StreamsException if the store is not connected to this processor */
    @SuppressWarnings("TypeParameterUnusedInFormals") // Kafka's signature
    <S extends StateStore> S getStateStore(String name);

    /** Schedules a punctuation, first one interval from now (wall clock) or at the first record (stream time). */
    Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback);

    /** Schedules a punctuation at {@code startTime} plus multiples of the interval. */
    Cancellable schedule(Instant startTime, Duration interval, PunctuationType type, Punctuator callback);

    /** The metrics of the application. */
    StreamsMetrics metrics();

    /**
     * The durable timers of this processor. Not in Kafka.
     *
     * @param storeName a store that is connected to this processor and to no other, made by {@link Timers#storeBuilder}
     * @param callback is called when a timer is due
     */
    default <K> Timers<K> timers(String storeName, Serde<K> keySerde, TimerCallback<K> callback) {
        throw new UnsupportedOperationException(
                "This context has no timers: " + getClass().getName());
    }

    /** Asks for a commit soon; returns at once. */
    void commit();

    /** The application's configuration, originals and parsed. */
    Map<String, Object> appConfigs();

    Map<String, Object> appConfigsWithPrefix(String prefix);

    /** Wall-clock time in ms since the epoch. */
    long currentSystemTimeMs();

    /** Largest timestamp (ms) that the task has seen so far; -1 before the first record. */
    long currentStreamTimeMs();
}
