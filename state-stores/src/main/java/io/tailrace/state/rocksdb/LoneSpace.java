package io.tailrace.state.rocksdb;

import io.tailrace.common.TopicPartition;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.StorageSpace;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The space of a persistent store that no task owns, as in the test of one processor: it has a database of its own, which closes with the
 * store.
 *
 * <p><b>Threads:</b> the store's owner only.
 */
public final class LoneSpace implements StorageSpace {

    private final TaskDatabase database;
    private final StorageSpace space;

    private LoneSpace(TaskDatabase database, StorageSpace space) {
        this.database = database;
        this.space = space;
    }

    /**
     * Opens the database of a store below {@code stateDirectory}.
     *
     * @param configs the application's configuration, for {@code rocksdb.config.setter}
     */
    public static LoneSpace open(Path stateDirectory, String store, Map<String, Object> configs) {
        TaskDatabase database =
                TaskDatabase.open(stateDirectory.resolve("rocksdb").resolve(store), configs);
        return new LoneSpace(database, database.space(store, null));
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return space.get(key);
    }

    @Override
    public void put(byte[] key, byte @Nullable [] value) {
        space.put(key, value);
    }

    @Override
    public ByteCursor scan(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
        return space.scan(from, to, forward);
    }

    @Override
    public long approximateCount() {
        return space.approximateCount();
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public long position() {
        return space.position();
    }

    @Override
    public void restore(byte[] key, byte @Nullable [] value) {
        space.restore(key, value);
    }

    @Override
    public void endRestore(long nextPosition) {
        space.endRestore(nextPosition);
    }

    @Override
    public void expire(byte[] from, byte[] to) {
        space.expire(from, to);
    }

    @Override
    public void reset() {
        space.reset();
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        database.commit(Map.of());
    }

    /** What was written is kept: nobody else will commit it. */
    @Override
    public void close() {
        try {
            database.commit(Map.of());
        } finally {
            database.close();
        }
    }
}
