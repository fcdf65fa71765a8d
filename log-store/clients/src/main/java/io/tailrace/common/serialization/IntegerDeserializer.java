package io.tailrace.common.serialization;

import io.tailrace.common.header.Headers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Reads a 32-bit integer, big endian. */
public class IntegerDeserializer implements Deserializer<Integer> {

    @Override
    public @Nullable Integer deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        FixedWidth.check("Integer", Integer.BYTES, data.length);
        return (int) FixedWidth.INTS.get(data, 0);
    }

    @Override
    public @Nullable Integer deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
        if (data == null) {
            return null;
        }
        FixedWidth.check("Integer", Integer.BYTES, data.remaining());
        return data.duplicate().order(ByteOrder.BIG_ENDIAN).getInt();
    }
}
