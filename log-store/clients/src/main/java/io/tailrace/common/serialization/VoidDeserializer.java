package io.tailrace.common.serialization;

import org.jspecify.annotations.Nullable;

/** For records that have no key, or no value. */
public class VoidDeserializer implements Deserializer<Void> {

    /** @throws IllegalArgumentException if there are bytes */
    @Override
    public @Nullable Void deserialize(String topic, byte @Nullable [] data) {
        if (data != null) {
            throw new IllegalArgumentException("expected no bytes, actual bytes=" + data.length + ", topic=" + topic);
        }
        return null;
    }
}
