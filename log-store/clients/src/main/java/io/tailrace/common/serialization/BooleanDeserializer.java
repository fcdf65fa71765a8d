package io.tailrace.common.serialization;

import io.tailrace.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Reads one byte: 1 or 0. */
public class BooleanDeserializer implements Deserializer<Boolean> {

    @Override
    public @Nullable Boolean deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        FixedWidth.check("Boolean", 1, data.length);
        return switch (data[0]) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new SerializationException("expected a Boolean byte of 0 or 1, actual=" + data[0]);
        };
    }
}
