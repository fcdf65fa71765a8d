package io.tailrace.state.versioned;

import static io.tailrace.streams.state.VersionedKeyValueStore.PUT_RETURN_CODE_NOT_PUT;
import static io.tailrace.streams.state.VersionedKeyValueStore.PUT_RETURN_CODE_VALID_TO_UNDEFINED;

import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.ByteSpace;
import io.tailrace.state.space.KeyBounds;
import io.tailrace.state.space.StorageSpace;
import io.tailrace.state.timed.RetainedEntries;
import io.tailrace.state.timed.SegmentedKeys;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The versions of all keys over one space. The newest value of a key lies by itself, so that the common read and the
 * common write (later than all before) touch one entry; what it took the place of are timed entries whose time is the
 * end of the version, so that history is dropped by segments:
 *
 * <pre>
 * newest:   0x80 | key                                                    →  valid from (8) | value
 * history:  segment of the end (8) | key | valid to (8) | valid from (8)  →  0x00 | value, or empty for "no value"
 * </pre>
 *
 * <p>Versions of a key never overlap. Where none covers a time there was no value then. A deletion that is the newest
 * version is the end of a version before it, or an entry of length zero: valid from and to are the same.
 *
 * <p>Kafka keeps all versions of a key within a segment in one entry and writes it anew for each change; one entry a
 * version costs a short scan where Kafka reads one, and bounded writes. Results are the same, to the corner where a deletion at
 * the very time of the newest value leaves no trace if nothing was valid right before it.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class VersionHistory {

    private static final byte NEWEST = (byte) 0x80;
    private static final byte VALUE = 0;

    private final ByteSpace space;
    private final RetainedEntries ended;
    private final long retentionMs;

    VersionHistory(ByteSpace space, StorageSpace storage, long retentionMs, long segmentIntervalMs) {
        this.space = space;
        this.retentionMs = retentionMs;
        // One more than the retention: a version that ends when the history begins is still part of it.
        this.ended = new RetainedEntries(
                space, storage, new SegmentedKeys(segmentIntervalMs, 2 * Long.BYTES), saturated(retentionMs + 1));
    }

    private static long saturated(long sum) {
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    RetainedEntries ended() {
        return ended;
    }

    /** Versions that were too old to be put. */
    long expiredCount() {
        return ended.expiredCount();
    }

    /** Whether {@code timeMs} is before the history. */
    boolean isExpired(long timeMs) {
        return timeMs < ended.streamTimeMs() - retentionMs;
    }

    /** Puts a version and returns when it ends, or one of the codes of the public store. */
    long put(byte[] key, byte @Nullable [] value, long timeMs) {
        if (timeMs < 0) {
            throw new IllegalArgumentException("expected a timestamp of 0 or later, actual " + timeMs);
        }
        if (isExpired(timeMs)) {
            ended.countExpired();
            return PUT_RETURN_CODE_NOT_PUT;
        }
        ended.advance(timeMs);
        byte[] newestKey = newestKey(key);
        Version newest = newest(newestKey);
        if (newest != null && timeMs >= newest.validFromMs()) {
            if (timeMs > newest.validFromMs()) {
                putEnded(key, new Version(newest.value(), newest.validFromMs(), timeMs));
            }
            putNewest(newestKey, value, timeMs);
            return PUT_RETURN_CODE_VALID_TO_UNDEFINED;
        }
        Version later = firstEndedAfter(key, timeMs);
        if (later != null) {
            return insertBefore(key, value, timeMs, later);
        }
        if (newest != null) {
            putEnded(key, new Version(value, timeMs, newest.validFromMs()));
            return newest.validFromMs();
        }
        if (value != null) {
            putNewest(newestKey, value, timeMs);
        } else {
            putEnded(key, new Version(null, timeMs, timeMs));
        }
        return PUT_RETURN_CODE_VALID_TO_UNDEFINED;
    }

    private long insertBefore(byte[] key, byte @Nullable [] value, long timeMs, Version later) {
        long end = later.validFromMs() > timeMs ? later.validFromMs() : later.validToMs();
        if (later.validFromMs() < timeMs) {
            removeEnded(key, later);
            putEnded(key, new Version(later.value(), later.validFromMs(), timeMs));
        }
        putEnded(key, new Version(value, timeMs, end));
        return end;
    }

    /** The newest version, or null if there is no value. */
    @Nullable
    Version newestOf(byte[] key) {
        return newest(newestKey(key));
    }

    /** What was valid at {@code timeMs}; null if nothing was or the time is before the history. */
    @Nullable
    Version at(byte[] key, long timeMs) {
        Version newest = newestOf(key);
        if (newest != null && newest.validFromMs() <= timeMs) {
            return newest;
        }
        if (isExpired(timeMs) || timeMs == Long.MAX_VALUE) {
            return null;
        }
        Version found = firstEndedAfter(key, timeMs);
        return found == null || found.validFromMs() > timeMs || found.value() == null ? null : found;
    }

    /** The versions of which a part lies between the times, both within; those without a value are left out. */
    VersionCursor between(byte[] key, long fromMs, long toMs, boolean forward) {
        Version newest = newestOf(key);
        Version shown = newest != null && newest.validFromMs() <= toMs ? newest : null;
        ByteCursor history = isExpired(toMs) || fromMs == Long.MAX_VALUE
                ? ByteCursor.EMPTY
                : ended.ofKey(key, Math.max(fromMs, -1) + 1, Long.MAX_VALUE, forward);
        return new VersionCursor(this, history, shown, toMs, forward);
    }

    /** The time of the last change of a key that has no newest value: the end of its history; -1 if nothing is known. */
    long deletedAt(byte[] key) {
        try (ByteCursor cursor = ended.ofKey(key, 0, Long.MAX_VALUE, false)) {
            return cursor.next() ? ended.keys().timeMs(cursor.key()) : -1;
        }
    }

    Version endedVersion(ByteCursor cursor) {
        byte[] stored = cursor.value();
        byte[] value = stored == null || stored.length == 0 ? null : Arrays.copyOfRange(stored, 1, stored.length);
        SegmentedKeys keys = ended.keys();
        return new Version(value, keys.rest(cursor.key()), keys.timeMs(cursor.key()));
    }

    long approximateNewestCount() {
        return space.approximateCount();
    }

    /** The newest values from one key to another; keys of the cursor are as they lie in the space. */
    ByteCursor allNewest() {
        byte[] prefix = {NEWEST};
        return space.scan(prefix, KeyBounds.afterPrefix(prefix), true);
    }

    private @Nullable Version firstEndedAfter(byte[] key, long timeMs) {
        try (ByteCursor cursor = ended.ofKey(key, timeMs + 1, Long.MAX_VALUE, true)) {
            return cursor.next() ? endedVersion(cursor) : null;
        }
    }

    private void putEnded(byte[] key, Version version) {
        byte[] value = version.value();
        byte[] stored = new byte[value == null ? 0 : value.length + 1];
        if (value != null) {
            stored[0] = VALUE;
            System.arraycopy(value, 0, stored, 1, value.length);
        }
        ended.put(key, version.validToMs(), version.validFromMs(), stored);
    }

    private void removeEnded(byte[] key, Version version) {
        ended.put(key, version.validToMs(), version.validFromMs(), null);
    }

    private @Nullable Version newest(byte[] newestKey) {
        byte[] stored = space.get(newestKey);
        return stored == null
                ? null
                : new Version(
                        Arrays.copyOfRange(stored, Long.BYTES, stored.length),
                        ByteBuffer.wrap(stored).getLong(),
                        Version.OPEN);
    }

    private void putNewest(byte[] newestKey, byte @Nullable [] value, long timeMs) {
        space.put(
                newestKey,
                value == null
                        ? null
                        : ByteBuffer.allocate(Long.BYTES + value.length)
                                .putLong(timeMs)
                                .put(value)
                                .array());
    }

    private static byte[] newestKey(byte[] key) {
        return ByteBuffer.allocate(1 + key.length).put(NEWEST).put(key).array();
    }
}
