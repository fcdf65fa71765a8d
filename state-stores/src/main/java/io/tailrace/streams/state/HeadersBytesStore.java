package io.tailrace.streams.state;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Marks a store of bytes whose values begin with headers:
 *
 * <pre>
 * size of the headers (varint) | headers | timestamp in ms (8, big endian) | value
 * headers: count (varint) | for each: key length (varint) | key (UTF-8) | value length (varint, -1: null) | value
 * </pre>
 *
 * Varints are zigzag-encoded. Values of session stores have no timestamp. No headers are of size 0. Source: KIP-1271.
 */
public interface HeadersBytesStore {

    /** {@code value}, which begins with a timestamp or is a session's, with no headers before it; null stays null. */
    static byte @Nullable [] convertToHeaderFormat(byte @Nullable [] value) {
        return value == null
                ? null
                : ByteBuffer.allocate(1 + value.length).put((byte) 0).put(value).array();
    }

    /** {@code plainValue} with no headers and the timestamp -1 (unknown) before it; null stays null. */
    static byte @Nullable [] convertFromPlainToHeaderFormat(byte @Nullable [] plainValue) {
        return plainValue == null
                ? null
                : ByteBuffer.allocate(1 + Long.BYTES + plainValue.length)
                        .put((byte) 0)
                        .putLong(-1)
                        .put(plainValue)
                        .array();
    }
}
