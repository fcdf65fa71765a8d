package io.tailrace.state.versioned;

import io.tailrace.state.changelog.ChangeLog;
import io.tailrace.state.layout.KeyLayout;
import io.tailrace.state.space.ByteSpace;
import io.tailrace.state.space.StorageSpace;
import io.tailrace.state.task.RestoreTarget;
import io.tailrace.state.typed.StoreSpec;
import io.tailrace.state.typed.TypedStore;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.query.KeyQuery;
import io.tailrace.streams.query.MultiVersionedKeyQuery;
import io.tailrace.streams.query.Query;
import io.tailrace.streams.query.QueryResult;
import io.tailrace.streams.query.RangeQuery;
import io.tailrace.streams.query.ResultOrder;
import io.tailrace.streams.query.VersionedKeyQuery;
import io.tailrace.streams.state.VersionedKeyValueStore;
import io.tailrace.streams.state.VersionedRecord;
import io.tailrace.streams.state.VersionedRecordIterator;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A versioned store. It is not cached: two updates of a key are two versions.
 *
 * <p>Its changelog has a record a version. The topic is compacted, and compaction keeps the record that was appended
 * last, which is not the newest version if a late one came after it. So after a late version the newest one is logged
 * once more (to put a version twice changes nothing), and one that is too late to be put is not logged.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public final class TypedVersionedStore<K, V> extends TypedStore<K, K, V, V> implements VersionedKeyValueStore<K, V> {

    private final long retentionMs;
    private final long segmentIntervalMs;
    private @Nullable VersionHistory history;

    public TypedVersionedStore(StoreSpec<K, V, V> spec, long retentionMs, long segmentIntervalMs) {
        super(spec, KeyLayout.SAME);
        this.retentionMs = retentionMs;
        this.segmentIntervalMs = segmentIntervalMs;
    }

    /** How long versions are kept after they ended. */
    public long historyRetentionMs() {
        return retentionMs;
    }

    /** The length of a segment of the history, for a builder that puts types over a store of bytes. */
    long segmentIntervalMs() {
        return segmentIntervalMs;
    }

    @Override
    protected ByteSpace layersOver(StorageSpace storage) {
        return new RestoreOverlay(storage);
    }

    @Override
    protected RestoreTarget onOpen(Opened<K, V, V> open) {
        VersionHistory opened = new VersionHistory(open.space(), open.storage(), retentionMs, segmentIntervalMs);
        history = opened;
        return new VersionedRestore(opened, (RestoreOverlay) open.space(), open.storage());
    }

    @Override
    protected void prepareCommit() {
        history().ended().prepareCommit();
    }

    @Override
    protected K downstreamKey(byte[] spaceKey) {
        throw new IllegalStateException("expected versioned store " + name() + " to have no cache, actual one");
    }

    @Override
    public long put(K key, @Nullable V value, long timestamp) {
        Opened<K, V, V> open = open();
        return put(open.serdes().key(notNull(key, "key")), open.values().encode(value), timestamp);
    }

    private long put(byte[] key, byte @Nullable [] value, long timestamp) {
        long validTo = history().put(key, value, timestamp);
        written();
        ChangeLog log = changeLog();
        if (log != null && validTo != PUT_RETURN_CODE_NOT_PUT) {
            log.log(key, value, timestamp);
            if (validTo != PUT_RETURN_CODE_VALID_TO_UNDEFINED) {
                logNewest(log, key);
            }
        }
        return validTo;
    }

    private void logNewest(ChangeLog log, byte[] key) {
        Version newest = history().newestOf(key);
        if (newest != null) {
            log.log(key, newest.value(), newest.validFromMs());
        } else {
            log.log(key, null, history().deletedAt(key));
        }
    }

    @Override
    public @Nullable VersionedRecord<V> delete(K key, long timestamp) {
        Opened<K, V, V> open = open();
        byte[] bytes = open.serdes().key(notNull(key, "key"));
        if (history().isExpired(timestamp)) {
            history().ended().countExpired();
            return null;
        }
        Version before = history().at(bytes, timestamp);
        put(bytes, null, timestamp);
        return withoutEnd(open, before);
    }

    @Override
    public @Nullable VersionedRecord<V> get(K key) {
        Opened<K, V, V> open = open();
        return withoutEnd(open, history().newestOf(open.serdes().key(notNull(key, "key"))));
    }

    @Override
    public @Nullable VersionedRecord<V> get(K key, long asOfTimestamp) {
        Opened<K, V, V> open = open();
        return withoutEnd(open, history().at(open.serdes().key(notNull(key, "key")), asOfTimestamp));
    }

    /** As {@link #get(Object, long)}, with the end of the version. */
    public @Nullable VersionedRecord<V> getWithEnd(K key, long asOfTimestamp) {
        Opened<K, V, V> open = open();
        Version version = history().at(open.serdes().key(notNull(key, "key")), asOfTimestamp);
        return version == null ? null : record(open, version);
    }

    /**
     * The versions of a key of which a part lies between the times, both within; those without a value are left out.
     */
    public VersionedRecordIterator<V> get(K key, long fromTimestamp, long toTimestamp, boolean ascending) {
        Opened<K, V, V> open = open();
        byte[] bytes = open.serdes().key(notNull(key, "key"));
        return new VersionIterator<>(
                this,
                history().between(bytes, fromTimestamp, toTimestamp, ascending),
                version -> record(open, version));
    }

    /** What Kafka's own store returns here has no end either. */
    private @Nullable VersionedRecord<V> withoutEnd(Opened<K, V, V> open, @Nullable Version version) {
        V value = version == null ? null : open.values().decode(version.value());
        return version == null || value == null ? null : new VersionedRecord<>(value, version.validFromMs());
    }

    private VersionedRecord<V> record(Opened<K, V, V> open, Version version) {
        V value = notNull(open.values().decode(version.value()), "value");
        return version.validToMs() == Version.OPEN
                ? new VersionedRecord<>(value, version.validFromMs())
                : new VersionedRecord<>(value, version.validFromMs(), version.validToMs());
    }

    @Override
    @SuppressWarnings("unchecked") // Who asks for a key of another type gets the serializer's exception as the answer.
    protected @Nullable QueryResult<?> answer(Query<?> query) {
        if (query instanceof KeyQuery<?, ?> || query instanceof RangeQuery<?, ?>) {
            throw new UnsupportedOperationException(
                    "Versioned stores do not support " + query.getClass().getSimpleName() + " queries at this time.");
        }
        if (query instanceof VersionedKeyQuery<?, ?> wanted) {
            K key = (K) wanted.key();
            return reading(
                    query,
                    () -> wanted.asOfTimestamp().isPresent()
                            ? getWithEnd(key, wanted.asOfTimestamp().get().toEpochMilli())
                            : get(key));
        }
        if (query instanceof MultiVersionedKeyQuery<?, ?> wanted) {
            long from = wanted.fromTime().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
            long to = wanted.toTime().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
            if (from > to) {
                throw new IllegalArgumentException(
                        "The `fromTime` timestamp must be smaller than the `toTime` timestamp.");
            }
            boolean ascending = wanted.resultOrder() == ResultOrder.ASCENDING;
            return reading(query, () -> get((K) wanted.key(), from, to, ascending));
        }
        return null;
    }

    private VersionHistory history() {
        if (history == null) {
            throw new InvalidStateStoreException("Store " + name() + " is not open yet: it was not initialised");
        }
        return history;
    }
}
