package io.tailrace.state.layout;

import io.tailrace.streams.errors.ProcessorStateException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The key of a window, as it lies on the changelog and as Kafka's window stores write it:
 *
 * <pre>
 * key (n) | start of the window in ms (8, big endian) | sequence number (4, big endian)
 * </pre>
 *
 * The sequence number is 0 unless a store retains duplicates.
 */
public final class WindowKey {

    /** Bytes after the key. */
    public static final int SUFFIX_BYTES = Long.BYTES + Integer.BYTES;

    private WindowKey() {}

    public static byte[] encode(byte[] key, long startMs, int sequence) {
        return ByteBuffer.allocate(key.length + SUFFIX_BYTES)
                .put(key)
                .putLong(startMs)
                .putInt(sequence)
                .array();
    }

    public static byte[] key(byte[] windowKey) {
        return Arrays.copyOf(windowKey, keyLength(windowKey));
    }

    public static long startMs(byte[] windowKey) {
        return ByteBuffer.wrap(windowKey).getLong(keyLength(windowKey));
    }

    public static int sequence(byte[] windowKey) {
        return ByteBuffer.wrap(windowKey).getInt(keyLength(windowKey) + Long.BYTES);
    }

    private static int keyLength(byte[] windowKey) {
        if (windowKey.length < SUFFIX_BYTES) {
            throw new ProcessorStateException(
                    "expected a window key of at least " + SUFFIX_BYTES + " bytes, actual " + windowKey.length);
        }
        return windowKey.length - SUFFIX_BYTES;
    }
}
