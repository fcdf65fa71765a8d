package io.tailrace.streams.operator.foreignkey;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The hash that tells versions of a left row apart: MurmurHash3 (x64, 128 bits) with Kafka's seed. Source: Austin Appleby's reference
 * implementation, which is in the public domain.
 *
 * @param high first half
 * @param low second half
 */
record ValueHash(long high, long low) {
    private static final long SEED = 104_729;
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;
    private static final int BLOCK_BYTES = 16;
    static final int BYTES = 16;

    static ValueHash of(byte[] data) {
        long h1 = SEED;
        long h2 = SEED;
        ByteBuffer input = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        while (input.remaining() >= BLOCK_BYTES) {
            h1 ^= mix1(input.getLong());
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mix2(input.getLong());
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        // The rest, as if zeros followed: a half of nothing but zeros mixes to zero and changes nothing.
        byte[] rest = new byte[BLOCK_BYTES];
        input.get(rest, 0, input.remaining());
        ByteBuffer last = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
        h1 ^= mix1(last.getLong());
        h2 ^= mix2(last.getLong());
        h1 ^= data.length;
        h2 ^= data.length;
        h1 += h2;
        h2 += h1;
        h1 = finish(h1);
        h2 = finish(h2);
        h1 += h2;
        h2 += h1;
        return new ValueHash(h1, h2);
    }

    private static long mix1(long block) {
        return Long.rotateLeft(block * C1, 31) * C2;
    }

    private static long mix2(long block) {
        return Long.rotateLeft(block * C2, 33) * C1;
    }

    private static long finish(long hash) {
        long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }

    /** Writes the hash, or nothing for null. */
    static void write(@Nullable ValueHash hash, ByteBuffer to) {
        if (hash != null) {
            to.putLong(hash.high).putLong(hash.low);
        }
    }

    static ValueHash read(ByteBuffer from) {
        return new ValueHash(from.getLong(), from.getLong());
    }

    static int sizeBytes(@Nullable ValueHash hash) {
        return hash == null ? 0 : BYTES;
    }
}
