package io.tailrace.storage.segment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a log, ascending and never empty. Changes make a new list, so that readers need no lock.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class Segments {

    private final List<Segment> ascending;

    public Segments(List<Segment> ascending) {
        if (ascending.isEmpty()) {
            throw new IllegalArgumentException("expected at least one segment, found none");
        }
        this.ascending = List.copyOf(ascending);
    }

    public List<Segment> all() {
        return ascending;
    }

    public Segment first() {
        return ascending.get(0);
    }

    /** The one that is appended to. */
    public Segment active() {
        return ascending.get(ascending.size() - 1);
    }

    /** The index of the last segment that begins at or before {@code offset}; 0 if none does. */
    public int indexFor(long offset) {
        int low = 0;
        int high = ascending.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (ascending.get(middle).baseOffset() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    public Segment holding(long offset) {
        return ascending.get(indexFor(offset));
    }

    public @Nullable Segment after(Segment segment) {
        int next = indexFor(segment.baseOffset()) + 1;
        return next < ascending.size() ? ascending.get(next) : null;
    }

    /** The segments from the one that holds {@code offset} on. */
    public List<Segment> from(long offset) {
        return ascending.subList(indexFor(offset), ascending.size());
    }

    public Segments with(Segment active) {
        List<Segment> more = new ArrayList<>(ascending);
        more.add(active);
        return new Segments(more);
    }

    public Segments without(List<Segment> gone) {
        List<Segment> rest = new ArrayList<>(ascending);
        rest.removeAll(gone);
        return new Segments(rest);
    }

    /** With one in the place of others, the first of which has the same base offset. */
    public Segments replacing(List<Segment> old, Segment replacement) {
        List<Segment> all = new ArrayList<>(ascending);
        int at = all.indexOf(old.get(0));
        all.removeAll(old);
        all.add(at, replacement);
        return new Segments(all);
    }

    public long sizeBytes() {
        long size = 0;
        for (Segment segment : ascending) {
            size += segment.sizeBytes();
        }
        return size;
    }

    /** Newest first. */
    public List<Segment> descending() {
        List<Segment> reversed = new ArrayList<>(ascending);
        Collections.reverse(reversed);
        return reversed;
    }
}
