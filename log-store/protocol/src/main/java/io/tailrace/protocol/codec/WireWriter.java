package io.tailrace.protocol.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the primitive types of the protocol at a buffer's writer index: the counterpart of {@link WireReader}.
 *
 * <p><b>Threads:</b> stateless; the buffer belongs to the caller.
 */
public final class WireWriter {

    private static final int MAX_UINT16 = 0xffff;
    private static final long MAX_UINT32 = 0xffff_ffffL;

    private WireWriter() {}

    public static void writeUuid(ByteBuf out, UUID value) {
        out.writeLong(value.getMostSignificantBits());
        out.writeLong(value.getLeastSignificantBits());
    }

    /** Writes a non-negative number in seven bits a byte, lowest first. */
    public static void writeUnsignedVarint(ByteBuf out, int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.writeByte((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    /** Writes the byte before a nullable structure; where null is not legal, checks that there is a structure. */
    public static void writePresence(ByteBuf out, @Nullable Object value, boolean nullable, String field) {
        if (nullable) {
            out.writeByte(value == null ? -1 : 1);
        } else if (value == null) {
            throw UnsupportedFieldException.isNull(field);
        }
    }

    /** Writes a string without an array in between; unpaired surrogates become {@code ?}, as in the JDK. */
    public static void writeString(
            ByteBuf out, @Nullable String value, boolean compact, boolean nullable, String field) {
        if (value == null) {
            writeNull(out, compact, nullable, Short.BYTES, field);
            return;
        }
        int length = ByteBufUtil.utf8Bytes(value);
        if (length > Short.MAX_VALUE) {
            throw new UnsupportedFieldException("expected a string of at most " + Short.MAX_VALUE + " bytes for "
                    + field + ", actual length=" + length);
        }
        if (compact) {
            writeUnsignedVarint(out, length + 1);
        } else {
            out.writeShort(length);
        }
        ByteBufUtil.reserveAndWriteUtf8(out, value, length);
    }

    public static void writeBytes(
            ByteBuf out, byte @Nullable [] value, boolean compact, boolean nullable, String field) {
        if (value == null) {
            writeNull(out, compact, nullable, Integer.BYTES, field);
            return;
        }
        writeLength(out, value.length, compact);
        out.writeBytes(value);
    }

    /** Writes the length of the records and hands their content to {@code sink}. */
    public static void writeRecords(
            ByteBuf out, @Nullable ByteBuf value, boolean compact, boolean nullable, String field, RecordsSink sink) {
        if (value == null) {
            writeNull(out, compact, nullable, Integer.BYTES, field);
            return;
        }
        writeLength(out, value.readableBytes(), compact);
        sink.accept(out, value);
    }

    /** Writes the number of elements; the elements themselves are the caller's to write. */
    public static void writeArrayLength(
            ByteBuf out, @Nullable List<?> value, boolean compact, boolean nullable, String field) {
        if (value == null) {
            writeNull(out, compact, nullable, Integer.BYTES, field);
        } else {
            writeLength(out, value.size(), compact);
        }
    }

    /** @throws IllegalArgumentException if the value does not fit in an unsigned 16-bit number */
    public static void requireUint16(int value, String field) {
        if (value < 0 || value > MAX_UINT16) {
            throw new IllegalArgumentException("expected " + field + " from 0 to " + MAX_UINT16 + ", actual " + value);
        }
    }

    /** @throws IllegalArgumentException if the value does not fit in an unsigned 32-bit number */
    public static void requireUint32(long value, String field) {
        if (value < 0 || value > MAX_UINT32) {
            throw new IllegalArgumentException("expected " + field + " from 0 to " + MAX_UINT32 + ", actual " + value);
        }
    }

    private static void writeLength(ByteBuf out, int length, boolean compact) {
        if (compact) {
            writeUnsignedVarint(out, length + 1);
        } else {
            out.writeInt(length);
        }
    }

    private static void writeNull(ByteBuf out, boolean compact, boolean nullable, int classicBytes, String field) {
        if (!nullable) {
            throw UnsupportedFieldException.isNull(field);
        }
        if (compact) {
            out.writeByte(0);
        } else if (classicBytes == Short.BYTES) {
            out.writeShort(-1);
        } else {
            out.writeInt(-1);
        }
    }
}
