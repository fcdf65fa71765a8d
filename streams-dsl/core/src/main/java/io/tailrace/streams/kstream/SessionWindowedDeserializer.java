package io.tailrace.streams.kstream;

import io.tailrace.common.errors.SerializationException;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.serialization.Deserializer;
import io.tailrace.streams.kstream.internals.SessionWindow;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link SessionWindowedSerializer} wrote.
 *
 * <p><b>Threads:</b> as the inner deserializer.
 */
public class SessionWindowedDeserializer<T> implements Deserializer<Windowed<T>> {
    /** Class of the inner deserializer when this one is made by configuration. */
    public static final String WINDOWED_INNER_DESERIALIZER_CLASS = "windowed.inner.deserializer.class";

    private @Nullable Deserializer<T> inner;

    public SessionWindowedDeserializer() {}

    public SessionWindowedDeserializer(@Nullable Deserializer<T> inner) {
        this.inner = inner;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
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
        int keyBytes = data.length - 2 * Long.BYTES;
        if (keyBytes < 0) {
            throw new SerializationException(
                    "Expected a session key of at least " + 2 * Long.BYTES + " bytes, found " + data.length);
        }
        T key = keys.deserialize(topic, headers, Arrays.copyOf(data, keyBytes));
        ByteBuffer window = ByteBuffer.wrap(data, keyBytes, 2 * Long.BYTES);
        long end = window.getLong();
        return new Windowed<>(key, new SessionWindow(window.getLong(), end));
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
