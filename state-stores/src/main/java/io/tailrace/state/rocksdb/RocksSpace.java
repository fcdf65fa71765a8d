package io.tailrace.state.rocksdb;

import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.MergedCursor;
import io.tailrace.state.space.StorageSpace;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;

/**
 * A store's column family, with writes held apart in the heap at two levels: {@code uncommitted} are those since the last
 * commit, {@code unwritten} those that were committed and that the database has not been given yet. Reads see all three;
 * the disk sees a write only together with the whole of the commit that it belongs to. Dropping the object without a
 * commit is therefore a roll-back.
 *
 * <p>Both levels are bounded: the task commits early when {@link TaskDatabase#uncommittedBytes} passes its limit, and the
 * database takes what is unwritten when that passes another.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class RocksSpace implements StorageSpace {

    private final TaskDatabase database;
    private final String store;
    private final ColumnFamilyHandle family;
    private final byte[] positionKey;
    private long position;
    private boolean positionUnwritten;
    // Never emptied but replaced: cursors that are open go on over the old one and their snapshot.
    private HeldWrites uncommitted = new HeldWrites();
    private HeldWrites unwritten = new HeldWrites();

    RocksSpace(TaskDatabase database, String store, ColumnFamilyHandle family, byte[] positionKey, long position) {
        this.database = database;
        this.store = store;
        this.family = family;
        this.positionKey = positionKey;
        this.position = position;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        byte[] held = uncommitted.find(key);
        if (held == null) {
            held = unwritten.find(key);
        }
        return held == null ? database.get(store, family, key) : HeldWrites.valueOf(held);
    }

    @Override
    public void put(byte[] key, byte @Nullable [] value) {
        long before = uncommitted.sizeBytes();
        uncommitted.put(key, value);
        database.uncommittedBytesChanged(uncommitted.sizeBytes() - before);
    }

    @Override
    public ByteCursor scan(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
        ByteCursor cursor = database.scan(store, family, from, to, forward);
        for (HeldWrites held : new HeldWrites[] {unwritten, uncommitted}) {
            if (held.keys() > 0) {
                cursor = new MergedCursor(
                        held.cursor(from, to, forward, () -> database.ensureOpen(store)), cursor, forward);
            }
        }
        return cursor;
    }

    /** The database's estimate, which knows nothing of what it has not been given: so it is given that first. */
    @Override
    public long approximateCount() {
        database.writeCommitted();
        return database.estimatedKeys(store, family) + uncommitted.keys();
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
        if (!unwritten.isEmpty()) {
            // What is restored is newer, and goes to the database at once.
            database.writeCommitted();
        }
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
        positionUnwritten = false;
    }

    @Override
    public void expire(byte[] from, byte[] to) {
        long before = uncommitted.sizeBytes();
        uncommitted.expire(from, to);
        database.uncommittedBytesChanged(uncommitted.sizeBytes() - before);
    }

    @Override
    public void reset() {
        dropUncommitted();
        unwritten = new HeldWrites();
        database.clearFamily(store, family, positionKey);
        position = 0;
        positionUnwritten = false;
    }

    /** Makes what is uncommitted part of what is unwritten. */
    void commit(@Nullable Long newPosition) {
        if (!uncommitted.isEmpty()) {
            if (unwritten.isEmpty()) {
                unwritten = uncommitted;
            } else {
                unwritten.addAll(uncommitted);
            }
            dropUncommitted();
        }
        if (newPosition != null) {
            position = newPosition;
            positionUnwritten = true;
        }
    }

    /** Adds all that is committed and not written to a batch, the position as well. */
    void writeTo(BatchEncoder batch) {
        unwritten.writeTo(batch, family.getID());
        if (positionUnwritten) {
            batch.put(0, positionKey, TaskDatabase.encodePosition(position));
        }
    }

    /** What {@link #writeTo} gave is in the database. */
    void written() {
        if (!unwritten.isEmpty()) {
            unwritten = new HeldWrites();
        }
        positionUnwritten = false;
    }

    HeldWrites unwritten() {
        return unwritten;
    }

    private void dropUncommitted() {
        database.uncommittedBytesChanged(-uncommitted.sizeBytes());
        uncommitted = new HeldWrites();
    }
}
