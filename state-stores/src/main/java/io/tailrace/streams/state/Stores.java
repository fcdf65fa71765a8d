package io.tailrace.streams.state;

import io.tailrace.common.serialization.Serde;
import io.tailrace.state.keyvalue.KeyValueStoreBuilder;
import io.tailrace.state.keyvalue.KeyValueSupplier;
import io.tailrace.state.session.SessionStoreBuilder;
import io.tailrace.state.session.SessionSupplier;
import io.tailrace.state.typed.SpaceSource;
import io.tailrace.state.window.WindowSettings;
import io.tailrace.state.window.WindowStoreBuilder;
import io.tailrace.state.window.WindowSupplier;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where stores come from: a supplier says how the bytes are kept, a builder puts types, a cache and a changelog over it.
 *
 * <pre>{@code
 * Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore("counts"), Serdes.String(), Serdes.Long())
 *         .withCachingEnabled()
 * }</pre>
 *
 * <p>Persistent stores lie in the task's RocksDB database; a restart replays only the end of their changelog. In-memory
 * stores replay all of it. A null serde is the application's default one. Null for any other parameter is a
 * {@code NullPointerException}.
 */
public final class Stores {

    private static final long MIN_SEGMENT_INTERVAL_MS = 60_000;

    private Stores() {}

    /** Key-value stores on disk. */
    public static KeyValueBytesStoreSupplier persistentKeyValueStore(String name) {
        return new KeyValueSupplier(notNull(name), SpaceSource.rocksDb(), "rocksdb");
    }

    /** As {@link #persistentKeyValueStore}; the builder decides whether timestamps are kept. */
    public static KeyValueBytesStoreSupplier persistentTimestampedKeyValueStore(String name) {
        return persistentKeyValueStore(name);
    }

    /** Key-value stores in memory. */
    public static KeyValueBytesStoreSupplier inMemoryKeyValueStore(String name) {
        return new KeyValueSupplier(notNull(name), SpaceSource.memory(), "in-memory");
    }

    /**
     * Key-value stores in memory that keep at most {@code maxCacheSize} entries: beyond it, the entry not used for
     * longest is deleted, from the changelog too.
     *
     * @throws IllegalArgumentException if {@code maxCacheSize} is negative
     */
    public static KeyValueBytesStoreSupplier lruMap(String name, int maxCacheSize) {
        if (maxCacheSize < 0) {
            throw new IllegalArgumentException("expected a maxCacheSize of 0 or more, actual " + maxCacheSize);
        }
        return new KeyValueSupplier(notNull(name), SpaceSource.lruMemory(maxCacheSize), "in-memory-lru");
    }

    /**
     * Window stores on disk.
     *
     * @param retentionPeriod how long windows are kept, from their start; at least {@code windowSize}
     * @param windowSize the length of each window
     * @param retainDuplicates whether a key may have several values in one window; such stores are not cached
     * @throws IllegalArgumentException if a duration is negative or retention is shorter than the windows
     */
    public static WindowBytesStoreSupplier persistentWindowStore(
            String name, Duration retentionPeriod, Duration windowSize, boolean retainDuplicates) {
        return new WindowSupplier(
                notNull(name),
                SpaceSource.rocksDb(),
                settings(retentionPeriod, windowSize, retainDuplicates),
                "rocksdb-window");
    }

    /** As {@link #persistentWindowStore}; the builder decides whether timestamps are kept. */
    public static WindowBytesStoreSupplier persistentTimestampedWindowStore(
            String name, Duration retentionPeriod, Duration windowSize, boolean retainDuplicates) {
        return persistentWindowStore(name, retentionPeriod, windowSize, retainDuplicates);
    }

    /** Window stores in memory; parameters as of {@link #persistentWindowStore}. */
    public static WindowBytesStoreSupplier inMemoryWindowStore(
            String name, Duration retentionPeriod, Duration windowSize, boolean retainDuplicates) {
        return new WindowSupplier(
                notNull(name),
                SpaceSource.memory(),
                settings(retentionPeriod, windowSize, retainDuplicates),
                "in-memory-window");
    }

    /**
     * Session stores on disk.
     *
     * @param retentionPeriod how long sessions are kept, from their end; at least the inactivity gap plus the grace
     * @throws IllegalArgumentException if it is negative
     */
    public static SessionBytesStoreSupplier persistentSessionStore(String name, Duration retentionPeriod) {
        return sessions(name, SpaceSource.rocksDb(), retentionPeriod, "rocksdb-session");
    }

    /** Session stores in memory; parameters as of {@link #persistentSessionStore}. */
    public static SessionBytesStoreSupplier inMemorySessionStore(String name, Duration retentionPeriod) {
        return sessions(name, SpaceSource.memory(), retentionPeriod, "in-memory-session");
    }

    public static <K, V> StoreBuilder<KeyValueStore<K, V>> keyValueStoreBuilder(
            KeyValueBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return KeyValueStoreBuilder.plain(supplier, keySerde, valueSerde);
    }

    public static <K, V> StoreBuilder<TimestampedKeyValueStore<K, V>> timestampedKeyValueStoreBuilder(
            KeyValueBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return KeyValueStoreBuilder.timestamped(supplier, keySerde, valueSerde);
    }

    public static <K, V> StoreBuilder<WindowStore<K, V>> windowStoreBuilder(
            WindowBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return WindowStoreBuilder.plain(supplier, keySerde, valueSerde);
    }

    public static <K, V> StoreBuilder<TimestampedWindowStore<K, V>> timestampedWindowStoreBuilder(
            WindowBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return WindowStoreBuilder.timestamped(supplier, keySerde, valueSerde);
    }

    public static <K, V> StoreBuilder<SessionStore<K, V>> sessionStoreBuilder(
            SessionBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return new SessionStoreBuilder<>(supplier, keySerde, valueSerde);
    }

    private static SessionBytesStoreSupplier sessions(
            String name, SpaceSource source, Duration retentionPeriod, String metricsScope) {
        long retentionMs = EpochMillis.of(retentionPeriod, "retentionPeriod");
        return new SessionSupplier(notNull(name), source, retentionMs, segmentIntervalMs(retentionMs), metricsScope);
    }

    private static WindowSettings settings(Duration retentionPeriod, Duration windowSize, boolean retainDuplicates) {
        long retentionMs = EpochMillis.of(retentionPeriod, "retentionPeriod");
        return new WindowSettings(
                retentionMs,
                segmentIntervalMs(retentionMs),
                EpochMillis.of(windowSize, "windowSize"),
                retainDuplicates);
    }

    private static long segmentIntervalMs(long retentionMs) {
        return Math.max(retentionMs / 2, MIN_SEGMENT_INTERVAL_MS);
    }

    private static String notNull(String name) {
        return Objects.requireNonNull(name, "name cannot be null");
    }
}
