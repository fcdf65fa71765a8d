package io.tailrace.streams.kstream;

import io.tailrace.common.errors.SerializationException;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.serialization.Deserializer;
import io.tailrace.streams.kstream.internals.TimeWindow;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link TimeWindowedSerializer} wrote; the window's end is its start plus the window size in ms.
 *
 * <p><b>Threads:</b> as the inner deserializer.
 */
public class TimeWindowedDeserializer<T> implements Deserializer<Windowed<T>> {
    /** Window size in ms when this deserializer is made by configuration. */
    public static final String WINDOW_SIZE_MS_CONFIG = "window.size.ms";

    /** Class of the inner deserializer when this one is made by configuration. */
    public static final String WINDOWED_INNER_DESERIALIZER_CLASS = "windowed.inner.deserializer.class";

    private static final int SEQUENCE_BYTES = 4;

    private @Nullable Deserializer<T> inner;
    private @Nullable Long windowSize;
    private boolean isChangelogTopic;

    public TimeWindowedDeserializer() {}

    public TimeWindowedDeserializer(@Nullable Deserializer<T> inner, @Nullable Long windowSize) {
        this.inner = inner;
        this.windowSize = windowSize;
    }

    public @Nullable Long getWindowSize() {
        return windowSize;
    }

    public void setIsChangelogTopic(boolean isChangelogTopic) {
        this.isChangelogTopic = isChangelogTopic;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        Object configured = configs.get(WINDOW_SIZE_MS_CONFIG);
        if (windowSize != null && configured != null) {
            throw new IllegalArgumentException("Window size should not be set in both the time windowed deserializer"
                    + " constructor and the " + WINDOW_SIZE_MS_CONFIG + " config");
        }
        if (windowSize == null && configured == null) {
            throw new IllegalArgumentException(
                    "Window size needs to be set either through the time windowed deserializer constructor or the "
                            + WINDOW_SIZE_MS_CONFIG + " config but not both");
        }
        windowSize = windowSize == null ? Long.valueOf(configured.toString()) : windowSize;
        inner = InnerSerdes.deserializer(inner, WINDOWED_INNER_DESERIALIZER_CLASS, configs, isKey);
    }

    @Override
    public @Nullable Windowed<T> deserialize(String topic, byte @Nullable [] data) {
        return deserialize(topic, new RecordHeaders(), data);
    }

    @Override
    public @Nullable Windowed<T> deserialize(String topic, Headers headers, byte @Nullable [] data) {
        Deserializer<T> keys = InnerSerdes.required(inner, "deserializer", this);
        if (data == null || data.length == 0) {
            return null;
        }
        int keyBytes = data.length - Long.BYTES - (isChangelogTopic ? SEQUENCE_BYTES : 0);
        if (keyBytes < 0) {
            throw new SerializationException(
                    "Expected a windowed key of at least " + (data.length - keyBytes) + " bytes, found " + data.length);
        }
        T key = keys.deserialize(topic, headers, Arrays.copyOf(data, keyBytes));
        long start = ByteBuffer.wrap(data).getLong(keyBytes);
        long end = start + Objects.requireNonNull(windowSize, WINDOW_SIZE_MS_CONFIG);
        return new Windowed<>(key, new TimeWindow(start, end < 0 ? Long.MAX_VALUE : end));
    }

    @Nullable
    Deserializer<T> innerDeserializer() {
        return inner;
    }

    @Override
    public void close() {
        if (inner != null) {
            inner.close();
        }
    }
}
