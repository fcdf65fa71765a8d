package io.tailrace.common.serialization;

import org.jspecify.annotations.Nullable;

/** Passes bytes through. */
public class ByteArraySerializer implements Serializer<byte[]> {

    @Override
    public byte @Nullable [] serialize(String topic, byte @Nullable [] data) {
        return data;
    }
}
