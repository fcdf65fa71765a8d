package io.tailrace.streams.suppress;

import io.tailrace.common.utils.Bytes;
import io.tailrace.state.space.ByteCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes by key and in the order in which they are due: a sorted map and an index in the heap, and, if there is an overflow, the rest
 * on disk.
 *
 * <p>Invariant: all that is in the heap is due before all that is in the overflow. An entry that is due after the first one on disk goes
 * to disk; when the heap is over its bounds, its last entries go there; when the heap is empty, it takes half of what it may hold back.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class DueEntries {
    private final NavigableMap<DueKey, BufferedChange> heap = new TreeMap<>();
    private final Map<Bytes, DueKey> index = new HashMap<>();
    private final @Nullable Overflow overflow;
    private final long maxHeapRecords;
    private final long maxHeapBytes;
    private long heapBytes;
    private long spilledBytes;

    /** All in the heap. */
    DueEntries() {
        this(null, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** @param overflow where to put what is over the bounds */
    DueEntries(@Nullable Overflow overflow, long maxHeapRecords, long maxHeapBytes) {
        this.overflow = overflow;
        this.maxHeapRecords = maxHeapRecords;
        this.maxHeapBytes = maxHeapBytes;
    }

    long count() {
        return heap.size() + spilled();
    }

    long sizeBytes() {
        return heapBytes + spilledBytes;
    }

    private long spilled() {
        return overflow == null ? 0 : overflow.count();
    }

    /** When the first change is due, or {@link Long#MAX_VALUE} if there is none. */
    long firstDueMs() {
        if (!heap.isEmpty()) {
            return heap.firstKey().dueMs();
        }
        DueKey first = overflow == null ? null : overflow.first();
        return first == null ? Long.MAX_VALUE : first.dueMs();
    }

    /** When the key's change is due, or null if it has none. */
    @Nullable
    DueKey find(Bytes key) {
        DueKey at = index.get(key);
        return at == null && overflow != null ? overflow.find(key) : at;
    }

    /** The change at a place that {@link #find} returned. */
    BufferedChange get(DueKey at) {
        BufferedChange change = heap.get(at);
        return change == null ? spilled(at) : change;
    }

    private BufferedChange spilled(DueKey at) {
        if (overflow == null) {
            throw new IllegalStateException("expected a change due at " + at.dueMs() + ", actual none");
        }
        return overflow.get(at);
    }

    /** Adds a change of a key that has none. */
    void add(DueKey at, BufferedChange change) {
        DueKey firstSpilled = overflow == null ? null : overflow.first();
        if (firstSpilled != null && at.compareTo(firstSpilled) > 0) {
            overflow.add(at, change);
            spilledBytes += size(at, change);
        } else {
            heap.put(at, change);
            index.put(at.key(), at);
            heapBytes += size(at, change);
            spill();
        }
    }

    /** Puts another change in the place of one. */
    void replace(DueKey at, BufferedChange change) {
        BufferedChange before = get(at);
        if (heap.replace(at, change) != null) {
            heapBytes += size(at, change) - size(at, before);
            spill();
        } else if (overflow != null) {
            overflow.replace(at, change);
            spilledBytes += size(at, change) - size(at, before);
        }
    }

    /** Removes the change at a place that {@link #find} returned. */
    void remove(DueKey at) {
        BufferedChange removed = heap.remove(at);
        if (removed != null) {
            index.remove(at.key());
            heapBytes -= size(at, removed);
        } else if (overflow != null) {
            spilledBytes -= size(at, overflow.get(at));
            overflow.remove(at);
        }
    }

    /** The change that is due first, or null if there is none; it stays. */
    Overflow.@Nullable Entry first() {
        if (heap.isEmpty() && spilled() > 0) {
            refill();
        }
        Map.Entry<DueKey, BufferedChange> first = heap.firstEntry();
        return first == null ? null : new Overflow.Entry(first.getKey(), first.getValue());
    }

    private boolean overBounds() {
        return heap.size() > maxHeapRecords || heapBytes > maxHeapBytes;
    }

    private void spill() {
        while (overflow != null && heap.size() > 1 && overBounds()) {
            Map.Entry<DueKey, BufferedChange> last = heap.lastEntry();
            remove(last.getKey());
            overflow.add(last.getKey(), last.getValue());
            spilledBytes += size(last.getKey(), last.getValue());
        }
    }

    private void refill() {
        List<Overflow.Entry> taken = new ArrayList<>();
        long bytes = 0;
        Overflow from = Objects.requireNonNull(overflow);
        try (ByteCursor cursor = from.changes()) {
            while (taken.size() <= maxHeapRecords / 2 && bytes <= maxHeapBytes / 2 && cursor.next()) {
                Overflow.Entry entry = Overflow.entry(cursor);
                taken.add(entry);
                bytes += size(entry.at(), entry.change());
            }
        }
        for (Overflow.Entry entry : taken) {
            from.remove(entry.at());
            heap.put(entry.at(), entry.change());
            index.put(entry.at().key(), entry.at());
        }
        spilledBytes -= bytes;
        heapBytes += bytes;
    }

    void clear() {
        heap.clear();
        index.clear();
        heapBytes = 0;
        spilledBytes = 0;
        if (overflow != null) {
            overflow.clear();
        }
    }

    private static long size(DueKey at, BufferedChange change) {
        return Long.BYTES + at.key().get().length + change.sizeBytes();
    }
}
