package io.tailrace.common.serialization;

import io.tailrace.common.errors.SerializationException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Big-endian numbers in arrays, and the length check of every fixed-width encoding.
 *
 * <p><b>Threads:</b> stateless.
 */
final class FixedWidth {

    static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private FixedWidth() {}

    static void check(String type, int expectedBytes, int actualBytes) {
        if (actualBytes != expectedBytes) {
            throw new SerializationException(
                    "expected a " + type + " of " + expectedBytes + " bytes, actual bytes=" + actualBytes);
        }
    }

    static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }
}
