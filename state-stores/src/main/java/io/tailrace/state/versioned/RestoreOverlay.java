package io.tailrace.state.versioned;

import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.ByteSpace;
import io.tailrace.state.space.MergedCursor;
import io.tailrace.state.space.SortedBytes;
import io.tailrace.state.space.StorageSpace;
import org.jspecify.annotations.Nullable;

/**
 * Lets a store that is restored see what it restored: what {@link StorageSpace#restore} is given may become visible with
 * the end of the batch only, but putting a version reads the versions around it. So writes of a batch are held here and
 * handed on at its end. Outside of a restore it hands through.
 *
 * <p>What is held is bounded by the batches that the restorer reads.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class RestoreOverlay implements ByteSpace {

    /** Stands for a deletion; compared by identity. */
    private static final byte[] DELETED = new byte[0];

    private final StorageSpace storage;
    private final SortedBytes<byte[]> held = new SortedBytes<>();
    private boolean holding;

    RestoreOverlay(StorageSpace storage) {
        this.storage = storage;
    }

    /** From now on writes are held. */
    void hold() {
        holding = true;
    }

    /** Hands the held writes to the storage as restored. */
    void handOver() {
        SortedBytes<byte[]>.Cursor cursor = held.cursor(null, null, true);
        while (cursor.next()) {
            byte[] value = cursor.value();
            storage.restore(cursor.key(), value == DELETED ? null : value);
        }
        discard();
    }

    /** Forgets the held writes. */
    void discard() {
        held.clear();
        holding = false;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        byte[] value = holding ? held.get(key) : null;
        if (value != null) {
            return value == DELETED ? null : value;
        }
        return storage.get(key);
    }

    @Override
    public void put(byte[] key, byte @Nullable [] value) {
        if (holding) {
            held.put(key, value == null ? DELETED : value);
        } else {
            storage.put(key, value);
        }
    }

    @Override
    public ByteCursor scan(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
        ByteCursor stored = storage.scan(from, to, forward);
        return holding ? new MergedCursor(new HeldCursor(held.cursor(from, to, forward)), stored, forward) : stored;
    }

    @Override
    public long approximateCount() {
        return storage.approximateCount();
    }

    /** Shows {@link #DELETED} as null. */
    private record HeldCursor(SortedBytes<byte[]>.Cursor cursor) implements ByteCursor {

        @Override
        public boolean next() {
            return cursor.next();
        }

        @Override
        public byte[] key() {
            return cursor.key();
        }

        @Override
        public byte @Nullable [] value() {
            byte[] value = cursor.value();
            return value == DELETED ? null : value;
        }

        @Override
        public void close() {}
    }
}
