package io.tailrace.streams.state;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Marks a store of bytes whose values begin with an 8-byte timestamp. */
public interface TimestampedBytesStore {

    /** {@code plainValue} with the timestamp -1 (unknown) before it; null stays null. */
    static byte @Nullable [] convertToTimestampedFormat(byte @Nullable [] plainValue) {
        return plainValue == null
                ? null
                : ByteBuffer.allocate(Long.BYTES + plainValue.length)
                        .putLong(-1)
                        .put(plainValue)
                        .array();
    }
}
