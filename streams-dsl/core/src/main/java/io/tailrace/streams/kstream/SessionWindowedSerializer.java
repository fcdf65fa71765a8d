package io.tailrace.streams.kstream;

import io.tailrace.common.serialization.Serializer;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
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
        if (data == null) {
            return null;
        }
        byte[] key = serializeBaseKey(topic, data);
        return ByteBuffer.allocate(key.length + 2 * Long.BYTES)
                .put(key)
                .putLong(data.window().end())
                .putLong(data.window().start())
                .array();
    }

    @Override
    public byte[] serializeBaseKey(String topic, Windowed<T> data) {
        return Objects.requireNonNull(inner, "inner serializer").serialize(topic, data.key());
    }

    @Override
    public void close() {
        if (inner != null) {
            inner.close();
        }
    }
}
