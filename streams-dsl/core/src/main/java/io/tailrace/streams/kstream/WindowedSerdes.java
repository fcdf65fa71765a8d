package io.tailrace.streams.kstream;

import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serdes;

/** Serdes of windowed keys. */
public class WindowedSerdes {
    public WindowedSerdes() {}

    /** Key, then the window's start as 8 bytes; the end follows from the window size in ms. */
    public static class TimeWindowedSerde<T> extends Serdes.WrapperSerde<Windowed<T>> {
        public TimeWindowedSerde() {
            super(new TimeWindowedSerializer<>(), new TimeWindowedDeserializer<>());
        }

        public TimeWindowedSerde(Serde<T> inner, long windowSize) {
            super(
                    new TimeWindowedSerializer<>(inner.serializer()),
                    new TimeWindowedDeserializer<>(inner.deserializer(), windowSize));
        }

        /** Reads the key format of changelog topics. */
        public TimeWindowedSerde<T> forChangelog(boolean isChangelogTopic) {
            if (deserializer() instanceof TimeWindowedDeserializer<?> deserializer) {
                deserializer.setIsChangelogTopic(isChangelogTopic);
            }
            return this;
        }
    }

    /** Key, then the session's end and start as 8 bytes each. */
    public static class SessionWindowedSerde<T> extends Serdes.WrapperSerde<Windowed<T>> {
        public SessionWindowedSerde() {
            super(new SessionWindowedSerializer<>(), new SessionWindowedDeserializer<>());
        }

        public SessionWindowedSerde(Serde<T> inner) {
            super(
                    new SessionWindowedSerializer<>(inner.serializer()),
                    new SessionWindowedDeserializer<>(inner.deserializer()));
        }
    }

    public static <T> Serde<Windowed<T>> timeWindowedSerdeFrom(Class<T> type, long windowSize) {
        return new TimeWindowedSerde<>(Serdes.serdeFrom(type), windowSize);
    }

    public static <T> Serde<Windowed<T>> sessionWindowedSerdeFrom(Class<T> type) {
        return new SessionWindowedSerde<>(Serdes.serdeFrom(type));
    }
}
