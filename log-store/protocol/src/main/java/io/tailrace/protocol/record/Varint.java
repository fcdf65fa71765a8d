package io.tailrace.protocol.record;

import io.netty.buffer.ByteBuf;

/** Zig-zag variable-length integers (Protocol Buffers' encoding) as record fields use them. */
final class Varint {

    private static final int MAX_INT_BYTES = 5;
    private static final int MAX_LONG_BYTES = 10;

    private Varint() {}

    static int sizeOf(int value) {
        return sizeOfUnsigned((value << 1) ^ (value >> 31));
    }

    private static int sizeOfUnsigned(int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }

    static int sizeOf(long value) {
        long zigzag = (value << 1) ^ (value >> 63);
        return (70 - Long.numberOfLeadingZeros(zigzag | 1)) / 7;
    }

    static void write(ByteBuf out, int value) {
        int rest = (value << 1) ^ (value >> 31);
        while ((rest & ~0x7F) != 0) {
            out.writeByte((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    static void write(ByteBuf out, long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    /** @throws InvalidRecordBatchException if there are more than five bytes; IndexOutOfBounds at the end of {@code in} */
    static int readInt(ByteBuf in) {
        int raw = in.readByte();
        if (raw < 0) {
            raw &= 0x7F;
            raw |= rest(in, MAX_INT_BYTES);
        }
        return (raw >>> 1) ^ -(raw & 1);
    }

    private static int rest(ByteBuf in, int maxBytes) {
        int raw = 0;
        for (int i = 1; i < maxBytes; i++) {
            int next = in.readByte();
            raw |= (next & 0x7F) << (7 * i);
            if (next >= 0) {
                return raw;
            }
        }
        throw new InvalidRecordBatchException("expected a varint of at most " + maxBytes + " B, found a longer one");
    }

    /** @throws InvalidRecordBatchException if there are more than ten bytes; IndexOutOfBounds at the end of {@code in} */
    static long readLong(ByteBuf in) {
        long raw = 0;
        for (int i = 0; i < MAX_LONG_BYTES; i++) {
            long next = in.readByte();
            raw |= (next & 0x7F) << (7 * i);
            if (next >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw new InvalidRecordBatchException(
                "expected a varlong of at most " + MAX_LONG_BYTES + " B, found a longer one");
    }
}
