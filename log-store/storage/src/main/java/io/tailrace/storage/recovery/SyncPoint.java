package io.tailrace.storage.recovery;

/**
 * A point of a log below which nothing needs to be read at the next start: all of it was synced, and the segment held exactly so
 * many bytes then. Whatever lies beyond was written later.
 *
 * @param offset all offsets below are synced
 * @param segmentBase the base offset of the segment that was appended to
 * @param segmentBytes where {@code offset} would begin in it
 * @param producers whether any producer was known at that point; if so, a snapshot of them may lie beside the segment
 */
public record SyncPoint(long offset, long segmentBase, int segmentBytes, boolean producers) {

    public SyncPoint {
        if (offset < segmentBase || segmentBase < 0 || segmentBytes < 0) {
            throw new IllegalArgumentException("expected an offset within its segment, found offset " + offset
                    + ", segment " + segmentBase + " with " + segmentBytes + " B");
        }
    }
}
