package io.tailrace.state.space;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An ordered map from byte keys to anything, whose cursors survive changes: after an insertion or removal a cursor seeks
 * its place anew (one tree descent), and otherwise walks the tree's own iterator. So a store may be changed while it is
 * being iterated, as programs that delete in a loop do.
 *
 * <p><b>Threads:</b> one owner.
 *
 * @param <V> type of the values
 */
public final class SortedBytes<V> {

    private final TreeMap<byte[], V> map = new TreeMap<>(Arrays::compareUnsigned);
    private long structureVersion;

    public @Nullable V get(byte[] key) {
        return map.get(key);
    }

    /** Returns what the key had before, or null. */
    public @Nullable V put(byte[] key, V value) {
        V before = map.put(key, value);
        if (before == null) {
            structureVersion++;
        }
        return before;
    }

    /** Returns what the key had, or null. */
    public @Nullable V remove(byte[] key) {
        V before = map.remove(key);
        if (before != null) {
            structureVersion++;
        }
        return before;
    }

    public int size() {
        return map.size();
    }

    public boolean isEmpty() {
        return map.isEmpty();
    }

    public void clear() {
        map.clear();
        structureVersion++;
    }

    /** A cursor over the entries from {@code from} (within) to {@code to} (not within); null is open. */
    public Cursor cursor(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
        return new Cursor(from, to, forward);
    }

    private NavigableMap<byte[], V> view(byte @Nullable [] from, boolean fromWithin, byte @Nullable [] to) {
        if (from == null) {
            return to == null ? map : map.headMap(to, false);
        }
        if (to == null) {
            return map.tailMap(from, fromWithin);
        }
        if (Arrays.compareUnsigned(from, to) >= 0) {
            return map.subMap(from, true, from, false);
        }
        return map.subMap(from, fromWithin, to, false);
    }

    /** Stands before the first entry until {@link #next} is called. Needs no closing. */
    public final class Cursor {

        private final byte @Nullable [] from;
        private final byte @Nullable [] to;
        private final boolean forward;
        private Iterator<Map.Entry<byte[], V>> entries;
        private long seenVersion;
        private byte @Nullable [] key;
        private @Nullable V value;

        private Cursor(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
            this.from = from;
            this.to = to;
            this.forward = forward;
            this.entries = seek(from, true, to);
        }

        private Iterator<Map.Entry<byte[], V>> seek(byte @Nullable [] low, boolean lowWithin, byte @Nullable [] high) {
            seenVersion = structureVersion;
            NavigableMap<byte[], V> range = view(low, lowWithin, high);
            return (forward ? range : range.descendingMap()).entrySet().iterator();
        }

        /** Moves on; false when there is no further entry. */
        public boolean next() {
            if (seenVersion != structureVersion) {
                byte[] last = key;
                entries =
                        last == null ? seek(from, true, to) : forward ? seek(last, false, to) : seek(from, true, last);
            }
            if (!entries.hasNext()) {
                return false;
            }
            Map.Entry<byte[], V> entry = entries.next();
            key = entry.getKey();
            value = entry.getValue();
            return true;
        }

        /** The key it stands on. */
        public byte[] key() {
            if (key == null) {
                throw new NoSuchElementException("the cursor stands before its first entry");
            }
            return key;
        }

        /** The value it stands on. */
        public V value() {
            if (value == null) {
                throw new NoSuchElementException("the cursor stands before its first entry");
            }
            return value;
        }
    }
}
