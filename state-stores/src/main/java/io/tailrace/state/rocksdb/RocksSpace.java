package io.tailrace.state.rocksdb;

import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.MergedCursor;
import io.tailrace.state.space.SortedBytes;
import io.tailrace.state.space.StorageSpace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;

/**
 * A store's column family, with the writes since the last commit held apart in the heap: reads see both, the disk sees
 * a write only with the commit that it belongs to. Dropping the object without a commit is therefore a roll-back.
 *
 * <p>What is held apart is bounded by the task: it commits early when {@link TaskDatabase#uncommittedBytes} passes its limit.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class RocksSpace implements StorageSpace {

    /** Stands for a deletion among the pending writes; compared by identity. */
    private static final byte[] DELETED = new byte[0];

    /** Heap an entry takes beside its bytes: tree node, array headers. */
    private static final int ENTRY_OVERHEAD_BYTES = 96;

    private final TaskDatabase database;
    private final String store;
    private final ColumnFamilyHandle family;
    private final byte[] positionKey;
    private long position;
    private SortedBytes<byte[]> pending = new SortedBytes<>();
    private final List<byte[][]> expired = new ArrayList<>();
    private long pendingBytes;

    RocksSpace(TaskDatabase database, String store, ColumnFamilyHandle family, byte[] positionKey, long position) {
        this.database = database;
        this.store = store;
        this.family = family;
        this.positionKey = positionKey;
        this.position = position;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        byte[] held = pending.get(key);
        if (held != null) {
            return held == DELETED ? null : held;
        }
        return database.get(store, family, key);
    }

    @Override
    public void put(byte[] key, byte @Nullable [] value) {
        byte[] before = pending.put(key, value == null ? DELETED : value);
        long change = value == null ? 0 : value.length;
        change += before == null ? key.length + ENTRY_OVERHEAD_BYTES : -before.length;
        pendingBytes += change;
        database.uncommittedBytesChanged(change);
    }

    @Override
    public ByteCursor scan(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
        ByteCursor committed = database.scan(store, family, from, to, forward);
        return pending.isEmpty()
                ? committed
                : new MergedCursor(new PendingCursor(pending.cursor(from, to, forward)), committed, forward);
    }

    @Override
    public long approximateCount() {
        return database.estimatedKeys(store, family) + pending.size();
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void restore(byte[] key, byte @Nullable [] value) {
        BatchEncoder batch = database.restoreBatch();
        if (value == null) {
            batch.delete(family.getID(), key);
        } else {
            batch.put(family.getID(), key, value);
        }
    }

    @Override
    public void endRestore(long nextPosition) {
        database.restoreBatch().put(0, positionKey, TaskDatabase.encodePosition(nextPosition));
        database.writeRestored();
        position = nextPosition;
    }

    @Override
    public void expire(byte[] from, byte[] to) {
        SortedBytes<byte[]>.Cursor held = pending.cursor(from, to, true);
        while (held.next()) {
            byte[] value = pending.remove(held.key());
            long freed = (long) held.key().length + (value == null ? 0 : value.length) + ENTRY_OVERHEAD_BYTES;
            pendingBytes -= freed;
            database.uncommittedBytesChanged(-freed);
        }
        expired.add(new byte[][] {from, to});
    }

    @Override
    public void reset() {
        dropPending();
        database.clearFamily(store, family, positionKey);
        position = 0;
    }

    /** Adds all that is held apart, and {@code newPosition} if there is one, to the batch of a commit. */
    void writeTo(BatchEncoder batch, @Nullable Long newPosition) {
        int id = family.getID();
        for (byte[][] range : expired) {
            batch.deleteRange(id, range[0], range[1]);
        }
        SortedBytes<byte[]>.Cursor held = pending.cursor(null, null, true);
        while (held.next()) {
            byte[] value = held.value();
            if (value == DELETED) {
                batch.delete(id, held.key());
            } else {
                batch.put(id, held.key(), value);
            }
        }
        if (newPosition != null) {
            batch.put(0, positionKey, TaskDatabase.encodePosition(newPosition));
        }
    }

    /** The batch is in the database. */
    void committed(@Nullable Long newPosition) {
        dropPending();
        if (newPosition != null) {
            position = newPosition;
        }
    }

    private void dropPending() {
        database.uncommittedBytesChanged(-pendingBytes);
        pendingBytes = 0;
        expired.clear();
        if (!pending.isEmpty()) {
            // A new map, not an emptied one: cursors that are open go on over the old one and their snapshot.
            pending = new SortedBytes<>();
        }
    }

    /** Shows {@link #DELETED} as null. */
    private static final class PendingCursor implements ByteCursor {

        private final SortedBytes<byte[]>.Cursor cursor;

        PendingCursor(SortedBytes<byte[]>.Cursor cursor) {
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
        public byte @Nullable [] value() {
            byte[] value = cursor.value();
            return value == DELETED ? null : value;
        }

        @Override
        public void close() {}
    }
}
