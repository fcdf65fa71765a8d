package io.tailrace.common.serialization;

import org.jspecify.annotations.Nullable;

/** Writes the 64 bits of a double, big endian. */
public class DoubleSerializer implements Serializer<Double> {

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Double data) {
        if (data == null) {
            return null;
        }
        byte[] bytes = new byte[Double.BYTES];
        FixedWidth.LONGS.set(bytes, 0, Double.doubleToLongBits(data));
        return bytes;
    }
}
