package io.tailrace.state.rocksdb;

import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.SortedBytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes to one store that its column family does not have: ranges to drop, and after them the newest value of each key.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class HeldWrites {

    /** Stands for a deletion among the values; compared by identity. */
    private static final byte[] DELETED = new byte[0];

    /** Heap an entry takes beside its bytes: tree node, array headers. */
    private static final int ENTRY_OVERHEAD_BYTES = 96;

    private final SortedBytes<byte[]> entries = new SortedBytes<>();
    private final List<byte[][]> expired = new ArrayList<>();
    private long sizeBytes;
    private long mergedBytes;

    /** What is held for a key, for {@link #valueOf}; null if nothing is. */
    byte @Nullable [] find(byte[] key) {
        return entries.get(key);
    }

    /** The value that a result of {@link #find} stands for; null: the key is deleted. */
    static byte @Nullable [] valueOf(byte[] found) {
        return found == DELETED ? null : found;
    }

    void put(byte[] key, byte @Nullable [] value) {
        hold(key, value == null ? DELETED : value);
    }

    private void hold(byte[] key, byte[] value) {
        byte[] before = entries.put(key, value);
        sizeBytes += value.length;
        if (before == null) {
            sizeBytes += key.length + ENTRY_OVERHEAD_BYTES;
        } else {
            sizeBytes -= before.length;
            mergedBytes += key.length + (long) before.length;
        }
    }

    /** Drops what is held from {@code from} (within) to {@code to} (not within), and what the column family has there. */
    void expire(byte[] from, byte[] to) {
        SortedBytes<byte[]>.Cursor held = entries.cursor(from, to, true);
        while (held.next()) {
            byte[] value = entries.remove(held.key());
            sizeBytes -= held.key().length + (value == null ? 0 : value.length) + ENTRY_OVERHEAD_BYTES;
        }
        expired.add(new byte[][] {from, to});
        sizeBytes += from.length + to.length + ENTRY_OVERHEAD_BYTES;
    }

    /** Holds what {@code newer} holds as well. */
    void addAll(HeldWrites newer) {
        newer.expired.forEach(range -> expire(range[0], range[1]));
        SortedBytes<byte[]>.Cursor added = newer.entries.cursor(null, null, true);
        while (added.next()) {
            hold(added.key(), added.value());
        }
        mergedBytes += newer.mergedBytes;
    }

    boolean isEmpty() {
        return entries.isEmpty() && expired.isEmpty();
    }

    /** Whether there are ranges to drop, which reads do not know of. */
    boolean dropsRanges() {
        return !expired.isEmpty();
    }

    /** How many keys there are entries for. */
    int keys() {
        return entries.size();
    }

    /** Heap that this takes. */
    long sizeBytes() {
        return sizeBytes;
    }

    /** Bytes of the writes that a newer one of the same key took the place of. */
    long mergedBytes() {
        return mergedBytes;
    }

    /**
     * The entries from {@code from} (within) to {@code to} (not within); the value of a deleted key is null.
     *
     * @param check what throws if the cursor must not go on
     */
    ByteCursor cursor(byte @Nullable [] from, byte @Nullable [] to, boolean forward, Runnable check) {
        return new HeldCursor(entries.cursor(from, to, forward), check);
    }

    /** Adds all of it to a batch. */
    void writeTo(BatchEncoder batch, int family) {
        for (byte[][] range : expired) {
            batch.deleteRange(family, range[0], range[1]);
        }
        SortedBytes<byte[]>.Cursor held = entries.cursor(null, null, true);
        while (held.next()) {
            byte[] value = held.value();
            if (value == DELETED) {
                batch.delete(family, held.key());
            } else {
                batch.put(family, held.key(), value);
            }
        }
    }

    /** Shows {@link #DELETED} as null. */
    private static final class HeldCursor implements ByteCursor {

        private final SortedBytes<byte[]>.Cursor cursor;
        private final Runnable check;

        HeldCursor(SortedBytes<byte[]>.Cursor cursor, Runnable check) {
            this.cursor = cursor;
            this.check = check;
        }

        @Override
        public boolean next() {
            check.run();
            return cursor.next();
        }

        @Override
        public byte[] key() {
            return cursor.key();
        }

        @Override
        public byte @Nullable [] value() {
            return valueOf(cursor.value());
        }

        @Override
        public void close() {}
    }
}
