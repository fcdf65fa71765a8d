package io.tailrace.common.header.internals;

import io.tailrace.common.header.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A header.
 *
 * <p><b>Threads:</b> immutable, if callers leave the bytes alone.
 */
public class RecordHeader implements Header {

    private final String key;
    private final byte @Nullable [] value;

    public RecordHeader(String key, byte @Nullable [] value) {
        this.key = Objects.requireNonNull(key, "key of a header");
        this.value = value;
    }

    /** Copies both out of their buffers. */
    public RecordHeader(ByteBuffer keyBuffer, @Nullable ByteBuffer valueBuffer) {
        this.key = StandardCharsets.UTF_8.decode(keyBuffer.duplicate()).toString();
        this.value = valueBuffer == null ? null : bytes(valueBuffer.duplicate());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public byte @Nullable [] value() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordHeader that && key.equals(that.key) && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "RecordHeader(key = " + key + ", value = " + Arrays.toString(value) + ")";
    }
}
