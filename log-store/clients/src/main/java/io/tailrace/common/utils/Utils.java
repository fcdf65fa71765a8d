package io.tailrace.common.utils;

/**
 * The hash that Kafka's clients choose partitions with, under the name that custom partitioners import.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class Utils {

    private static final int SEED = 0x9747b28c;
    private static final int MULTIPLIER = 0x5bd1e995;
    private static final int SHIFT = 24;

    private Utils() {}

    /**
     * MurmurHash2, 32 bits, of Austin Appleby (public domain) with the seed that Kafka uses: four bytes a step in little
     * endian, then the tail, then two shifts that spread the last bits.
     */
    public static int murmur2(byte[] data) {
        int length = data.length;
        int hash = SEED ^ length;
        int words = length >> 2;
        for (int i = 0; i < words; i++) {
            int at = i << 2;
            int word = (data[at] & 0xff)
                    | (data[at + 1] & 0xff) << 8
                    | (data[at + 2] & 0xff) << 16
                    | (data[at + 3] & 0xff) << 24;
            word *= MULTIPLIER;
            word ^= word >>> SHIFT;
            word *= MULTIPLIER;
            hash = hash * MULTIPLIER ^ word;
        }
        int tail = words << 2;
        int left = length - tail;
        if (left == 3) {
            hash ^= (data[tail + 2] & 0xff) << 16;
        }
        if (left >= 2) {
            hash ^= (data[tail + 1] & 0xff) << 8;
        }
        if (left >= 1) {
            hash ^= data[tail] & 0xff;
            hash *= MULTIPLIER;
        }
        hash ^= hash >>> 13;
        hash *= MULTIPLIER;
        return hash ^ hash >>> 15;
    }

    /** The number without its sign bit: not the absolute value. */
    public static int toPositive(int number) {
        return number & 0x7fffffff;
    }
}
