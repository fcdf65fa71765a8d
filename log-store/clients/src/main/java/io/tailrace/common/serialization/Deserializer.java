package io.tailrace.common.serialization;

import io.tailrace.common.header.Headers;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a key or value into objects. A consumer calls it on the thread that polls.
 */
@FunctionalInterface
public interface Deserializer<T> extends Closeable {

    /**
     * Called once, if the instance was made from its class name.
     *
     * @param isKey whether it is to read keys
     */
    default void configure(Map<String, ?> configs, boolean isKey) {}

    /**
     * @param data the bytes, null for a tombstone or missing key: may then return null or a default, but not throw
     * @throws io.tailrace.common.errors.SerializationException if the bytes are not an encoding of T
     */
    @Nullable
    T deserialize(String topic, byte @Nullable [] data);

    /** As {@link #deserialize(String, byte[])}, with the record's headers, which are read-only. */
    default @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] data) {
        return deserialize(topic, data);
    }

    /**
     * As {@link #deserialize(String, Headers, byte[])}, without a copy for those that can read a buffer. The bytes are
     * those between position and limit; the buffer is only valid during the call and must not be changed.
     */
    default @Nullable T deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
        return deserialize(topic, headers, FixedWidth.bytes(data));
    }

    @Override
    default void close() {}
}
