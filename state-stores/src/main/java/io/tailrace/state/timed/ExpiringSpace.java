package io.tailrace.state.timed;

import io.tailrace.state.layout.ValueFormat;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.ByteSpace;
import io.tailrace.state.space.KeyBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hides entries whose time is over: those whose timestamp is longer ago than their life, by stream time.
 *
 * <p><b>How they go.</b> An index by time would cost a second write for each entry, and a topic of its own. Instead a hand goes round the keys: every
 * {@value #WRITES_BETWEEN_SWEEPS} writes it looks at the next {@value #SWEPT_AT_ONCE} entries and deletes those that are over, through the layers
 * below, so that changelog and cache hear of it. So what is dead is at most what was there a quarter of as many writes ago as there are entries, and a
 * store that is not written any more keeps what it has; it is hidden all the same.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public final class ExpiringSpace implements ByteSpace {

    private static final int WRITES_BETWEEN_SWEEPS = 64;
    private static final int SWEPT_AT_ONCE = 256;

    private final ByteSpace below;
    private final ValueFormat format;
    private final long lifeMs;
    private final LongSupplier streamTimeMs;
    private long latestWrittenMs = -1;
    private int writes;
    private byte @Nullable [] hand;

    /**
     * @param format of the values; has timestamps
     * @param lifeMs how long entries live after their timestamp
     * @param streamTimeMs what the task has seen of stream time, or -1
     */
    public ExpiringSpace(ByteSpace below, ValueFormat format, long lifeMs, LongSupplier streamTimeMs) {
        this.below = below;
        this.format = format;
        this.lifeMs = lifeMs;
        this.streamTimeMs = streamTimeMs;
    }

    /** The value, or null if its time is over. */
    public byte @Nullable [] live(byte @Nullable [] stored) {
        return stored == null || isOver(stored) ? null : stored;
    }

    private boolean isOver(byte[] stored) {
        long nowMs = Math.max(latestWrittenMs, streamTimeMs.getAsLong());
        return nowMs - lifeMs >= format.timestamp(stored, nowMs);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return live(below.get(key));
    }

    @Override
    public void put(byte[] key, byte @Nullable [] value) {
        below.put(key, value);
        if (value != null) {
            latestWrittenMs = Math.max(latestWrittenMs, format.timestamp(value, latestWrittenMs));
        }
        if (++writes >= WRITES_BETWEEN_SWEEPS) {
            writes = 0;
            sweep();
        }
    }

    private void sweep() {
        List<byte[]> over = new ArrayList<>();
        int seen = 0;
        try (ByteCursor cursor = below.scan(KeyBounds.after(hand), null, true)) {
            hand = null;
            while (cursor.next()) {
                byte[] value = cursor.value();
                if (value != null && isOver(value)) {
                    over.add(cursor.key());
                }
                if (++seen == SWEPT_AT_ONCE) {
                    hand = cursor.key();
                    break;
                }
            }
        }
        over.forEach(key -> below.put(key, null));
    }

    @Override
    public ByteCursor scan(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
        return new FilteredCursor(below.scan(from, to, forward), entry -> live(entry.value()) != null);
    }

    /** Those that are not yet deleted are counted too. */
    @Override
    public long approximateCount() {
        return below.approximateCount();
    }
}
