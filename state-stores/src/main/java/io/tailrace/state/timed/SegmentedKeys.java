package io.tailrace.state.timed;

import io.tailrace.state.layout.KeyLayout;
import io.tailrace.streams.errors.ProcessorStateException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keys of entries that have a time, ordered by segment of time first:
 *
 * <pre>
 * in the space:  segment (8, big endian) | key (n) | time in ms (8, big endian) | rest (suffixBytes - 8)
 * on the changelog, without the segment: {@link io.tailrace.state.layout.WindowKey} or {@link io.tailrace.state.layout.SessionKey}
 * segment = time / intervalMs
 * </pre>
 *
 * <p>Within a segment the entries of one key lie together in the order of time, so that reading them is one short scan a
 * segment; and a segment is one range, so that dropping it is one range deletion. A column family a segment would free
 * files sooner, but takes memtables and a manifest write each; time first, without segments, would make reading the
 * windows of a key a scan over all keys.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param intervalMs length of a segment
 * @param suffixBytes bytes after the key, the time included
 */
public record SegmentedKeys(long intervalMs, int suffixBytes) implements KeyLayout {

    private static final int SEGMENT_BYTES = Long.BYTES;

    public SegmentedKeys {
        if (intervalMs < 1) {
            throw new IllegalArgumentException("expected a segment interval of 1 ms or more, actual " + intervalMs);
        }
    }

    /** Whether a sequence number follows the time. */
    boolean isSequenced() {
        return suffixBytes == Long.BYTES + Integer.BYTES;
    }

    long segment(long timeMs) {
        return timeMs / intervalMs;
    }

    @Override
    public byte[] changelogKey(byte[] spaceKey) {
        return Arrays.copyOfRange(spaceKey, SEGMENT_BYTES, spaceKey.length);
    }

    @Override
    public byte[] spaceKey(byte[] changelogKey) {
        if (changelogKey.length < suffixBytes) {
            throw new ProcessorStateException(
                    "expected a changelog key of at least " + suffixBytes + " bytes, actual " + changelogKey.length);
        }
        long time = ByteBuffer.wrap(changelogKey).getLong(changelogKey.length - suffixBytes);
        return ByteBuffer.allocate(SEGMENT_BYTES + changelogKey.length)
                .putLong(segment(time))
                .put(changelogKey)
                .array();
    }

    /** A key in the space; {@code rest} fills the low {@code suffixBytes - 8} bytes of the suffix. */
    public byte[] encode(byte[] key, long timeMs, long rest) {
        ByteBuffer buffer = ByteBuffer.allocate(SEGMENT_BYTES + key.length + suffixBytes)
                .putLong(segment(timeMs))
                .put(key)
                .putLong(timeMs);
        if (isSequenced()) {
            buffer.putInt((int) rest);
        } else {
            buffer.putLong(rest);
        }
        return buffer.array();
    }

    public byte[] key(byte[] spaceKey) {
        return Arrays.copyOfRange(spaceKey, SEGMENT_BYTES, spaceKey.length - suffixBytes);
    }

    public long timeMs(byte[] spaceKey) {
        return ByteBuffer.wrap(spaceKey).getLong(spaceKey.length - suffixBytes);
    }

    /** What follows the time. */
    public long rest(byte[] spaceKey) {
        ByteBuffer buffer = ByteBuffer.wrap(spaceKey);
        return isSequenced()
                ? buffer.getInt(spaceKey.length - Integer.BYTES)
                : buffer.getLong(spaceKey.length - Long.BYTES);
    }

    boolean hasKey(byte[] spaceKey, byte[] key) {
        return spaceKey.length == SEGMENT_BYTES + key.length + suffixBytes
                && Arrays.equals(spaceKey, SEGMENT_BYTES, SEGMENT_BYTES + key.length, key, 0, key.length);
    }

    /** Compares the key within {@code spaceKey} with {@code key}. */
    int compareKey(byte[] spaceKey, byte[] key) {
        return Arrays.compareUnsigned(spaceKey, SEGMENT_BYTES, spaceKey.length - suffixBytes, key, 0, key.length);
    }

    /** Whether key and time are within these bounds; a null key is open. */
    boolean isWithin(byte[] spaceKey, byte @Nullable [] keyFrom, byte @Nullable [] keyTo, long fromMs, long toMs) {
        long time = timeMs(spaceKey);
        return time >= fromMs
                && time <= toMs
                && (keyFrom == null || compareKey(spaceKey, keyFrom) >= 0)
                && (keyTo == null || compareKey(spaceKey, keyTo) <= 0);
    }

    static long segmentOf(byte[] spaceKey) {
        return ByteBuffer.wrap(spaceKey).getLong();
    }

    /** Where the entries of a segment begin whose key is {@code first} or larger; null is open. */
    static byte[] startOf(long segment, byte @Nullable [] first) {
        return bound(segment, first == null ? new byte[0] : first);
    }

    /** Where the entries of a segment end whose key is {@code last} or smaller; null is open. */
    static byte[] endOf(long segment, byte @Nullable [] last, long lastTimeMs) {
        return last == null ? segmentStart(segment + 1) : boundAfterKeys(segment, last, lastTimeMs);
    }

    /** The first possible key of a segment, and the end of the one before. */
    static byte[] segmentStart(long segment) {
        return ByteBuffer.allocate(SEGMENT_BYTES).putLong(segment).array();
    }

    /** {@code segment | content}: a bound within a segment. */
    static byte[] bound(long segment, byte[] content) {
        return ByteBuffer.allocate(SEGMENT_BYTES + content.length)
                .putLong(segment)
                .put(content)
                .array();
    }

    /** {@code segment | key | time | 0...}: the first possible entry of a key at a time. */
    byte[] boundAt(long segment, byte[] key, long timeMs) {
        return ByteBuffer.allocate(SEGMENT_BYTES + key.length + Long.BYTES)
                .putLong(segment)
                .put(key)
                .putLong(timeMs)
                .array();
    }

    /**
     * The end of all entries of a segment whose key is {@code last} or smaller and whose time is {@code lastTimeMs} or
     * earlier. A key that is a prefix of {@code last} is smaller, but with its time behind it may lie further on than
     * {@code last} with its own; so the largest of the ends of all prefixes counts.
     */
    static byte[] boundAfterKeys(long segment, byte[] last, long lastTimeMs) {
        byte[] end = endOfKeyAt(last, last.length, lastTimeMs);
        for (int length = 0; length < last.length; length++) {
            // The first byte of the time decides nearly always; only where it does not lose is the bound built.
            if (Byte.toUnsignedInt(last[length]) <= (lastTimeMs >>> 56)) {
                byte[] candidate = endOfKeyAt(last, length, lastTimeMs);
                end = Arrays.compareUnsigned(candidate, end) > 0 ? candidate : end;
            }
        }
        return bound(segment, end);
    }

    /** {@code key | time | past all rests}: the end of a key's entries up to a time. */
    static byte[] endOfKeyAt(byte[] key, long timeMs) {
        return endOfKeyAt(key, key.length, timeMs);
    }

    private static byte[] endOfKeyAt(byte[] key, int length, long timeMs) {
        // What follows the time is never negative, so its first byte is below 0x80.
        return ByteBuffer.allocate(length + Long.BYTES + 1)
                .put(key, 0, length)
                .putLong(timeMs)
                .put((byte) 0x80)
                .array();
    }
}
