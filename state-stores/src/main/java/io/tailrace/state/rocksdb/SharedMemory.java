package io.tailrace.state.rocksdb;

import org.jspecify.annotations.Nullable;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory of all task databases of the process: one block cache, which memtables are charged to as well. So
 * the number of tasks and stores does not change how much memory they take. Made with the first database, freed with
 * the last.
 *
 * <p>When memtables pass their part, RocksDB flushes the largest; when blocks pass theirs, the least recently used go.
 *
 * <p><b>Threads:</b> any; guarded by the class.
 */
final class SharedMemory {

    /** Blocks, filters, indexes and memtables together. */
    static final long TOTAL_BYTES = 256L << 20;

    /** The part of {@link #TOTAL_BYTES} that memtables may take. */
    static final long MEMTABLE_BYTES = 96L << 20;

    private static @Nullable SharedMemory current;
    private static int users;

    private final NativeScope scope = new NativeScope();
    private final Cache blockCache;
    private final WriteBufferManager memtables;

    private SharedMemory() {
        RocksDB.loadLibrary();
        blockCache = scope.own(new LRUCache(TOTAL_BYTES, -1, false, 0.1));
        memtables = scope.own(new WriteBufferManager(MEMTABLE_BYTES, blockCache));
    }

    /** The memory of the process; each call needs one {@link #release}. */
    static synchronized SharedMemory acquire() {
        SharedMemory memory = current;
        if (memory == null) {
            memory = new SharedMemory();
            current = memory;
        }
        users++;
        return memory;
    }

    static synchronized void release() {
        users--;
        SharedMemory memory = current;
        if (users == 0 && memory != null) {
            current = null;
            memory.scope.close();
        }
    }

    Cache blockCache() {
        return blockCache;
    }

    WriteBufferManager memtables() {
        return memtables;
    }
}
