package io.tailrace.protocol.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The number of bytes that {@link WireWriter} makes of a value, its length prefix included.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class WireSize {

    private WireSize() {}

    /** Size of an unsigned varint: one byte for each seven significant bits. */
    public static int ofUnsignedVarint(int value) {
        return value == 0 ? 1 : (38 - Integer.numberOfLeadingZeros(value)) / 7;
    }

    public static int ofString(@Nullable String value, boolean compact) {
        if (value == null) {
            return compact ? 1 : Short.BYTES;
        }
        int length = ByteBufUtil.utf8Bytes(value);
        return length + (compact ? ofUnsignedVarint(length + 1) : Short.BYTES);
    }

    public static int ofBytes(byte @Nullable [] value, boolean compact) {
        int length = value == null ? 0 : value.length;
        return length + ofLength(value == null ? -1 : length, compact);
    }

    public static int ofRecords(@Nullable ByteBuf value, boolean compact) {
        int length = value == null ? 0 : value.readableBytes();
        return length + ofLength(value == null ? -1 : length, compact);
    }

    /** Size of the prefix alone; elements come on top. */
    public static int ofArrayLength(@Nullable List<?> value, boolean compact) {
        return ofLength(value == null ? -1 : value.size(), compact);
    }

    private static int ofLength(int length, boolean compact) {
        return compact ? ofUnsignedVarint(length + 1) : Integer.BYTES;
    }
}
