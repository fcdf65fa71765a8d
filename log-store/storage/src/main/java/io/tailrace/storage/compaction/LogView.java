package io.tailrace.storage.compaction;

import io.tailrace.storage.segment.Segment;
import io.tailrace.storage.segment.Segments;

/**
 * A log as it is at one moment.
 *
 * @param dirtyOffset offsets below were compacted before; at least the log's start
 * @param stableOffset below it everything is durable, is never cut off again, and every transaction is decided
 */
public record LogView(Segments segments, long dirtyOffset, long stableOffset) {

    /** Where the segment with that index ends, which is where the next one begins. Not for the active one. */
    long endOf(int index) {
        return segments.all().get(index + 1).baseOffset();
    }

    /** Segments that are sealed, which is all but the last. */
    int sealedCount() {
        return segments.all().size() - 1;
    }

    Segment segment(int index) {
        return segments.all().get(index);
    }
}
