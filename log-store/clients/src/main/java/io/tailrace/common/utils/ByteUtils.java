package io.tailrace.common.utils;

import java.nio.ByteBuffer;

/**
 * Integers of variable length as records have them: seven bits a byte, lowest first, the top bit says that more follow; signed ones are
 * zigzag-encoded before, so that small negative ones are short too.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class ByteUtils {

    private static final int MAX_BYTES = 5;

    private ByteUtils() {}

    /** How many bytes {@link #writeVarint} writes for a value. */
    public static int sizeOfVarint(int value) {
        return sizeOfUnsignedVarint(zigzag(value));
    }

    /** As {@link #sizeOfVarint}, of a value that is not zigzag-encoded. */
    public static int sizeOfUnsignedVarint(int value) {
        int size = 1;
        for (int rest = value; (rest & ~0x7F) != 0; rest >>>= 7) {
            size++;
        }
        return size;
    }

    public static void writeVarint(int value, ByteBuffer buffer) {
        writeUnsignedVarint(zigzag(value), buffer);
    }

    public static void writeUnsignedVarint(int value, ByteBuffer buffer) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            buffer.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
    }

    /**
     * @throws IllegalArgumentException if it does not end after five bytes
     * @throws java.nio.BufferUnderflowException if the buffer ends before
     */
    public static int readVarint(ByteBuffer buffer) {
        int zigzag = readUnsignedVarint(buffer);
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** As {@link #readVarint}, of a value that is not zigzag-encoded. */
    public static int readUnsignedVarint(ByteBuffer buffer) {
        int value = 0;
        for (int i = 0; i < MAX_BYTES; i++) {
            byte part = buffer.get();
            value |= (part & 0x7F) << (7 * i);
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                "expected a varint of at most " + MAX_BYTES + " bytes, actual one that goes on, value so far " + value);
    }

    private static int zigzag(int value) {
        return (value << 1) ^ (value >> 31);
    }
}
