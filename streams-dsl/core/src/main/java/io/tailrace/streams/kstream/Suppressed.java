package io.tailrace.streams.kstream;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which updates of a table go on, and when. Held back updates of a key are merged: only the last one goes on.
 *
 * <p>Time here is stream time: held back updates go on when a later record comes. They are kept in the heap and in a changelog topic in
 * Kafka's format, {@code <application.id>-<name>-store-changelog}.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param <K> key type of the table
 */
public interface Suppressed<K> extends NamedOperation<Suppressed<K>> {
    /** A buffer that never emits early. */
    interface StrictBufferConfig extends BufferConfig<StrictBufferConfig> {}

    /** A buffer that emits early when it is full. */
    interface EagerBufferConfig extends BufferConfig<EagerBufferConfig> {}

    /**
     * How much may be held back, and what happens when that is reached.
     *
     * @param <BC> the kind of configuration
     */
    interface BufferConfig<BC extends BufferConfig<BC>> {
        /** Holds back updates of at most this many keys, and emits early when full. */
        static EagerBufferConfig maxRecords(long recordLimit) {
            return new EagerBuffer(
                    BufferBounds.UNBOUNDED.withMaxRecords(recordLimit).emittingEarly());
        }

        /** As {@link #maxRecords(long)}. */
        BC withMaxRecords(long recordLimit);

        /** Holds back updates of at most this many bytes (keys, values and what they come with), and emits early when full. */
        static EagerBufferConfig maxBytes(long byteLimit) {
            return new EagerBuffer(
                    BufferBounds.UNBOUNDED.withMaxBytes(byteLimit).emittingEarly());
        }

        /** As {@link #maxBytes(long)}. */
        BC withMaxBytes(long byteLimit);

        /** Holds back as much as there is, until the heap is full. */
        static StrictBufferConfig unbounded() {
            return new StrictBuffer(BufferBounds.UNBOUNDED);
        }

        /** As {@link #unbounded()}. */
        StrictBufferConfig withNoBound();

        /** When the bounds are passed, stops processing with a {@link io.tailrace.streams.errors.StreamsException}. */
        StrictBufferConfig shutDownWhenFull();

        /**
         * When the bounds are passed, keeps what is due last in the task's database on disk instead of in the heap. Nothing is emitted
         * early, and the heap stays within the bounds. An addition to Kafka's API.
         */
        StrictBufferConfig spillToDiskWhenFull();

        /** When the bounds are passed, emits what is due first although it is not due yet. */
        EagerBufferConfig emitEarlyWhenFull();

        /** Keeps no changelog: what is held back is lost with the task. */
        BC withLoggingDisabled();

        /** Keeps a changelog topic with these topic configurations on top of the defaults. */
        BC withLoggingEnabled(Map<String, String> config);
    }

    /** Emits only the final result of each window, when the window has closed; a window that was deleted by then gives nothing. */
    @SuppressWarnings("rawtypes") // Kafka's signature: it takes the windows of any key
    static Suppressed<Windowed> untilWindowCloses(StrictBufferConfig bufferConfig) {
        return new Suppression<>(null, null, BufferBounds.of(bufferConfig));
    }

    /** Emits an update when this time has passed since the first update of its key that is held back. */
    @SuppressWarnings("rawtypes") // Kafka's signature
    static <K> Suppressed<K> untilTimeLimit(Duration timeToWaitForMoreEvents, @Nullable BufferConfig bufferConfig) {
        return new Suppression<>(
                null,
                timeToWaitForMoreEvents == null ? Suppression.FOREVER : timeToWaitForMoreEvents,
                BufferBounds.of(bufferConfig));
    }

    /** Names the processor, and with that its store {@code <name>-store} and changelog. */
    @Override
    Suppressed<K> withName(@Nullable String name);
}
