package io.tailrace.protocol.codec;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the primitive types of the protocol at a buffer's reader index. Whatever the bytes are, the result is a value
 * or a {@link MalformedMessageException} that names the field; a length is held against the bytes that are there
 * before anything is allocated.
 *
 * <p>Lengths come in two encodings: classic (int16 for strings, int32 otherwise, -1 for null) and, in flexible
 * versions, compact (unsigned varint of length + 1, 0 for null). See KIP-482.
 *
 * <p><b>Threads:</b> stateless; the buffer belongs to the caller.
 */
public final class WireReader {

    /** Shared value of empty {@code bytes} fields. */
    public static final byte[] NO_BYTES = {};

    private static final int NULL = -1;

    private WireReader() {}

    public static boolean readBool(ByteBuf in, String field) {
        require(in, 1, field);
        return in.readByte() != 0;
    }

    public static byte readInt8(ByteBuf in, String field) {
        require(in, Byte.BYTES, field);
        return in.readByte();
    }

    public static short readInt16(ByteBuf in, String field) {
        require(in, Short.BYTES, field);
        return in.readShort();
    }

    public static int readUint16(ByteBuf in, String field) {
        require(in, Short.BYTES, field);
        return in.readUnsignedShort();
    }

    public static int readInt32(ByteBuf in, String field) {
        require(in, Integer.BYTES, field);
        return in.readInt();
    }

    public static long readUint32(ByteBuf in, String field) {
        require(in, Integer.BYTES, field);
        return in.readUnsignedInt();
    }

    public static long readInt64(ByteBuf in, String field) {
        require(in, Long.BYTES, field);
        return in.readLong();
    }

    public static double readFloat64(ByteBuf in, String field) {
        require(in, Double.BYTES, field);
        return in.readDouble();
    }

    public static UUID readUuid(ByteBuf in, String field) {
        require(in, 2 * Long.BYTES, field);
        long high = in.readLong();
        long low = in.readLong();
        return high == 0 && low == 0 ? Uuids.ZERO : new UUID(high, low);
    }

    /**
     * Reads an unsigned varint: seven bits a byte, lowest first, at most five bytes, at most 2^31 - 1.
     *
     * @throws MalformedMessageException if it is longer or larger
     */
    public static int readUnsignedVarint(ByteBuf in, String field) {
        require(in, 1, field);
        int first = in.readByte();
        return first >= 0 ? first : readLongVarint(in, first & 0x7f, field);
    }

    private static int readLongVarint(ByteBuf in, int lowestBits, String field) {
        long value = lowestBits;
        for (int shift = 7; shift <= 28; shift += 7) {
            require(in, 1, field);
            int next = in.readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                if (value > Integer.MAX_VALUE) {
                    break;
                }
                return (int) value;
            }
        }
        throw new MalformedMessageException("expected an unsigned varint of at most " + Integer.MAX_VALUE + " for "
                + field + ", actual a larger one, at byte " + in.readerIndex());
    }

    /** Reads the byte before a nullable structure. Returns whether the structure follows. */
    public static boolean readPresence(ByteBuf in, String field) {
        return readInt8(in, field) >= 0;
    }

    /** Reads a string of at most 32767 UTF-8 bytes. */
    public static @Nullable String readString(ByteBuf in, boolean compact, boolean nullable, String field) {
        int length = compact ? readUnsignedVarint(in, field) - 1 : readInt16(in, field);
        if (length > Short.MAX_VALUE) {
            throw new MalformedMessageException("expected a string of at most " + Short.MAX_VALUE + " bytes for "
                    + field + ", actual length=" + length + ", at byte " + in.readerIndex());
        }
        if (checkLength(in, length, nullable, field) == NULL) {
            return null;
        }
        String value = in.toString(in.readerIndex(), length, StandardCharsets.UTF_8);
        in.skipBytes(length);
        return value;
    }

    /** Reads bytes into an array of their own. */
    public static byte @Nullable [] readBytes(ByteBuf in, boolean compact, boolean nullable, String field) {
        int length = checkLength(in, readLength(in, compact, field), nullable, field);
        if (length == NULL) {
            return null;
        }
        if (length == 0) {
            return NO_BYTES;
        }
        byte[] bytes = new byte[length];
        in.readBytes(bytes);
        return bytes;
    }

    /** Reads records as a slice that shares the memory of {@code in} and holds one reference to it. */
    public static @Nullable ByteBuf readRecords(ByteBuf in, boolean compact, boolean nullable, String field) {
        int length = checkLength(in, readLength(in, compact, field), nullable, field);
        return length == NULL ? null : in.readRetainedSlice(length);
    }

    /**
     * Reads the number of elements of an array, or -1 for null.
     *
     * @param minElementSizeBytes the least that one element takes: more elements than fit in the rest are refused
     */
    public static int readArrayLength(
            ByteBuf in, int minElementSizeBytes, boolean compact, boolean nullable, String field) {
        int length = readLength(in, compact, field);
        if (length > in.readableBytes() / minElementSizeBytes) {
            throw new MalformedMessageException("expected at most " + in.readableBytes() / minElementSizeBytes
                    + " elements of " + field + " in the remaining " + in.readableBytes() + " bytes, actual length="
                    + length + ", at byte " + in.readerIndex());
        }
        return checkLength(in, length, nullable, field);
    }

    private static int readLength(ByteBuf in, boolean compact, String field) {
        return compact ? readUnsignedVarint(in, field) - 1 : readInt32(in, field);
    }

    private static int checkLength(ByteBuf in, int length, boolean nullable, String field) {
        if (length == NULL && nullable) {
            return NULL;
        }
        if (length < 0) {
            throw new MalformedMessageException("expected a length of at least " + (nullable ? NULL : 0) + " for "
                    + field + ", actual length=" + length + ", at byte " + in.readerIndex());
        }
        require(in, length, field);
        return length;
    }

    /** @throws MalformedMessageException if fewer than {@code sizeBytes} bytes are left */
    static void require(ByteBuf in, int sizeBytes, String field) {
        if (in.readableBytes() < sizeBytes) {
            throw new MalformedMessageException("expected " + sizeBytes + " bytes for " + field + ", actual "
                    + in.readableBytes() + " left, at byte " + in.readerIndex());
        }
    }
}
