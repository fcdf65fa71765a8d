package io.tailrace.metadata;

import io.netty.buffer.ByteBuf;
import io.tailrace.protocol.codec.MalformedMessageException;

/** Numbers of seven bits a byte, lowest first; signed ones in zigzag order. */
final class Varints {

    private Varints() {}

    static void writeUnsigned(ByteBuf out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.writeByte((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static void writeSigned(ByteBuf out, long value) {
        writeUnsigned(out, (value << 1) ^ (value >> 63));
    }

    /** A number from 0 to {@link Integer#MAX_VALUE}. */
    static int readUnsigned(ByteBuf in) {
        long value = readBits(in);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new MalformedMessageException("expected an unsigned 31-bit varint, actual=" + value);
        }
        return (int) value;
    }

    static long readSigned(ByteBuf in) {
        long bits = readBits(in);
        return (bits >>> 1) ^ -(bits & 1);
    }

    private static long readBits(ByteBuf in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (!in.isReadable()) {
                throw new MalformedMessageException("expected a varint, found the end");
            }
            byte b = in.readByte();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new MalformedMessageException("expected a varint of at most 64 bits");
    }
}
