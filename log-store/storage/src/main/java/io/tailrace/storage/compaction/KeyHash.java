package io.tailrace.storage.compaction;

import io.netty.buffer.ByteBuf;

/**
 * SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, 2012).
 *
 * <p>The offset map keeps hashes in place of keys: two keys with the same hash would be taken for one, and the record of one of them
 * be lost. 128 bits make that impossible by chance; the secret, new for each map, makes it impossible on purpose. A
 * cryptographic digest, which Kafka uses, costs several times as much for short keys and has no secret.
 *
 * <p><b>Threads:</b> one; the last hash is kept in {@link #high} and {@link #low}.
 */
final class KeyHash {

    private static final int COMPRESSION_ROUNDS = 2;
    private static final int FINAL_ROUNDS = 4;

    private final long secret0;
    private final long secret1;
    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long high;
    private long low;

    KeyHash(long secret0, long secret1) {
        this.secret0 = secret0;
        this.secret1 = secret1;
    }

    /** Hashes the readable bytes, whose indices stay. */
    void of(ByteBuf key) {
        v0 = secret0 ^ 0x736f6d6570736575L;
        v1 = secret1 ^ 0x646f72616e646f6dL ^ 0xee;
        v2 = secret0 ^ 0x6c7967656e657261L;
        v3 = secret1 ^ 0x7465646279746573L;
        int at = key.readerIndex();
        int length = key.readableBytes();
        int end = at + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            absorb(key.getLongLE(at));
        }
        long last = (long) length << 56;
        for (int shift = 0; at < end; at++, shift += 8) {
            last |= (key.getByte(at) & 0xffL) << shift;
        }
        absorb(last);
        v2 ^= 0xee;
        rounds(FINAL_ROUNDS);
        high = v0 ^ v1 ^ v2 ^ v3;
        v1 ^= 0xdd;
        rounds(FINAL_ROUNDS);
        low = v0 ^ v1 ^ v2 ^ v3;
    }

    private void absorb(long word) {
        v3 ^= word;
        rounds(COMPRESSION_ROUNDS);
        v0 ^= word;
    }

    private void rounds(int count) {
        long a = v0;
        long b = v1;
        long c = v2;
        long d = v3;
        for (int i = 0; i < count; i++) {
            a += b;
            b = Long.rotateLeft(b, 13) ^ a;
            a = Long.rotateLeft(a, 32);
            c += d;
            d = Long.rotateLeft(d, 16) ^ c;
            a += d;
            d = Long.rotateLeft(d, 21) ^ a;
            c += b;
            b = Long.rotateLeft(b, 17) ^ c;
            c = Long.rotateLeft(c, 32);
        }
        v0 = a;
        v1 = b;
        v2 = c;
        v3 = d;
    }

    /** The first eight bytes of the hash. */
    long high() {
        return high;
    }

    /** The last eight bytes of the hash. */
    long low() {
        return low;
    }
}
