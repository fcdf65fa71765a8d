package io.tailrace.state.memory;

import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.SortedBytes;
import io.tailrace.state.space.StorageSpace;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the heap. Nothing outlives the object, so the position is always 0 when it opens, and the whole changelog
 * is replayed.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public class MemorySpace implements StorageSpace {

    private final SortedBytes<byte[]> entries = new SortedBytes<>();
    private long position;

    @Override
    public byte @Nullable [] get(byte[] key) {
        return entries.get(key);
    }

    @Override
    public void put(byte[] key, byte @Nullable [] value) {
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, value);
        }
    }

    @Override
    public ByteCursor scan(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
        return new SortedCursor(entries.cursor(from, to, forward));
    }

    @Override
    public long approximateCount() {
        return entries.size();
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void restore(byte[] key, byte @Nullable [] value) {
        put(key, value);
    }

    @Override
    public void endRestore(long nextPosition) {
        position = nextPosition;
    }

    @Override
    public void expire(byte[] from, byte[] to) {
        SortedBytes<byte[]>.Cursor expired = entries.cursor(from, to, true);
        while (expired.next()) {
            entries.remove(expired.key());
        }
    }

    @Override
    public void reset() {
        entries.clear();
        position = 0;
    }

    /** Adapts the cursor of the map. */
    private static final class SortedCursor implements ByteCursor {

        private final SortedBytes<byte[]>.Cursor cursor;

        SortedCursor(SortedBytes<byte[]>.Cursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public boolean next() {
            return cursor.next();
        }

        @Override
        public byte[] key() {
            return cursor.key();
        }

        @Override
        public byte[] value() {
            return cursor.value();
        }

        @Override
        public void close() {}
    }
}
