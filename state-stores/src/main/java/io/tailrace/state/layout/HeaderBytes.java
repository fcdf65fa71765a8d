package io.tailrace.state.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.common.header.Header;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.utils.ByteUtils;
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

    private HeaderBytes() {}

    /** {@code size | headers}, followed by {@code room} bytes that are left to the caller. */
    static byte[] encode(Headers headers, int room) {
        Header[] all = headers.toArray();
        if (all.length == 0) {
            return new byte[1 + room];
        }
        byte[][] keys = new byte[all.length][];
        int size = ByteUtils.sizeOfVarint(all.length);
        for (int i = 0; i < all.length; i++) {
            keys[i] = all[i].key().getBytes(UTF_8);
            byte[] value = all[i].value();
            int valueLength = value == null ? -1 : value.length;
            size += ByteUtils.sizeOfVarint(keys[i].length)
                    + keys[i].length
                    + ByteUtils.sizeOfVarint(valueLength)
                    + Math.max(0, valueLength);
        }
        ByteBuffer buffer = ByteBuffer.allocate(ByteUtils.sizeOfVarint(size) + size + room);
        ByteUtils.writeVarint(size, buffer);
        ByteUtils.writeVarint(all.length, buffer);
        for (int i = 0; i < all.length; i++) {
            ByteUtils.writeVarint(keys[i].length, buffer);
            buffer.put(keys[i]);
            byte[] value = all[i].value();
            ByteUtils.writeVarint(value == null ? -1 : value.length, buffer);
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
            int size = ByteUtils.readVarint(buffer);
            int end = buffer.position() + size;
            if (size < 0 || end > stored.length) {
                throw malformed(stored, null);
            }
            return end;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw malformed(stored, e);
        }
    }

    /** The headers that {@code stored} begins with. */
    static Headers decode(byte[] stored) {
        RecordHeaders headers = new RecordHeaders();
        ByteBuffer buffer = ByteBuffer.wrap(stored, 0, length(stored));
        try {
            if (ByteUtils.readVarint(buffer) == 0) {
                return headers;
            }
            int count = ByteUtils.readVarint(buffer);
            for (int i = 0; i < count; i++) {
                byte[] key = readBytes(buffer, stored);
                headers.add(key == null ? "" : new String(key, UTF_8), readBytes(buffer, stored));
            }
            return headers;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw malformed(stored, e);
        }
    }

    private static byte @Nullable [] readBytes(ByteBuffer buffer, byte[] stored) {
        int length = ByteUtils.readVarint(buffer);
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
}
