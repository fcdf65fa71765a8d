package io.tailrace.state.timed;

import io.tailrace.state.cache.CachedSpace;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.ByteSpace;
import io.tailrace.state.space.StorageSpace;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a key and a time, of which those within the retention period are kept. Time is stream time: the highest
 * time put so far. An entry is expired when its time is at or before stream time minus the retention period: then it is
 * not put and not found any more, whether or not its segment is dropped yet. Segments are dropped with commits.
 *
 * <p>Stream time is part of the content. It lies in the space, behind all segments, and is committed with the entries;
 * so after a restart the same entries are expired as before it.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public final class RetainedEntries implements TimedEntries {

    /** Segments begin with a byte below 0x80. */
    private static final byte[] CLOCK_KEY = {(byte) 0xFF};

    private final ByteSpace space;
    private final StorageSpace storage;
    private final SegmentedKeys keys;
    private final long retentionMs;
    private final long shownMs;
    private long streamTimeMs = -1;
    private int sequence;
    private long firstSegment;
    private boolean clockChanged;
    private long expiredCount;

    /**
     * @param space what reads and writes go through
     * @param storage the innermost layer of {@code space}
     */
    public RetainedEntries(ByteSpace space, StorageSpace storage, SegmentedKeys keys, long retentionMs) {
        this(space, storage, keys, retentionMs, retentionMs);
    }

    /**
     * @param shownMs how long queries are shown entries; less than {@code retentionMs} where they are kept for another reason
     */
    public RetainedEntries(ByteSpace space, StorageSpace storage, SegmentedKeys keys, long retentionMs, long shownMs) {
        this.space = space;
        this.storage = storage;
        this.keys = keys;
        this.retentionMs = retentionMs;
        this.shownMs = shownMs;
        byte[] clock = storage.get(CLOCK_KEY);
        if (clock != null) {
            ByteBuffer stored = ByteBuffer.wrap(clock);
            streamTimeMs = stored.getLong();
            sequence = stored.getInt();
            firstSegment = keys.segment(firstLiveMs());
        }
    }

    @Override
    public SegmentedKeys keys() {
        return keys;
    }

    /** Entries that were not put because they were expired. */
    public long expiredCount() {
        return expiredCount;
    }

    public long streamTimeMs() {
        return streamTimeMs;
    }

    /** Counts an entry that its owner found expired and did not put. */
    public void countExpired() {
        expiredCount++;
    }

    @Override
    public void advance(long timeMs) {
        observe(timeMs);
    }

    @Override
    public int nextSequence() {
        sequence = (sequence + 1) & Integer.MAX_VALUE;
        clockChanged = true;
        return sequence;
    }

    @Override
    public byte @Nullable [] get(byte[] key, long timeMs, long rest) {
        return timeMs < firstLiveMs() || timeMs > streamTimeMs ? null : space.get(keys.encode(key, timeMs, rest));
    }

    @Override
    public boolean put(byte[] key, long timeMs, long rest, byte @Nullable [] value) {
        if (timeMs < 0) {
            throw new IllegalArgumentException("expected a time of 0 or later, actual " + timeMs);
        }
        if (!observe(timeMs)) {
            expiredCount++;
            return false;
        }
        space.put(keys.encode(key, timeMs, rest), value);
        return true;
    }

    @Override
    public void delete(byte[] key, long timeMs, long rest) {
        if (timeMs >= firstLiveMs() && timeMs <= streamTimeMs) {
            space.put(keys.encode(key, timeMs, rest), null);
        }
    }

    @Override
    public ByteCursor ofKey(byte[] key, long fromMs, long toMs, boolean forward) {
        long first = Math.max(fromMs, firstLiveMs());
        long last = Math.min(toMs, streamTimeMs);
        if (first > last) {
            return ByteCursor.EMPTY;
        }
        return new SegmentCursor(keys.segment(first), keys.segment(last), forward) {
            @Override
            ByteCursor open(long segment) {
                byte[] end = SegmentedKeys.bound(segment, SegmentedKeys.endOfKeyAt(key, last));
                return space.scan(keys.boundAt(segment, key, first), end, forward);
            }

            @Override
            boolean accepts(byte[] spaceKey) {
                return keys.hasKey(spaceKey, key);
            }
        };
    }

    @Override
    public ByteCursor ofKeys(
            byte @Nullable [] keyFrom, byte @Nullable [] keyTo, long fromMs, long toMs, boolean forward) {
        long first = Math.max(fromMs, firstLiveMs());
        long last = Math.min(toMs, streamTimeMs);
        if (first > last) {
            return ByteCursor.EMPTY;
        }
        return new SegmentCursor(keys.segment(first), keys.segment(last), forward) {
            @Override
            ByteCursor open(long segment) {
                return space.scan(
                        SegmentedKeys.startOf(segment, keyFrom), SegmentedKeys.endOf(segment, keyTo, last), forward);
            }

            @Override
            boolean accepts(byte[] spaceKey) {
                return keys.isWithin(spaceKey, keyFrom, keyTo, first, last);
            }
        };
    }

    @Override
    public TimedReads shown() {
        if (shownMs < retentionMs) {
            return new RecentEntries(this, shownMs);
        }
        return space instanceof CachedSpace cache ? new ShownEntries(this, cache) : this;
    }

    @Override
    public void restore(byte[] spaceKey, byte @Nullable [] value) {
        if (keys.isSequenced()) {
            sequence = Math.max(sequence, (int) keys.rest(spaceKey));
        }
        if (observe(keys.timeMs(spaceKey))) {
            storage.restore(spaceKey, value);
        }
    }

    @Override
    public void endRestore(long nextPosition) {
        if (clockChanged) {
            storage.restore(CLOCK_KEY, clock());
            clockChanged = false;
        }
        storage.endRestore(nextPosition);
    }

    @Override
    public void reset() {
        storage.reset();
        streamTimeMs = -1;
        sequence = 0;
        firstSegment = 0;
        clockChanged = false;
    }

    @Override
    public void prepareCommit() {
        long firstLive = keys.segment(firstLiveMs());
        if (firstLive > firstSegment) {
            // From the very first: entries that were late into a dropped segment go with it.
            storage.expire(SegmentedKeys.segmentStart(0), SegmentedKeys.segmentStart(firstLive));
            firstSegment = firstLive;
        }
        if (clockChanged && storage.persistent()) {
            storage.put(CLOCK_KEY, clock());
        }
        clockChanged = false;
    }

    private boolean observe(long timeMs) {
        if (timeMs > streamTimeMs) {
            streamTimeMs = timeMs;
            clockChanged = true;
            return true;
        }
        return timeMs >= firstLiveMs();
    }

    long firstLiveMs() {
        return Math.max(0, streamTimeMs - retentionMs + 1);
    }

    private byte[] clock() {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(streamTimeMs)
                .putInt(sequence)
                .array();
    }
}
