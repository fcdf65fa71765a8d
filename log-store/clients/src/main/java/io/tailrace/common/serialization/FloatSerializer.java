package io.tailrace.common.serialization;

import org.jspecify.annotations.Nullable;

/** Writes the 32 bits of a float, big endian. */
public class FloatSerializer implements Serializer<Float> {

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Float data) {
        if (data == null) {
            return null;
        }
        byte[] bytes = new byte[Float.BYTES];
        FixedWidth.INTS.set(bytes, 0, Float.floatToRawIntBits(data));
        return bytes;
    }
}
