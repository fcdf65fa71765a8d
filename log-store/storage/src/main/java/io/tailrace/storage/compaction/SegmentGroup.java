package io.tailrace.storage.compaction;

import io.tailrace.storage.segment.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring segments that are written anew as one, because together they do not exceed what one segment may hold: so the many
 * small segments that compaction leaves become few.
 *
 * @param segments ascending, at least one
 * @param endOffset where the segment after them begins
 */
record SegmentGroup(List<Segment> segments, long endOffset) {

    /**
     * Groups segments as far as the limits allow, by the sizes they have now.
     *
     * @param segments ascending neighbours
     * @param endOffset where the segment after them begins
     */
    static List<SegmentGroup> of(List<Segment> segments, long endOffset, SegmentLimits limits) throws IOException {
        List<SegmentGroup> groups = new ArrayList<>();
        List<Segment> members = new ArrayList<>();
        long bytes = 0;
        long indexBytes = 0;
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            long segmentEnd = i + 1 < segments.size() ? segments.get(i + 1).baseOffset() : endOffset;
            bytes += segment.sizeBytes();
            indexBytes += segment.indexBytes();
            boolean fits = members.isEmpty()
                    || (bytes <= limits.bytes()
                            && indexBytes <= limits.indexBytes()
                            && members.get(0).fitsOffset(segmentEnd - 1));
            if (!fits) {
                groups.add(new SegmentGroup(List.copyOf(members), segment.baseOffset()));
                members.clear();
                bytes = segment.sizeBytes();
                indexBytes = segment.indexBytes();
            }
            members.add(segment);
        }
        if (!members.isEmpty()) {
            groups.add(new SegmentGroup(List.copyOf(members), endOffset));
        }
        return groups;
    }

    long baseOffset() {
        return segments.get(0).baseOffset();
    }

    long sizeBytes() {
        return segments.stream().mapToLong(Segment::sizeBytes).sum();
    }

    boolean isLast(Segment segment) {
        return segments.get(segments.size() - 1) == segment;
    }
}
