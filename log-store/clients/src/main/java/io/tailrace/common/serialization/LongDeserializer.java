package io.tailrace.common.serialization;

import io.tailrace.common.header.Headers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Reads a 64-bit integer, big endian. */
public class LongDeserializer implements Deserializer<Long> {

    @Override
    public @Nullable Long deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        FixedWidth.check("Long", Long.BYTES, data.length);
        return (long) FixedWidth.LONGS.get(data, 0);
    }

    @Override
    public @Nullable Long deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
        if (data == null) {
            return null;
        }
        FixedWidth.check("Long", Long.BYTES, data.remaining());
        long read = data.getLong(data.position());
        return data.order() == ByteOrder.BIG_ENDIAN ? read : Long.reverseBytes(read);
    }
}
