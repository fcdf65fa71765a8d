package io.tailrace.streams.kstream;

import io.tailrace.common.header.Headers;
import io.tailrace.common.serialization.Serializer;

/**
 * A serializer of windowed keys that can also serialise the key alone, for partitioning.
 *
 * <p><b>Threads:</b> as {@link Serializer}.
 */
public interface WindowedSerializer<T> extends Serializer<Windowed<T>> {
    /** The bytes of the key without its window. */
    byte[] serializeBaseKey(String topic, Windowed<T> data);

    /** As above with headers, which the inner serializer may use. */
    default byte[] serializeBaseKey(String topic, Headers headers, Windowed<T> data) {
        return serializeBaseKey(topic, data);
    }
}
