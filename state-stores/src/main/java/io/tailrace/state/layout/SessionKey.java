package io.tailrace.state.layout;

import io.tailrace.streams.errors.ProcessorStateException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The key of a session, as it lies on the changelog and as Kafka's session stores write it:
 *
 * <pre>
 * key (n) | end of the session in ms (8, big endian) | start of the session in ms (8, big endian)
 * </pre>
 */
public final class SessionKey {

    /** Bytes after the key. */
    public static final int SUFFIX_BYTES = 2 * Long.BYTES;

    private SessionKey() {}

    public static byte[] encode(byte[] key, long startMs, long endMs) {
        return ByteBuffer.allocate(key.length + SUFFIX_BYTES)
                .put(key)
                .putLong(endMs)
                .putLong(startMs)
                .array();
    }

    public static byte[] key(byte[] sessionKey) {
        return Arrays.copyOf(sessionKey, keyLength(sessionKey));
    }

    public static long endMs(byte[] sessionKey) {
        return ByteBuffer.wrap(sessionKey).getLong(keyLength(sessionKey));
    }

    public static long startMs(byte[] sessionKey) {
        return ByteBuffer.wrap(sessionKey).getLong(keyLength(sessionKey) + Long.BYTES);
    }

    private static int keyLength(byte[] sessionKey) {
        if (sessionKey.length < SUFFIX_BYTES) {
            throw new ProcessorStateException(
                    "expected a session key of at least " + SUFFIX_BYTES + " bytes, actual " + sessionKey.length);
        }
        return sessionKey.length - SUFFIX_BYTES;
    }
}
