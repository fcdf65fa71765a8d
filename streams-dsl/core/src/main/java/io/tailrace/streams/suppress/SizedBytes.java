package io.tailrace.streams.suppress;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes behind their length in 4 bytes, where -1 stands for null. */
final class SizedBytes {
    private static final int NULL = -1;

    private SizedBytes() {}

    static void put(ByteBuffer out, byte @Nullable [] bytes) {
        if (bytes == null) {
            out.putInt(NULL);
        } else {
            out.putInt(bytes.length).put(bytes);
        }
    }

    static byte @Nullable [] get(ByteBuffer in) {
        return get(in, in.getInt());
    }

    /** @throws IllegalArgumentException if there are fewer bytes than that */
    static byte @Nullable [] get(ByteBuffer in, int length) {
        if (length == NULL) {
            return null;
        }
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("expected a length from -1 to " + in.remaining() + ", actual " + length);
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
