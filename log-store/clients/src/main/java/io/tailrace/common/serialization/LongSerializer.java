package io.tailrace.common.serialization;

import org.jspecify.annotations.Nullable;

/** Writes a 64-bit integer, big endian. */
public class LongSerializer implements Serializer<Long> {

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Long data) {
        if (data == null) {
            return null;
        }
        byte[] bytes = new byte[Long.BYTES];
        FixedWidth.LONGS.set(bytes, 0, data.longValue());
        return bytes;
    }
}
