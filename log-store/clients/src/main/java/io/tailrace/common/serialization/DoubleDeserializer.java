package io.tailrace.common.serialization;

import io.tailrace.common.header.Headers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Reads the 64 bits of a double, big endian. */
public class DoubleDeserializer implements Deserializer<Double> {

    @Override
    public @Nullable Double deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        FixedWidth.check("Double", Double.BYTES, data.length);
        return Double.longBitsToDouble((long) FixedWidth.LONGS.get(data, 0));
    }

    @Override
    public @Nullable Double deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
        if (data == null) {
            return null;
        }
        FixedWidth.check("Double", Double.BYTES, data.remaining());
        return data.duplicate().order(ByteOrder.BIG_ENDIAN).getDouble();
    }
}
