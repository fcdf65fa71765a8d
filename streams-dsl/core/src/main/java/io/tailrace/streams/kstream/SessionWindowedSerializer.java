package io.tailrace.streams.kstream;

import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.serialization.Serializer;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a windowed key as the key followed by the session's end and start (8 bytes each, big endian, ms).
 *
 * <p><b>Threads:</b> as the inner serializer.
 */
public class SessionWindowedSerializer<T> implements WindowedSerializer<T> {
    /** Class of the inner serializer when this one is made by configuration. */
    public static final String WINDOWED_INNER_SERIALIZER_CLASS = "windowed.inner.serializer.class";

    private @Nullable Serializer<T> inner;

    public SessionWindowedSerializer() {}

    public SessionWindowedSerializer(@Nullable Serializer<T> inner) {
        this.inner = inner;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        inner = InnerSerdes.serializer(inner, WINDOWED_INNER_SERIALIZER_CLASS, configs, isKey);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Windowed<T> data) {
        return serialize(topic, new RecordHeaders(), data);
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable Windowed<T> data) {
        Serializer<T> keys = InnerSerdes.required(inner, "serializer", this);
        if (data == null) {
            return null;
        }
        byte[] key = keys.serialize(topic, headers, data.key());
        return ByteBuffer.allocate(key.length + 2 * Long.BYTES)
                .put(key)
                .putLong(data.window().end())
                .putLong(data.window().start())
                .array();
    }

    @Override
    public byte[] serializeBaseKey(String topic, Windowed<T> data) {
        return serializeBaseKey(topic, new RecordHeaders(), data);
    }

    @Override
    public byte[] serializeBaseKey(String topic, Headers headers, Windowed<T> data) {
        return InnerSerdes.required(inner, "serializer", this).serialize(topic, headers, data.key());
    }

    @Nullable
    Serializer<T> innerSerializer() {
        return inner;
    }

    @Override
    public void close() {
        if (inner != null) {
            inner.close();
        }
    }
}
