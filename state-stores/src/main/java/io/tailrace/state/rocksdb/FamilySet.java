package io.tailrace.state.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.streams.errors.ProcessorStateException;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.state.RocksDBConfigSetter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * An open RocksDB database with the handles of its column families, and all native objects that these need. Families of
 * stores that the application does not have any more are opened too (RocksDB asks for it) and left alone.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class FamilySet implements AutoCloseable {

    /** Names the class of a {@link RocksDBConfigSetter}. */
    static final String CONFIG_SETTER = "rocksdb.config.setter";

    private final Path directory;
    private final Map<String, Object> configs;
    private final SharedMemory memory = SharedMemory.acquire();
    private final @Nullable RocksDBConfigSetter setter;
    private final List<FamilyOptions> familyOptions = new ArrayList<>();
    private final NativeScope scope = new NativeScope();
    private final Map<String, ColumnFamilyHandle> byName = new LinkedHashMap<>();
    private @Nullable RocksDB db;
    private @Nullable ColumnFamilyHandle defaultFamily;

    private FamilySet(Path directory, Map<String, Object> configs, @Nullable RocksDBConfigSetter setter) {
        this.directory = directory;
        this.configs = configs;
        this.setter = setter;
    }

    static FamilySet open(Path directory, Map<String, Object> configs) {
        FamilySet set = new FamilySet(directory, configs, setter(configs.get(CONFIG_SETTER)));
        try {
            Files.createDirectories(directory);
            set.openDatabase();
            return set;
        } catch (RocksDBException | IOException e) {
            closeAfter(set, e);
            throw new ProcessorStateException(
                    "Cannot open the database in " + directory
                            + "; if it is damaged, delete that directory and the stores are restored from their changelogs",
                    e);
        } catch (RuntimeException e) {
            closeAfter(set, e);
            throw e;
        }
    }

    private static void closeAfter(FamilySet set, Exception failure) {
        try {
            set.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void openDatabase() throws RocksDBException {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, options("default", null)));
        for (String name : existingFamilies()) {
            descriptors.add(new ColumnFamilyDescriptor(name.getBytes(UTF_8), options(name, setter)));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB opened = scope.own(RocksDB.open(databaseOptions(), directory.toString(), descriptors, handles));
        db = opened;
        defaultFamily = scope.own(handles.get(0));
        for (int i = 1; i < handles.size(); i++) {
            byName.put(new String(descriptors.get(i).getName(), UTF_8), scope.own(handles.get(i)));
        }
    }

    private List<String> existingFamilies() throws RocksDBException {
        List<String> names = new ArrayList<>();
        if (!Files.exists(directory.resolve("CURRENT"))) {
            return names;
        }
        try (Options options = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(options, directory.toString())) {
                String text = new String(name, UTF_8);
                if (!text.equals("default")) {
                    names.add(text);
                }
            }
        }
        return names;
    }

    private DBOptions databaseOptions() {
        return scope.own(new DBOptions())
                .setCreateIfMissing(true)
                .setAtomicFlush(true)
                .setAllowConcurrentMemtableWrite(false) // only the task writes
                .setWriteBufferManager(memory.memtables())
                .setMaxBackgroundJobs(2)
                .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
                .setKeepLogFileNum(1)
                .setStatsDumpPeriodSec(0);
    }

    private org.rocksdb.ColumnFamilyOptions options(String name, @Nullable RocksDBConfigSetter applied) {
        FamilyOptions options = new FamilyOptions(name, memory, applied, configs);
        familyOptions.add(options);
        return options.get();
    }

    RocksDB database() {
        if (db == null) {
            throw new IllegalStateException("expected an open database, actual none, directory=" + directory);
        }
        return db;
    }

    /** The family of the changelog positions. */
    ColumnFamilyHandle positions() {
        if (defaultFamily == null) {
            throw new IllegalStateException("expected an open database, actual none, directory=" + directory);
        }
        return defaultFamily;
    }

    /** The family of a store, made if it is not there. */
    ColumnFamilyHandle family(String store) {
        if (store.equals("default")) {
            throw new StreamsException("expected a name of a persistent store other than 'default', which is reserved");
        }
        ColumnFamilyHandle family = byName.get(store);
        if (family == null) {
            try {
                family = scope.own(database()
                        .createColumnFamily(new ColumnFamilyDescriptor(store.getBytes(UTF_8), options(store, setter))));
            } catch (RocksDBException e) {
                throw new ProcessorStateException(
                        "Cannot make a column family for store " + store + " in " + directory, e);
            }
            byName.put(store, family);
        }
        return family;
    }

    List<ColumnFamilyHandle> all() {
        List<ColumnFamilyHandle> all = new ArrayList<>(byName.values());
        all.add(positions());
        return all;
    }

    @Override
    public void close() {
        try {
            scope.close();
        } finally {
            familyOptions.forEach(FamilyOptions::close);
            SharedMemory.release();
        }
    }

    private static @Nullable RocksDBConfigSetter setter(@Nullable Object configured) {
        if (configured == null) {
            return null;
        }
        try {
            Class<?> type = configured instanceof Class<?> given
                    ? given
                    : Class.forName(
                            configured.toString(), true, Thread.currentThread().getContextClassLoader());
            return type.asSubclass(RocksDBConfigSetter.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new StreamsException(
                    "expected " + CONFIG_SETTER
                            + " to name a class that implements RocksDBConfigSetter and has a public"
                            + " constructor without parameters, actual '" + configured + "'",
                    e);
        }
    }
}
