package io.tailrace.streams.state;

import io.tailrace.streams.DslStoreFormat;

/** The suppliers of the two built-in kinds of stores. */
public class BuiltInDslStoreSuppliers {

    /** All stores on disk; the default. */
    public static final DslStoreSuppliers ROCKS_DB = new RocksDBDslStoreSuppliers();

    /** All stores in memory. */
    public static final DslStoreSuppliers IN_MEMORY = new InMemoryDslStoreSuppliers();

    /** All stores on disk, with room for headers where that is asked for. */
    public static class RocksDBDslStoreSuppliers implements DslStoreSuppliers {

        @Override
        public KeyValueBytesStoreSupplier keyValueStore(DslKeyValueParams params) {
            return params.dslStoreFormat() == DslStoreFormat.HEADERS
                    ? Stores.persistentTimestampedKeyValueStoreWithHeaders(params.name())
                    : Stores.persistentKeyValueStore(params.name());
        }

        @Override
        public WindowBytesStoreSupplier windowStore(DslWindowParams params) {
            return params.dslStoreFormat() == DslStoreFormat.HEADERS
                    ? Stores.persistentTimestampedWindowStoreWithHeaders(
                            params.name(), params.retentionPeriod(), params.windowSize(), params.retainDuplicates())
                    : Stores.persistentWindowStore(
                            params.name(), params.retentionPeriod(), params.windowSize(), params.retainDuplicates());
        }

        @Override
        public SessionBytesStoreSupplier sessionStore(DslSessionParams params) {
            return params.storeFormat() == DslStoreFormat.HEADERS
                    ? Stores.persistentSessionStoreWithHeaders(params.name(), params.retentionPeriod())
                    : Stores.persistentSessionStore(params.name(), params.retentionPeriod());
        }
    }

    /** All stores in memory; they have no room for headers. */
    public static class InMemoryDslStoreSuppliers implements DslStoreSuppliers {

        @Override
        public KeyValueBytesStoreSupplier keyValueStore(DslKeyValueParams params) {
            return Stores.inMemoryKeyValueStore(params.name());
        }

        @Override
        public WindowBytesStoreSupplier windowStore(DslWindowParams params) {
            return Stores.inMemoryWindowStore(
                    params.name(), params.retentionPeriod(), params.windowSize(), params.retainDuplicates());
        }

        @Override
        public SessionBytesStoreSupplier sessionStore(DslSessionParams params) {
            return Stores.inMemorySessionStore(params.name(), params.retentionPeriod());
        }
    }
}
