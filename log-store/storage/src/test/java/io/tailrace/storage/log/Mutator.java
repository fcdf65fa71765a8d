package io.tailrace.storage.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Changes bytes as damage and malice do, reproducibly. */
final class Mutator {

    private static final long[] REMARKABLE = {
        0,
        1,
        -1,
        2,
        61,
        127,
        128,
        255,
        256,
        0x7fff,
        0x8000,
        0xffff,
        1 << 20,
        1 << 30,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Integer.MAX_VALUE + 1L
    };

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** One to four changes. */
    byte[] mutate(byte[] original) {
        byte[] bytes = original;
        for (int change = random.nextInt(4); change >= 0; change--) {
            bytes = mutateOnce(bytes);
        }
        return bytes;
    }

    private byte[] mutateOnce(byte[] original) {
        if (original.length == 0) {
            return random(random.nextInt(100));
        }
        byte[] bytes = original.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(9)) {
            case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = (byte) random.nextInt(256);
            case 3, 4 -> putRemarkable(bytes, at);
            case 5 -> bytes = Arrays.copyOf(bytes, at);
            case 6 ->
                bytes = insert(
                        bytes, at, random.nextBoolean() ? new byte[random.nextInt(200)] : random(random.nextInt(200)));
            case 7 ->
                bytes = insert(bytes, at, Arrays.copyOfRange(bytes, at, at + random.nextInt(bytes.length - at + 1)));
            default -> Arrays.fill(bytes, at, at + random.nextInt(bytes.length - at + 1), (byte) random.nextInt(256));
        }
        return bytes;
    }

    private void putRemarkable(byte[] bytes, int at) {
        long value = REMARKABLE[random.nextInt(REMARKABLE.length)];
        int width = new int[] {1, 2, 4, 8}[random.nextInt(4)];
        byte[] encoded = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = encoded[Long.BYTES - width + i];
        }
    }

    private static byte[] insert(byte[] bytes, int at, byte[] more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + more.length);
        out.write(bytes, 0, at);
        out.writeBytes(more);
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
    }

    byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
