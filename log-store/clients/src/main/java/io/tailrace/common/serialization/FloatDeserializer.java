package io.tailrace.common.serialization;

import io.tailrace.common.header.Headers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Reads the 32 bits of a float, big endian. */
public class FloatDeserializer implements Deserializer<Float> {

    @Override
    public @Nullable Float deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        FixedWidth.check("Float", Float.BYTES, data.length);
        return Float.intBitsToFloat((int) FixedWidth.INTS.get(data, 0));
    }

    @Override
    public @Nullable Float deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
        if (data == null) {
            return null;
        }
        FixedWidth.check("Float", Float.BYTES, data.remaining());
        return data.duplicate().order(ByteOrder.BIG_ENDIAN).getFloat();
    }
}
