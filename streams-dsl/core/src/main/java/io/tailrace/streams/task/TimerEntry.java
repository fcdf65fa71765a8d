package io.tailrace.streams.task;

import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.processor.PunctuationType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A timer as its store has it: once by time, in the order in which timers fire, and once by name, so that it can be found.
 *
 * <pre>
 * clock: 0 stream time, 1 wall clock
 * by time: 0 (1) | clock (1) | time with the sign bit flipped (8) | n (2) | name (n) | key  →  nothing
 * by name: 1 (1) | n (2) | name (n) | key                                                    →  clock (1) | time (8)
 * </pre>
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes, never compared
record TimerEntry(PunctuationType clock, long timeMs, String name, byte[] key) {
    private static final byte BY_TIME = 0;
    private static final byte BY_NAME = 1;
    private static final int TIME_PREFIX_BYTES = 2 + Long.BYTES;

    private static byte id(PunctuationType clock) {
        return (byte) (clock == PunctuationType.STREAM_TIME ? 0 : 1);
    }

    private static PunctuationType clock(byte id) {
        return id == 0 ? PunctuationType.STREAM_TIME : PunctuationType.WALL_CLOCK_TIME;
    }

    Bytes timeKey() {
        ByteBuffer buffer = ByteBuffer.allocate(TIME_PREFIX_BYTES + nameKeyBytes(name, key));
        buffer.put(BY_TIME).put(id(clock)).putLong(timeMs ^ Long.MIN_VALUE);
        return Bytes.wrap(putName(buffer, name, key).array());
    }

    Bytes nameKey() {
        return nameKey(name, key);
    }

    static Bytes nameKey(String name, byte[] key) {
        ByteBuffer buffer = ByteBuffer.allocate(1 + nameKeyBytes(name, key));
        return Bytes.wrap(putName(buffer.put(BY_NAME), name, key).array());
    }

    private static int nameKeyBytes(String name, byte[] key) {
        return Short.BYTES + name.getBytes(StandardCharsets.UTF_8).length + key.length;
    }

    private static ByteBuffer putName(ByteBuffer buffer, String name, byte[] key) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        if (nameBytes.length > Short.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Expected a timer's name of at most " + Short.MAX_VALUE + " bytes, found " + nameBytes.length);
        }
        return buffer.putShort((short) nameBytes.length).put(nameBytes).put(key);
    }

    /** The value of the entry by name. */
    byte[] due() {
        return ByteBuffer.allocate(1 + Long.BYTES)
                .put(id(clock))
                .putLong(timeMs)
                .array();
    }

    static TimerEntry ofNamed(String name, byte[] key, byte[] due) {
        ByteBuffer buffer = ByteBuffer.wrap(due);
        return new TimerEntry(clock(buffer.get()), buffer.getLong(), name, key);
    }

    static TimerEntry ofTimeKey(Bytes timeKey) {
        ByteBuffer buffer = ByteBuffer.wrap(timeKey.get());
        buffer.get();
        PunctuationType clock = clock(buffer.get());
        long timeMs = buffer.getLong() ^ Long.MIN_VALUE;
        byte[] name = new byte[buffer.getShort()];
        buffer.get(name);
        byte[] key = new byte[buffer.remaining()];
        buffer.get(key);
        return new TimerEntry(clock, timeMs, new String(name, StandardCharsets.UTF_8), key);
    }

    /** Least key of the entries by time of a clock from this time on. */
    static Bytes from(PunctuationType clock, long timeMs) {
        return Bytes.wrap(ByteBuffer.allocate(TIME_PREFIX_BYTES)
                .put(BY_TIME)
                .put(id(clock))
                .putLong(timeMs ^ Long.MIN_VALUE)
                .array());
    }

    /** A key after all entries by time of a clock up to this time. */
    static Bytes after(PunctuationType clock, long timeMs) {
        if (timeMs == Long.MAX_VALUE) {
            return Bytes.wrap(new byte[] {BY_TIME, (byte) (id(clock) + 1)});
        }
        return from(clock, timeMs + 1);
    }
}
