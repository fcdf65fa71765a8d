package io.tailrace.common.serialization;

import io.tailrace.common.header.Headers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Reads a 16-bit integer, big endian. */
public class ShortDeserializer implements Deserializer<Short> {

    @Override
    public @Nullable Short deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        FixedWidth.check("Short", Short.BYTES, data.length);
        return (short) FixedWidth.SHORTS.get(data, 0);
    }

    @Override
    public @Nullable Short deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
        if (data == null) {
            return null;
        }
        FixedWidth.check("Short", Short.BYTES, data.remaining());
        return data.duplicate().order(ByteOrder.BIG_ENDIAN).getShort();
    }
}
