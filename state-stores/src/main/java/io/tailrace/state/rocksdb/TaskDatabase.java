package io.tailrace.state.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.common.TopicPartition;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.KeyBounds;
import io.tailrace.state.space.StorageSpace;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.errors.ProcessorStateException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The one RocksDB instance of a task. Each persistent store has a column family of its name; the default family holds
 * the changelog positions:
 *
 * <pre>
 * default family:  store 0x00 topic 0x00 partition (4)  →  offset of the next changelog record (8)
 * </pre>
 *
 * <p><b>Why it survives a crash.</b> A write batch takes whole commits: the changes of all stores and the positions they
 * correspond to. Memtables are flushed atomically over all families, and a batch never lies on both sides of a flush. So
 * what is on disk is at any moment the state after some commit, with the positions of that commit; a process that is
 * killed finds it there, and replays the changelog from those positions. No write-ahead log is needed for that, and none is
 * written, unless a store without a changelog is among them: then all writes are in the log before they return (in the page
 * cache: a power cut may take the last of them, a killed process does not).
 *
 * <p><b>When commits are written.</b> Without a write-ahead log a memtable is no safer than the heap, so commits collect there
 * and are written together when they take {@value #UNWRITTEN_LIMIT_BYTES} bytes: of a key that every commit changes, the newest
 * value only. Ranges that expire are not kept waiting. What is merged so never fills a memtable; after {@value #MERGED_LIMIT_BYTES} bytes of it the memtables are
 * flushed all the same, so that what a crash leaves to replay stays bounded by what was written, whatever the keys were. With
 * a write-ahead log each commit is written at once.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public final class TaskDatabase implements AutoCloseable {

    private static final int READ_BUFFER_BYTES = 4 << 10;
    private static final int RESTORE_BATCH_BYTES = 4 << 20;

    /** Heap that committed writes may take before they are written. */
    static final long UNWRITTEN_LIMIT_BYTES = 1L << 20;

    /** Bytes of writes that were overwritten before they were written, and so never reach a memtable, between two flushes. */
    static final long MERGED_LIMIT_BYTES = 16L << 20;

    private final Path directory;
    private final FamilySet families;
    private final RocksDB db;
    private final ReadOptions readOptions;
    private final ReadOptions scanOptions;
    private final WriteOptions writeOptions;
    private final NativeScope scope = new NativeScope();
    private final Map<String, RocksSpace> spaces = new LinkedHashMap<>();
    private final Set<RocksCursor> openCursors = Collections.newSetFromMap(new IdentityHashMap<>());
    private final BatchEncoder commitBatch = new BatchEncoder();
    private final BatchEncoder restoreBatch = new BatchEncoder();
    private final byte[] readBuffer = new byte[READ_BUFFER_BYTES];
    private long uncommittedBytes;
    private long mergedBytes;
    private boolean writeAheadLog;
    private boolean unflushed;
    private boolean closed;

    private TaskDatabase(Path directory, FamilySet families) {
        this.directory = directory;
        this.families = families;
        this.db = families.database();
        this.readOptions = scope.own(new ReadOptions());
        this.scanOptions = scope.own(new ReadOptions());
        this.writeOptions = scope.own(new WriteOptions()).setDisableWAL(true);
    }

    /**
     * Opens the database in {@code directory}, or makes one.
     *
     * @param configs the application's configuration, for {@code rocksdb.config.setter}
     * @throws ProcessorStateException if it is in use, damaged, or cannot be written
     */
    public static TaskDatabase open(Path directory, Map<String, Object> configs) {
        return new TaskDatabase(directory, FamilySet.open(directory, configs));
    }

    /**
     * The space of the store {@code store}. What it holds corresponds to {@link StorageSpace#position} in
     * {@code changelog}; content of which no position in that changelog is known is dropped.
     *
     * @param changelog where the store can be restored from; null: nowhere, so commits go to the write-ahead log
     */
    public StorageSpace space(String store, @Nullable TopicPartition changelog) {
        ensureOpen(store);
        if (spaces.containsKey(store)) {
            throw new IllegalStateException("expected one space a store, actual a second one for store " + store);
        }
        ColumnFamilyHandle family = families.family(store);
        byte[] positionKey = positionKey(store, changelog);
        byte[] stored = get(store, families.positions(), positionKey);
        RocksSpace space =
                new RocksSpace(this, store, family, positionKey, stored == null ? 0 : decodePosition(store, stored));
        if (changelog == null) {
            startWriteAheadLog();
        } else if (stored == null) {
            clearFamily(store, family, positionKey);
        }
        spaces.put(store, space);
        return space;
    }

    private void startWriteAheadLog() {
        if (!writeAheadLog) {
            // All or nothing: a commit in the log must not come back without what was written before it and not logged.
            writeCommitted();
            flush(true);
            writeAheadLog = true;
            writeOptions.setDisableWAL(false);
        }
    }

    /** Bytes of heap that writes since the last commit take. */
    public long uncommittedBytes() {
        return uncommittedBytes;
    }

    /**
     * Commits all writes since the last commit, and the positions they bring the stores to, as one.
     *
     * @param positions by name of the store: offset of the first changelog record that is not in the store
     */
    public void commit(Map<String, Long> positions) {
        if (uncommittedBytes + sum(HeldWrites::sizeBytes) > UNWRITTEN_LIMIT_BYTES) {
            // Now, because then a large commit is not merged entry by entry into what is there.
            writeCommitted();
        }
        spaces.forEach((store, space) -> space.commit(positions.get(store)));
        long merged = mergedBytes + sum(HeldWrites::mergedBytes);
        if (writeAheadLog
                || merged > MERGED_LIMIT_BYTES
                || sum(HeldWrites::sizeBytes) > UNWRITTEN_LIMIT_BYTES
                || spaces.values().stream().anyMatch(space -> space.unwritten().dropsRanges())) {
            writeCommitted();
        }
        if (merged > MERGED_LIMIT_BYTES) {
            flush(false);
        }
    }

    private long sum(ToLongFunction<HeldWrites> figure) {
        long sum = 0;
        for (RocksSpace space : spaces.values()) {
            sum += figure.applyAsLong(space.unwritten());
        }
        return sum;
    }

    /** Gives the database what is committed and not in it yet. */
    void writeCommitted() {
        commitBatch.clear();
        spaces.values().forEach(space -> space.writeTo(commitBatch));
        write(commitBatch);
        mergedBytes += sum(HeldWrites::mergedBytes);
        spaces.values().forEach(RocksSpace::written);
    }

    void uncommittedBytesChanged(long change) {
        uncommittedBytes += change;
    }

    byte @Nullable [] get(String store, ColumnFamilyHandle family, byte[] key) {
        ensureOpen(store);
        try {
            int length = db.get(family, readOptions, key, 0, key.length, readBuffer, 0, readBuffer.length);
            if (length == RocksDB.NOT_FOUND) {
                return null;
            }
            // A value larger than the buffer is read once more, by the form that allocates.
            return length <= readBuffer.length ? Arrays.copyOf(readBuffer, length) : db.get(family, readOptions, key);
        } catch (RocksDBException e) {
            throw failed("read", store, e);
        }
    }

    ByteCursor scan(
            String store, ColumnFamilyHandle family, byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
        ensureOpen(store);
        if (from != null && to != null && Arrays.compareUnsigned(from, to) >= 0) {
            return ByteCursor.EMPTY;
        }
        RocksIterator iterator = db.newIterator(family, scanOptions);
        RocksCursor cursor = new RocksCursor(store, iterator, from, to, forward, openCursors::remove);
        openCursors.add(cursor);
        return cursor;
    }

    long estimatedKeys(String store, ColumnFamilyHandle family) {
        ensureOpen(store);
        try {
            return db.getLongProperty(family, "rocksdb.estimate-num-keys");
        } catch (RocksDBException e) {
            throw failed("read", store, e);
        }
    }

    /** The batch that restored records collect in; it is written by {@link #writeRestored}, in parts if it grows large. */
    BatchEncoder restoreBatch() {
        // Parts before the last carry no position. A crash between them leaves records that are replayed, to the same
        // end.
        if (restoreBatch.sizeBytes() >= RESTORE_BATCH_BYTES) {
            writeRestored();
        }
        return restoreBatch;
    }

    void writeRestored() {
        write(restoreBatch);
        restoreBatch.clear();
    }

    /** Empties a family and sets the store's position to 0, as one. */
    void clearFamily(String store, ColumnFamilyHandle family, byte[] positionKey) {
        restoreBatch.clear();
        byte[] last = lastKey(store, family);
        if (last != null) {
            byte[] end = KeyBounds.after(last);
            restoreBatch.deleteRange(family.getID(), new byte[0], end == null ? last : end);
        }
        restoreBatch.put(0, positionKey, encodePosition(0));
        writeRestored();
    }

    private byte @Nullable [] lastKey(String store, ColumnFamilyHandle family) {
        try (ByteCursor cursor = scan(store, family, null, null, false)) {
            return cursor.next() ? cursor.key() : null;
        }
    }

    private void write(BatchEncoder batch) {
        if (batch.isEmpty()) {
            return;
        }
        try (WriteBatch nativeBatch = batch.toNative()) {
            db.write(writeOptions, nativeBatch);
            unflushed = true;
        } catch (RocksDBException e) {
            throw new ProcessorStateException("Cannot write to the database in " + directory, e);
        }
    }

    /**
     * Writes and flushes what is committed and closes; what is not committed is dropped. Open iterators are closed. Idempotent.
     *
     * @throws ProcessorStateException if the flush fails; the database is closed all the same
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        new ArrayList<>(openCursors).forEach(RocksCursor::close);
        try {
            writeCommitted();
            flush(true);
        } finally {
            scope.close();
            families.close();
        }
    }

    private void flush(boolean wait) {
        if (!unflushed) {
            return;
        }
        try (FlushOptions options = new FlushOptions().setWaitForFlush(wait)) {
            db.flush(options, families.all());
            mergedBytes = 0;
            unflushed = !wait;
        } catch (RocksDBException e) {
            throw new ProcessorStateException("Cannot flush the database in " + directory, e);
        }
    }

    void ensureOpen(String store) {
        if (closed) {
            throw new InvalidStateStoreException("Store " + store + " is closed");
        }
    }

    private ProcessorStateException failed(String action, String store, RocksDBException cause) {
        return new ProcessorStateException("Cannot " + action + " store " + store + " in " + directory, cause);
    }

    private static byte[] positionKey(String store, @Nullable TopicPartition changelog) {
        byte[] name = store.getBytes(UTF_8);
        byte[] topic = (changelog == null ? "" : changelog.topic()).getBytes(UTF_8);
        return ByteBuffer.allocate(name.length + 1 + topic.length + 1 + Integer.BYTES)
                .put(name)
                .put((byte) 0)
                .put(topic)
                .put((byte) 0)
                .putInt(changelog == null ? -1 : changelog.partition())
                .array();
    }

    static byte[] encodePosition(long position) {
        return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
    }

    private long decodePosition(String store, byte[] stored) {
        if (stored.length != Long.BYTES) {
            throw new ProcessorStateException("expected a changelog position of " + Long.BYTES + " bytes, actual "
                    + stored.length + ", store=" + store + ", directory=" + directory);
        }
        return ByteBuffer.wrap(stored).getLong();
    }
}
