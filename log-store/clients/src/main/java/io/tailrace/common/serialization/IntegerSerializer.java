package io.tailrace.common.serialization;

import org.jspecify.annotations.Nullable;

/** Writes a 32-bit integer, big endian. */
public class IntegerSerializer implements Serializer<Integer> {

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Integer data) {
        if (data == null) {
            return null;
        }
        byte[] bytes = new byte[Integer.BYTES];
        FixedWidth.INTS.set(bytes, 0, data.intValue());
        return bytes;
    }
}
