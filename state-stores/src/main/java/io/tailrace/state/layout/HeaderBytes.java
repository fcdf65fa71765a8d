package io.tailrace.state.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.common.header.Header;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.streams.errors.ProcessorStateException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Headers before a stored value; the format is that of {@link io.tailrace.streams.state.HeadersBytesStore}.
 *
 * <p><b>Threads:</b> stateless.
 */
final class HeaderBytes {

    private static final int MAX_VARINT_BYTES = 5;

    private HeaderBytes() {}

    /** {@code size | headers}, followed by {@code room} bytes that are left to the caller. */
    static byte[] encode(Headers headers, int room) {
        Header[] all = headers.toArray();
        if (all.length == 0) {
            return new byte[1 + room];
        }
        byte[][] keys = new byte[all.length][];
        int size = varintSize(all.length);
        for (int i = 0; i < all.length; i++) {
            keys[i] = all[i].key().getBytes(UTF_8);
            byte[] value = all[i].value();
            int valueLength = value == null ? -1 : value.length;
            size += varintSize(keys[i].length) + keys[i].length + varintSize(valueLength) + Math.max(0, valueLength);
        }
        ByteBuffer buffer = ByteBuffer.allocate(varintSize(size) + size + room);
        putVarint(buffer, size);
        putVarint(buffer, all.length);
        for (int i = 0; i < all.length; i++) {
            putVarint(buffer, keys[i].length);
            buffer.put(keys[i]);
            byte[] value = all[i].value();
            putVarint(buffer, value == null ? -1 : value.length);
            if (value != null) {
                buffer.put(value);
            }
        }
        return buffer.array();
    }

    /** How many bytes of {@code stored} the headers and their size take. */
    static int length(byte[] stored) {
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        try {
            int size = readVarint(buffer);
            int end = buffer.position() + size;
            if (size < 0 || end > stored.length) {
                throw malformed(stored, null);
            }
            return end;
        } catch (BufferUnderflowException e) {
            throw malformed(stored, e);
        }
    }

    /** The headers that {@code stored} begins with. */
    static Headers decode(byte[] stored) {
        RecordHeaders headers = new RecordHeaders();
        ByteBuffer buffer = ByteBuffer.wrap(stored, 0, length(stored));
        try {
            if (readVarint(buffer) == 0) {
                return headers;
            }
            int count = readVarint(buffer);
            for (int i = 0; i < count; i++) {
                byte[] key = readBytes(buffer, stored);
                headers.add(key == null ? "" : new String(key, UTF_8), readBytes(buffer, stored));
            }
            return headers;
        } catch (BufferUnderflowException e) {
            throw malformed(stored, e);
        }
    }

    private static byte @Nullable [] readBytes(ByteBuffer buffer, byte[] stored) {
        int length = readVarint(buffer);
        if (length < 0) {
            return null;
        }
        if (length > buffer.remaining()) {
            throw malformed(stored, null);
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private static ProcessorStateException malformed(byte[] stored, @Nullable Throwable cause) {
        return new ProcessorStateException(
                "expected a value that begins with headers, actual " + stored.length + " bytes that do not", cause);
    }

    private static int varintSize(int value) {
        int zigzag = (value << 1) ^ (value >> 31);
        int size = 1;
        while ((zigzag & ~0x7F) != 0) {
            zigzag >>>= 7;
            size++;
        }
        return size;
    }

    private static void putVarint(ByteBuffer buffer, int value) {
        int zigzag = (value << 1) ^ (value >> 31);
        while ((zigzag & ~0x7F) != 0) {
            buffer.put((byte) ((zigzag & 0x7F) | 0x80));
            zigzag >>>= 7;
        }
        buffer.put((byte) zigzag);
    }

    private static int readVarint(ByteBuffer buffer) {
        int zigzag = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            byte part = buffer.get();
            zigzag |= (part & 0x7F) << (7 * i);
            if (part >= 0) {
                break;
            }
        }
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }
}
