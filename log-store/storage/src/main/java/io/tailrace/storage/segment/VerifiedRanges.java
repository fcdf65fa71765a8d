package io.tailrace.storage.segment;

import java.util.Arrays;

/**
 * Which bytes of a segment's file have been held against their checksums since the last {@link #forget}. Consumers that follow
 * one another, or one that reads on, are then spared the check; what nobody has read is checked by the first who does. Data on
 * a device can rot later, so what was found is forgotten in time.
 *
 * <p>At most {@value #MAX_RANGES} ranges are kept; when there are more, the smallest is forgotten.
 *
 * <p><b>Threads:</b> any. The ranges are immutable and replaced as a whole under the monitor of this object.
 */
final class VerifiedRanges {

    private static final int MAX_RANGES = 16;
    private static final int[] NONE = {};

    /** From and to in turn, ascending, neither overlapping nor touching. */
    private volatile int[] ranges = NONE;

    /** Bytes from here on were written by this process and not read back from the device. */
    private volatile int writtenFrom = Integer.MAX_VALUE;

    /** The end of the range that holds {@code position}; {@code position} itself if it was not verified. */
    int verifiedUntil(int position) {
        if (position >= writtenFrom) {
            return Integer.MAX_VALUE;
        }
        int[] now = ranges;
        for (int i = 0; i < now.length; i += 2) {
            if (position >= now[i] && position < now[i + 1]) {
                return now[i + 1];
            }
        }
        return position;
    }

    void add(int from, int to) {
        if (to <= from || verifiedUntil(from) >= to) {
            return;
        }
        synchronized (this) {
            ranges = merged(ranges, from, to);
        }
    }

    private static int[] merged(int[] old, int from, int to) {
        int[] more = new int[old.length + 2];
        int count = 0;
        int low = from;
        int high = to;
        boolean placed = false;
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] < low) {
                more[count++] = old[i];
                more[count++] = old[i + 1];
            } else if (old[i] > high) {
                if (!placed) {
                    more[count++] = low;
                    more[count++] = high;
                    placed = true;
                }
                more[count++] = old[i];
                more[count++] = old[i + 1];
            } else {
                low = Math.min(low, old[i]);
                high = Math.max(high, old[i + 1]);
            }
        }
        if (!placed) {
            more[count++] = low;
            more[count++] = high;
        }
        return count <= 2 * MAX_RANGES ? Arrays.copyOf(more, count) : withoutSmallest(more, count);
    }

    private static int[] withoutSmallest(int[] ranges, int count) {
        int smallest = 0;
        for (int i = 2; i < count; i += 2) {
            if (ranges[i + 1] - ranges[i] < ranges[smallest + 1] - ranges[smallest]) {
                smallest = i;
            }
        }
        int[] fewer = new int[count - 2];
        System.arraycopy(ranges, 0, fewer, 0, smallest);
        System.arraycopy(ranges, smallest + 2, fewer, smallest, count - 2 - smallest);
        return fewer;
    }

    /** What is written from {@code position} on is known to be sound. */
    void writingFrom(int position) {
        writtenFrom = position;
    }

    /** Has everything below {@code position} verified anew when it is next read. */
    void forget(int position) {
        synchronized (this) {
            ranges = NONE;
        }
        if (writtenFrom < position) {
            writtenFrom = position;
        }
    }
}
