package io.tailrace.common.serialization;

import org.jspecify.annotations.Nullable;

/** Writes a 16-bit integer, big endian. */
public class ShortSerializer implements Serializer<Short> {

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Short data) {
        if (data == null) {
            return null;
        }
        byte[] bytes = new byte[Short.BYTES];
        FixedWidth.SHORTS.set(bytes, 0, data.shortValue());
        return bytes;
    }
}
