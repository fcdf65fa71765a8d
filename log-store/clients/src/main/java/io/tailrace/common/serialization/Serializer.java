package io.tailrace.common.serialization;

import io.tailrace.common.header.Headers;
import java.io.Closeable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects into the bytes of a key or value. A producer calls it on the thread that sends; one that is shared by
 * several producers must be thread-safe.
 */
@FunctionalInterface
public interface Serializer<T> extends Closeable {

    /**
     * Called once, if the instance was made from its class name.
     *
     * @param isKey whether it is to serialise keys
     */
    default void configure(Map<String, ?> configs, boolean isKey) {}

    /**
     * @return the bytes, which belong to the caller; null for null
     * @throws io.tailrace.common.errors.SerializationException if {@code data} has no encoding
     */
    byte @Nullable [] serialize(String topic, @Nullable T data);

    /** As {@link #serialize(String, Object)}; may read and change the record's headers. */
    default byte @Nullable [] serialize(String topic, Headers headers, @Nullable T data) {
        return serialize(topic, data);
    }

    @Override
    default void close() {}
}
