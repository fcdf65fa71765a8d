package io.tailrace.storage.producer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The transactions of one partition whose outcome consumers must not act upon yet: those that are open, and those whose
 * marker is not below the high watermark.
 *
 * <p>Bounded by the number of producers, and by the markers between the high watermark and the end of the log.
 *
 * <p><b>Threads:</b> the lock of the partition.
 */
final class OpenTransactions {

    private record Decided(long firstOffset, long markerOffset) {}

    /** First offset to producer id. */
    private final NavigableMap<Long, Long> open;
    /** In the order of their markers. */
    private final Deque<Decided> decided = new ArrayDeque<>();

    private final TreeSet<Long> decidedFirstOffsets = new TreeSet<>();

    OpenTransactions() {
        this(new TreeMap<>());
    }

    private OpenTransactions(NavigableMap<Long, Long> open) {
        this.open = open;
    }

    /** A copy of the open ones, to try out what batches would change. */
    OpenTransactions copyOfOpen() {
        return new OpenTransactions(new TreeMap<>(open));
    }

    void begin(long firstOffset, long producerId) {
        open.put(firstOffset, producerId);
    }

    /** The transaction that begins there ends with the marker at {@code markerOffset}. */
    void end(long firstOffset, long markerOffset) {
        open.remove(firstOffset);
        decided.add(new Decided(firstOffset, markerOffset));
        decidedFirstOffsets.add(firstOffset);
    }

    /** Where the first open transaction begins, or {@code otherwise}. */
    long firstOpenOffset(long otherwise) {
        return open.isEmpty() ? otherwise : open.firstKey();
    }

    /** The first offset that is not stable, given the high watermark, which never goes back; or {@link Long#MAX_VALUE}. */
    long firstUnstableOffset(long highWatermark) {
        for (Decided oldest = decided.peek();
                oldest != null && oldest.markerOffset < highWatermark;
                oldest = decided.peek()) {
            decided.remove();
            decidedFirstOffsets.remove(oldest.firstOffset);
        }
        long firstDecided = decidedFirstOffsets.isEmpty() ? Long.MAX_VALUE : decidedFirstOffsets.first();
        return Math.min(firstDecided, firstOpenOffset(Long.MAX_VALUE));
    }

    /** Forgets what is open, to be told anew, and what was decided by markers from {@code endOffset} on. */
    void truncate(long endOffset) {
        open.clear();
        while (!decided.isEmpty() && decided.getLast().markerOffset >= endOffset) {
            decidedFirstOffsets.remove(decided.removeLast().firstOffset);
        }
    }
}
