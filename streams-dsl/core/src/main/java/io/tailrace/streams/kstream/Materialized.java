package io.tailrace.streams.kstream;

import io.tailrace.common.serialization.Serde;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.state.BuiltInDslStoreSuppliers;
import io.tailrace.streams.state.DslKeyValueParams;
import io.tailrace.streams.state.DslSessionParams;
import io.tailrace.streams.state.DslStoreSuppliers;
import io.tailrace.streams.state.DslWindowParams;
import io.tailrace.streams.state.KeyValueBytesStoreSupplier;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.SessionBytesStoreSupplier;
import io.tailrace.streams.state.SessionStore;
import io.tailrace.streams.state.StoreSupplier;
import io.tailrace.streams.state.WindowBytesStoreSupplier;
import io.tailrace.streams.state.WindowStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the store of an operation is made: its name (then it can be queried), serdes, kind, logging, caching, retention.
 *
 * <p><b>Threads:</b> used by the thread that builds the topology.
 *
 * @param <K> key type
 * @param <V> value type
 * @param <S> store type
 */
public class Materialized<K, V, S extends StateStore> {
    protected @Nullable StoreSupplier<S> storeSupplier;
    protected @Nullable String storeName;
    protected @Nullable Serde<V> valueSerde;
    protected @Nullable Serde<K> keySerde;
    protected boolean loggingEnabled = true;
    protected boolean cachingEnabled = true;
    protected Map<String, String> topicConfig = new HashMap<>();
    protected @Nullable Duration retention;
    protected @Nullable DslStoreSuppliers dslStoreSuppliers;
    protected @Nullable String lateRecordsTopic;
    protected @Nullable Duration timeToLive;

    /** The built-in kinds of store. */
    public enum StoreType implements DslStoreSuppliers {
        ROCKS_DB(BuiltInDslStoreSuppliers.ROCKS_DB),
        IN_MEMORY(BuiltInDslStoreSuppliers.IN_MEMORY);

        private final DslStoreSuppliers delegate;

        StoreType(DslStoreSuppliers delegate) {
            this.delegate = delegate;
        }

        @Override
        public KeyValueBytesStoreSupplier keyValueStore(DslKeyValueParams params) {
            return delegate.keyValueStore(params);
        }

        @Override
        public WindowBytesStoreSupplier windowStore(DslWindowParams params) {
            return delegate.windowStore(params);
        }

        @Override
        public SessionBytesStoreSupplier sessionStore(DslSessionParams params) {
            return delegate.sessionStore(params);
        }
    }

    private Materialized(@Nullable String storeName, @Nullable StoreSupplier<S> storeSupplier) {
        this.storeName = storeName;
        this.storeSupplier = storeSupplier;
    }

    protected Materialized(Materialized<K, V, S> materialized) {
        this.storeSupplier = materialized.storeSupplier;
        this.storeName = materialized.storeName;
        this.keySerde = materialized.keySerde;
        this.valueSerde = materialized.valueSerde;
        this.loggingEnabled = materialized.loggingEnabled;
        this.cachingEnabled = materialized.cachingEnabled;
        this.topicConfig = materialized.topicConfig;
        this.retention = materialized.retention;
        this.dslStoreSuppliers = materialized.dslStoreSuppliers;
        this.lateRecordsTopic = materialized.lateRecordsTopic;
        this.timeToLive = materialized.timeToLive;
    }

    public static <K, V, S extends StateStore> Materialized<K, V, S> as(DslStoreSuppliers storeSuppliers) {
        Objects.requireNonNull(storeSuppliers, "store type can't be null");
        Materialized<K, V, S> materialized = new Materialized<>(null, null);
        materialized.dslStoreSuppliers = storeSuppliers;
        return materialized;
    }

    public static <K, V, S extends StateStore> Materialized<K, V, S> as(String storeName) {
        Named.validate(storeName);
        return new Materialized<>(storeName, null);
    }

    public static <K, V> Materialized<K, V, WindowStore<Bytes, byte[]>> as(WindowBytesStoreSupplier supplier) {
        Objects.requireNonNull(supplier, "supplier can't be null");
        return new Materialized<>(null, supplier);
    }

    public static <K, V> Materialized<K, V, SessionStore<Bytes, byte[]>> as(SessionBytesStoreSupplier supplier) {
        Objects.requireNonNull(supplier, "supplier can't be null");
        return new Materialized<>(null, supplier);
    }

    public static <K, V> Materialized<K, V, KeyValueStore<Bytes, byte[]>> as(KeyValueBytesStoreSupplier supplier) {
        Objects.requireNonNull(supplier, "supplier can't be null");
        return new Materialized<>(null, supplier);
    }

    public static <K, V, S extends StateStore> Materialized<K, V, S> with(
            @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return new Materialized<K, V, S>(null, null).withKeySerde(keySerde).withValueSerde(valueSerde);
    }

    public Materialized<K, V, S> withValueSerde(@Nullable Serde<V> valueSerde) {
        this.valueSerde = valueSerde;
        return this;
    }

    public Materialized<K, V, S> withKeySerde(@Nullable Serde<K> keySerde) {
        this.keySerde = keySerde;
        return this;
    }

    /** Logs changes to a changelog topic with these topic configurations on top of the defaults. */
    public Materialized<K, V, S> withLoggingEnabled(Map<String, String> config) {
        this.loggingEnabled = true;
        this.topicConfig = config;
        return this;
    }

    public Materialized<K, V, S> withLoggingDisabled() {
        this.loggingEnabled = false;
        this.topicConfig.clear();
        return this;
    }

    public Materialized<K, V, S> withCachingEnabled() {
        this.cachingEnabled = true;
        return this;
    }

    public Materialized<K, V, S> withCachingDisabled() {
        this.cachingEnabled = false;
        return this;
    }

    /**
     * How long a window or session store keeps a window, at least; in milliseconds at the store.
     *
     * @throws IllegalArgumentException if negative
     */
    public Materialized<K, V, S> withRetention(Duration retention) {
        Objects.requireNonNull(retention, "retention can't be null");
        if (retention.isNegative()) {
            throw new IllegalArgumentException("Retention must not be negative.");
        }
        this.retention = retention;
        return this;
    }

    /**
     * Lets rows of a key-value store expire: one that was not updated until stream time is this long past its timestamp is deleted, with a
     * tombstone in the changelog and downstream. For tables that are not windowed. Not in Kafka.
     *
     * @throws IllegalArgumentException if not positive
     */
    public Materialized<K, V, S> withTtl(Duration ttl) {
        Objects.requireNonNull(ttl, "ttl can't be null");
        if (ttl.toMillis() <= 0) {
            throw new IllegalArgumentException("The time to live must be positive.");
        }
        this.timeToLive = ttl;
        return this;
    }

    /**
     * Sends records that come after their window has closed to this topic, in place of that of {@code late.records.topic.name}: each once,
     * as it was read, with headers {@code __streams.late.*} that say from where and how late. For windowed aggregations. Not in Kafka.
     */
    public Materialized<K, V, S> withLateRecordsTopic(String topic) {
        this.lateRecordsTopic = Objects.requireNonNull(topic, "topic can't be null");
        return this;
    }

    /** @throws IllegalArgumentException if a store supplier was given, which decides the kind already */
    public Materialized<K, V, S> withStoreType(DslStoreSuppliers storeSuppliers) {
        Objects.requireNonNull(storeSuppliers, "store type can't be null");
        if (storeSupplier != null) {
            throw new IllegalArgumentException("Cannot set store type when store supplier is pre-configured.");
        }
        this.dslStoreSuppliers = storeSuppliers;
        return this;
    }
}
