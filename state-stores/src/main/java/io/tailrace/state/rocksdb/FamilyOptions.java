package io.tailrace.state.rocksdb;

import io.tailrace.streams.state.RocksDBConfigSetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;

/**
 * The RocksDB settings of one store's column family: ours, changed by the application's {@link RocksDBConfigSetter}.
 *
 * <p>Bloom filters of 10 bits a key answer most reads of keys that are not there; the memtable has one as well. Blocks
 * are not compressed: values are small, and reads outnumber the bytes saved.
 *
 * <p><b>Threads:</b> the owner of the task.
 */
final class FamilyOptions implements AutoCloseable {

    private static final long MEMTABLE_BYTES = 16L << 20;
    private static final int BLOCK_BYTES = 4 << 10;
    private static final double BLOOM_BITS_PER_KEY = 10;

    private final NativeScope scope = new NativeScope();
    private final String store;
    private final @Nullable RocksDBConfigSetter setter;
    private final Options options;
    private final ColumnFamilyOptions familyOptions;

    FamilyOptions(
            String store, SharedMemory memory, @Nullable RocksDBConfigSetter setter, Map<String, Object> configs) {
        this.store = store;
        this.setter = setter;
        this.options = scope.own(new Options());
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(memory.blockCache())
                .setBlockSize(BLOCK_BYTES)
                .setFilterPolicy(scope.own(new BloomFilter(BLOOM_BITS_PER_KEY)))
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFormatVersion(5);
        options.setTableFormatConfig(table)
                .setWriteBufferSize(MEMTABLE_BYTES)
                .setMaxWriteBufferNumber(3)
                .setMemtablePrefixBloomSizeRatio(0.02)
                .setMemtableWholeKeyFiltering(true)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setLevelCompactionDynamicLevelBytes(true);
        try {
            if (setter != null) {
                setter.setConfig(store, options, configs);
            }
            this.familyOptions = scope.own(new ColumnFamilyOptions(options));
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    ColumnFamilyOptions get() {
        return familyOptions;
    }

    /** To be called when no database uses the options any more. */
    @Override
    public void close() {
        try {
            if (setter != null) {
                setter.close(store, options);
            }
        } finally {
            scope.close();
        }
    }
}
