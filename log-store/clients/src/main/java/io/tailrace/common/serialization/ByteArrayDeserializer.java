package io.tailrace.common.serialization;

import org.jspecify.annotations.Nullable;

/** Passes bytes through. */
public class ByteArrayDeserializer implements Deserializer<byte[]> {

    @Override
    public byte @Nullable [] deserialize(String topic, byte @Nullable [] data) {
        return data;
    }
}
