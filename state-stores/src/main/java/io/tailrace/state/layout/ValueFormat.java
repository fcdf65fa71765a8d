package io.tailrace.state.layout;

import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.streams.errors.ProcessorStateException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a store beside a value. The changelog carries the value alone in any case; a timestamp travels as the
 * timestamp of the changelog record, and headers as its headers. That is Kafka's way, so that changelogs are the same with all
 * formats.
 */
public enum ValueFormat {
    /** The value. */
    PLAIN(false, false),

    /** {@code timestamp in ms (8, big endian) | value}. */
    TIMESTAMPED(false, true),

    /** {@code headers | timestamp in ms (8, big endian) | value}; see {@link HeaderBytes}. */
    TIMESTAMPED_WITH_HEADERS(true, true),

    /** {@code headers | value}: sessions, whose time is in the key. */
    WITH_HEADERS(true, false);

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final boolean headers;
    private final boolean timestamp;

    ValueFormat(boolean headers, boolean timestamp) {
        this.headers = headers;
        this.timestamp = timestamp;
    }

    /** Whether headers are stored. */
    public boolean hasHeaders() {
        return headers;
    }

    /** Whether a timestamp lies beside the value. */
    public boolean hasTimestamp() {
        return timestamp;
    }

    /** The value alone. */
    public byte[] changelogValue(byte[] stored) {
        int offset = valueOffset(stored);
        return offset == 0 ? stored : Arrays.copyOfRange(stored, offset, stored.length);
    }

    /** Where the value begins. */
    public int valueOffset(byte[] stored) {
        int offset = timestampOffset(stored) + (timestamp ? Long.BYTES : 0);
        if (offset > stored.length) {
            throw new ProcessorStateException("expected a value of at least " + offset + " bytes with what is stored"
                    + " beside it, actual " + stored.length + ", format=" + this);
        }
        return offset;
    }

    private int timestampOffset(byte[] stored) {
        return headers ? HeaderBytes.length(stored) : 0;
    }

    /** The timestamp that is stored with the value, or {@code otherwise} if there is none. */
    public long timestamp(byte[] stored, long otherwise) {
        return timestamp ? (long) LONGS.get(stored, valueOffset(stored) - Long.BYTES) : otherwise;
    }

    /** The headers that are stored with the value, or null if the format has none. */
    public @Nullable Headers headers(byte[] stored) {
        return headers ? HeaderBytes.decode(stored) : null;
    }

    /** What lies in the store for {@code value} without headers. */
    public byte[] stored(byte[] value, long timestampMs) {
        return headers ? stored(value, timestampMs, new RecordHeaders()) : storedPlain(value, timestampMs);
    }

    private byte[] storedPlain(byte[] value, long timestampMs) {
        if (!timestamp) {
            return value;
        }
        byte[] stored = new byte[Long.BYTES + value.length];
        LONGS.set(stored, 0, timestampMs);
        System.arraycopy(value, 0, stored, Long.BYTES, value.length);
        return stored;
    }

    /** What lies in the store for {@code value}; headers are left out where the format has none. */
    public byte[] stored(byte[] value, long timestampMs, Headers valueHeaders) {
        if (!headers) {
            return storedPlain(value, timestampMs);
        }
        int room = (timestamp ? Long.BYTES : 0) + value.length;
        byte[] stored = HeaderBytes.encode(valueHeaders, room);
        ByteBuffer buffer = ByteBuffer.wrap(stored, stored.length - room, room);
        if (timestamp) {
            buffer.putLong(timestampMs);
        }
        buffer.put(value);
        return stored;
    }

    /** {@link #stored} of a value that may be null, which stays null. */
    public byte @Nullable [] storedOrNull(byte @Nullable [] value, long timestampMs) {
        return value == null ? null : stored(value, timestampMs);
    }

    /** {@link #stored} of a value that may be null, which stays null. */
    public byte @Nullable [] storedOrNull(byte @Nullable [] value, long timestampMs, Headers valueHeaders) {
        return value == null ? null : stored(value, timestampMs, valueHeaders);
    }
}
