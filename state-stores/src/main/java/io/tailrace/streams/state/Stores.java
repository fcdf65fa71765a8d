package io.tailrace.streams.state;

import io.tailrace.common.serialization.Serde;
import io.tailrace.state.keyvalue.HeadersKeyValueSupplier;
import io.tailrace.state.keyvalue.KeyValueStoreBuilder;
import io.tailrace.state.keyvalue.KeyValueSupplier;
import io.tailrace.state.session.HeadersSessionSupplier;
import io.tailrace.state.session.SessionStoreBuilder;
import io.tailrace.state.session.SessionSupplier;
import io.tailrace.state.typed.SpaceSource;
import io.tailrace.state.versioned.VersionedStoreBuilder;
import io.tailrace.state.versioned.VersionedSupplier;
import io.tailrace.state.window.HeadersWindowSupplier;
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

    /** In how many steps history is forgotten: each costs a short scan where an old version is looked for. */
    private static final int HISTORY_SEGMENTS = 4;

    private static final long MIN_HISTORY_SEGMENT_MS = 2_000;

    public Stores() {}

    /** Key-value stores on disk. */
    public static KeyValueBytesStoreSupplier persistentKeyValueStore(String name) {
        return new KeyValueSupplier(notNull(name), SpaceSource.rocksDb(), "rocksdb");
    }

    /** As {@link #persistentKeyValueStore}; the builder decides whether timestamps are kept. */
    public static KeyValueBytesStoreSupplier persistentTimestampedKeyValueStore(String name) {
        return persistentKeyValueStore(name);
    }

    /** As {@link #persistentKeyValueStore}, for values with timestamps and headers. */
    public static KeyValueBytesStoreSupplier persistentTimestampedKeyValueStoreWithHeaders(String name) {
        return new HeadersKeyValueSupplier(new KeyValueSupplier(notNull(name), SpaceSource.rocksDb(), "rocksdb"));
    }

    /**
     * Versioned key-value stores on disk.
     *
     * @param historyRetention how long versions are kept after they ended, and how late a version may be put
     * @throws IllegalArgumentException if it is negative
     */
    public static VersionedBytesStoreSupplier persistentVersionedKeyValueStore(String name, Duration historyRetention) {
        return versioned(name, SpaceSource.rocksDb(), historyRetention, null, "rocksdb");
    }

    /**
     * As {@link #persistentVersionedKeyValueStore(String, Duration)}.
     *
     * @param segmentInterval history is dropped this much time at once; not to be changed for a store that has content
     */
    public static VersionedBytesStoreSupplier persistentVersionedKeyValueStore(
            String name, Duration historyRetention, Duration segmentInterval) {
        return versioned(name, SpaceSource.rocksDb(), historyRetention, segmentInterval, "rocksdb");
    }

    /** Versioned key-value stores in memory; not in Kafka. Parameters as of {@link #persistentVersionedKeyValueStore}. */
    public static VersionedBytesStoreSupplier inMemoryVersionedKeyValueStore(String name, Duration historyRetention) {
        return versioned(name, SpaceSource.memory(), historyRetention, null, "in-memory");
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
            throw new IllegalArgumentException("maxCacheSize cannot be negative");
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

    /** As {@link #persistentWindowStore}, for values with timestamps and headers. */
    public static WindowBytesStoreSupplier persistentTimestampedWindowStoreWithHeaders(
            String name, Duration retentionPeriod, Duration windowSize, boolean retainDuplicates) {
        return new HeadersWindowSupplier(new WindowSupplier(
                notNull(name),
                SpaceSource.rocksDb(),
                settings(retentionPeriod, windowSize, retainDuplicates),
                "rocksdb-window"));
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

    /** As {@link #persistentSessionStore}, for aggregates with headers. */
    public static SessionBytesStoreSupplier persistentSessionStoreWithHeaders(String name, Duration retentionPeriod) {
        return new HeadersSessionSupplier(sessions(name, SpaceSource.rocksDb(), retentionPeriod, "rocksdb-session"));
    }

    /** Session stores in memory; parameters as of {@link #persistentSessionStore}. */
    public static SessionBytesStoreSupplier inMemorySessionStore(String name, Duration retentionPeriod) {
        return sessions(name, SpaceSource.memory(), retentionPeriod, "in-memory-session");
    }

    public static <K, V> StoreBuilder<KeyValueStore<K, V>> keyValueStoreBuilder(
            KeyValueBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return KeyValueStoreBuilder.plain(notNull(supplier), keySerde, valueSerde);
    }

    public static <K, V> StoreBuilder<TimestampedKeyValueStore<K, V>> timestampedKeyValueStoreBuilder(
            KeyValueBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return KeyValueStoreBuilder.timestamped(notNull(supplier), keySerde, valueSerde);
    }

    public static <K, V> StoreBuilder<VersionedKeyValueStore<K, V>> versionedKeyValueStoreBuilder(
            VersionedBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return new VersionedStoreBuilder<>(notNull(supplier), keySerde, valueSerde);
    }

    public static <K, V> StoreBuilder<WindowStore<K, V>> windowStoreBuilder(
            WindowBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return WindowStoreBuilder.plain(notNull(supplier), keySerde, valueSerde);
    }

    public static <K, V> StoreBuilder<TimestampedWindowStore<K, V>> timestampedWindowStoreBuilder(
            WindowBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return WindowStoreBuilder.timestamped(notNull(supplier), keySerde, valueSerde);
    }

    public static <K, V> StoreBuilder<SessionStore<K, V>> sessionStoreBuilder(
            SessionBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return SessionStoreBuilder.plain(notNull(supplier), keySerde, valueSerde);
    }

    public static <K, V>
            StoreBuilder<TimestampedKeyValueStoreWithHeaders<K, V>> timestampedKeyValueStoreWithHeadersBuilder(
                    KeyValueBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return KeyValueStoreBuilder.withHeaders(notNull(supplier), keySerde, valueSerde);
    }

    public static <K, V> StoreBuilder<TimestampedWindowStoreWithHeaders<K, V>> timestampedWindowStoreWithHeadersBuilder(
            WindowBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return WindowStoreBuilder.withHeaders(notNull(supplier), keySerde, valueSerde);
    }

    public static <K, V> StoreBuilder<SessionStoreWithHeaders<K, V>> sessionStoreWithHeadersBuilder(
            SessionBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return SessionStoreBuilder.withHeaders(notNull(supplier), keySerde, valueSerde);
    }

    private static SessionSupplier sessions(
            String name, SpaceSource source, Duration retentionPeriod, String metricsScope) {
        long retentionMs = EpochMillis.of(retentionPeriod, "retentionPeriod");
        return new SessionSupplier(notNull(name), source, retentionMs, segmentIntervalMs(retentionMs), metricsScope);
    }

    private static VersionedBytesStoreSupplier versioned(
            String name,
            SpaceSource source,
            Duration historyRetention,
            @Nullable Duration segmentInterval,
            String metricsScope) {
        notNull(name);
        long retentionMs = EpochMillis.of(historyRetention, "historyRetention");
        long intervalMs = segmentInterval == null
                ? Math.max(retentionMs / HISTORY_SEGMENTS, MIN_HISTORY_SEGMENT_MS)
                : EpochMillis.of(segmentInterval, "segmentInterval");
        return new VersionedSupplier(name, source, retentionMs, intervalMs, metricsScope);
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

    private static <T extends StoreSupplier<?>> T notNull(T supplier) {
        return Objects.requireNonNull(supplier, "supplier cannot be null");
    }

    private static String notNull(String name) {
        return Objects.requireNonNull(name, "name cannot be null");
    }
}
