package io.tailrace.streams.state;

import java.util.Map;
import org.rocksdb.Options;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the RocksDB settings of a store; named by {@code rocksdb.config.setter}.
 *
 * <p>All stores of a task share one database with a column family each. So of the options set here those of a column
 * family (memtables, compaction, table format, filters) apply to the store, while those of the database (threads, log,
 * write-ahead log, environment) have no effect.
 *
 * <p><b>Threads:</b> the task's owner; called once a store each time that the task opens.
 */
public interface RocksDBConfigSetter {

    /** For implementations to log with. */
    Logger LOG = LoggerFactory.getLogger(RocksDBConfigSetter.class);

    /**
     * @param storeName the store
     * @param options the settings that Tailrace would use, to be changed
     * @param configs the application's configuration
     */
    void setConfig(String storeName, Options options, Map<String, Object> configs);

    /** Closes the native objects (caches, filters) that {@link #setConfig} made for the store. Called after the store closed. */
    void close(String storeName, Options options);
}
