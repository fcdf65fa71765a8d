package io.tailrace.state.typed;

import io.tailrace.common.TopicPartition;
import io.tailrace.state.cache.CacheFlushListener;
import io.tailrace.state.cache.CacheShare;
import io.tailrace.state.cache.CachedSpace;
import io.tailrace.state.cache.CachedStateStore;
import io.tailrace.state.changelog.ChangeLog;
import io.tailrace.state.changelog.LoggedSpace;
import io.tailrace.state.layout.KeyLayout;
import io.tailrace.state.memory.LruMemorySpace;
import io.tailrace.state.space.ByteSpace;
import io.tailrace.state.space.StorageSpace;
import io.tailrace.state.task.RestoreTarget;
import io.tailrace.state.task.TaskContext;
import io.tailrace.state.timed.ExpiringSpace;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import io.tailrace.streams.query.FailureReason;
import io.tailrace.streams.query.Position;
import io.tailrace.streams.query.PositionBound;
import io.tailrace.streams.query.Query;
import io.tailrace.streams.query.QueryConfig;
import io.tailrace.streams.query.QueryResult;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The outermost layer of a store of any kind: types over bytes. When it is initialised it opens the storage and puts
 * the other layers on top as the task has them:
 *
 * <pre>
 * typed → what hides expired rows → cache → changelog → storage (memory or RocksDB)
 * </pre>
 *
 * <p><b>Threads:</b> the task's owner only.
 *
 * @param <K> type of the keys
 * @param <W> type of the keys that downstream is told: {@code K}, or {@code Windowed<K>}
 * @param <V> type of the plain values
 * @param <S> type of the values of the store's interface
 */
public abstract class TypedStore<K, W, V, S> implements OurStore, CachedStateStore<W, V> {

    private final StoreSpec<K, V, S> spec;
    private final KeyLayout layout;
    private final OpenIterators iterators;
    private @Nullable Opened<K, V, S> opened;
    private final WritePosition position = new WritePosition();
    private @Nullable TaskContext task;
    private @Nullable CachedSpace cache;
    private @Nullable ExpiringSpace expiring;
    private boolean closed;

    protected TypedStore(StoreSpec<K, V, S> spec, KeyLayout layout) {
        this.spec = spec;
        this.layout = layout;
        this.iterators = new OpenIterators(spec.name());
    }

    /**
     * What an open store works with.
     *
     * @param space the outermost space
     * @param storage the innermost space
     */
    public record Opened<K, V, S>(
            ByteSpace space, StorageSpace storage, StoreSerdes<K, V> serdes, ValueCodec<V, S> values) {}

    /** The layers are in place; returns how the store is restored. */
    protected abstract RestoreTarget onOpen(Opened<K, V, S> open);

    /** A commit begins; caches are flushed. */
    protected void prepareCommit() {}

    /** The key that downstream is told. */
    protected abstract W downstreamKey(byte[] spaceKey);

    @Override
    public final void init(StateStoreContext context, StateStore root) {
        if (opened != null) {
            throw new IllegalStateException("expected store " + name() + " to be initialised once, actual twice");
        }
        StoreSerdes<K, V> serdes = StoreSerdes.of(name(), context, spec.keySerde(), spec.valueSerde());
        StorageSpace storage = spec.source().open(name(), context, root);
        task = context instanceof TaskContext ofTask ? ofTask : null;
        ByteSpace space = expiring(layersOver(storage));
        Opened<K, V, S> open =
                new Opened<>(space, storage, serdes, spec.values().over(serdes));
        opened = open;
        context.register(root, onOpen(open));
    }

    private ByteSpace expiring(ByteSpace space) {
        if (spec.ttlMs() < 0) {
            return space;
        }
        TaskContext ofTask = task;
        expiring = new ExpiringSpace(
                space, spec.values().format(), spec.ttlMs(), () -> ofTask == null ? -1 : ofTask.streamTimeMs());
        return expiring;
    }

    /** What was read past the upper layers, or null if its time is over. */
    protected final byte @Nullable [] live(byte @Nullable [] stored) {
        return expiring == null ? stored : expiring.live(stored);
    }

    /** Puts the layers between the types and the storage. */
    protected ByteSpace layersOver(StorageSpace storage) {
        TaskContext ofTask = task;
        return ofTask == null ? storage : cached(logged(storage, ofTask), ofTask);
    }

    private ByteSpace logged(StorageSpace storage, TaskContext ofTask) {
        ChangeLog log = changeLog();
        if (log == null) {
            return storage;
        }
        LoggedSpace logged = new LoggedSpace(storage, layout, spec.values().format(), log, ofTask);
        if (storage instanceof LruMemorySpace lru) {
            lru.onEviction(key -> logged.log(key, null));
        }
        return logged;
    }

    /** The store's changelog, or null if its changes are not logged. */
    protected final @Nullable ChangeLog changeLog() {
        TopicPartition topic = task == null ? null : task.stores().changelog(name());
        return task != null && topic != null && spec.logged()
                ? new ChangeLog(topic, task.stores().sink())
                : null;
    }

    private ByteSpace cached(ByteSpace space, TaskContext ofTask) {
        CacheShare share = spec.cached() ? ofTask.stores().cacheShare() : null;
        if (share != null) {
            CachedSpace cached = new CachedSpace(space, share, ofTask);
            cache = cached;
            return cached;
        }
        return space;
    }

    @Override
    public final boolean isCached() {
        return cache != null;
    }

    @Override
    public final boolean setFlushListener(CacheFlushListener<W, V> listener, boolean sendOldValues) {
        CachedSpace cached = cache;
        if (cached == null) {
            return false;
        }
        cached.listener(
                (key, newValue, oldValue) -> {
                    ValueCodec<V, S> values = open().values();
                    long timestampMs = recordTimestampMs();
                    listener.apply(
                            downstreamKey(key),
                            values.plain(newValue),
                            values.plain(oldValue),
                            newValue == null ? timestampMs : values.format().timestamp(newValue, timestampMs));
                },
                sendOldValues);
        return true;
    }

    /**
     * Tells downstream of a change that the store, being past its time, did not keep. Without a cache the operator does that; it must
     * not depend on the cache what downstream is told.
     */
    protected final void passOn(byte[] spaceKey, byte @Nullable [] value) {
        if (cache != null) {
            cache.passOn(spaceKey, value);
        }
    }

    private long recordTimestampMs() {
        RecordContext context = task == null ? null : task.recordContext();
        return context == null ? -1 : context.timestamp();
    }

    @Override
    public final String name() {
        return spec.name();
    }

    @Override
    public final SpaceSource source() {
        return spec.source();
    }

    @Override
    public final boolean persistent() {
        return spec.source().persistent();
    }

    @Override
    public final boolean isOpen() {
        return opened != null && !closed;
    }

    @Override
    public final void flush() {
        if (cache != null) {
            open();
            cache.flush();
        }
    }

    @Override
    public final void commit(Map<TopicPartition, Long> changelogOffsets) {
        open();
        if (cache != null && cache.isDirty()) {
            throw new IllegalStateException(
                    "expected the cache of store " + name() + " to be flushed before a commit, actual changes in it");
        }
        prepareCommit();
        open().storage().commit(changelogOffsets);
    }

    @Override
    public final @Nullable Long committedOffset(TopicPartition partition) {
        TaskContext ofTask = task;
        return ofTask != null && partition.equals(ofTask.stores().changelog(name()))
                ? open().storage().position()
                : null;
    }

    @Override
    public final boolean managesOffsets() {
        return persistent();
    }

    @Override
    public final void close() {
        boolean wasOpen = isOpen();
        closed = true;
        iterators.storeClosed();
        if (wasOpen && opened != null) {
            opened.storage().close();
        }
    }

    /** How many iterators over this store are open. */
    public final int openIterators() {
        return iterators.openCount();
    }

    /** Where iterators over this store are counted. */
    public final OpenIterators iterators() {
        return iterators;
    }

    /**
     * What the store works with.
     *
     * @throws InvalidStateStoreException if it is not open
     */
    protected final Opened<K, V, S> open() {
        Opened<K, V, S> open = opened;
        if (open == null || closed) {
            throw new InvalidStateStoreException(
                    "Store " + name() + (closed ? " is closed" : " is not open yet: it was not initialised"));
        }
        return open;
    }

    /** The store is written for the record in process. */
    protected final void written() {
        if (task != null) {
            position.written(task.recordContext());
        }
    }

    @Override
    public final Position getPosition() {
        return position.get();
    }

    /** The answer to a query; null if the store does not know such queries. */
    protected abstract @Nullable QueryResult<?> answer(Query<?> query);

    @Override
    @SuppressWarnings("unchecked") // What answers a query has the result's type: it is part of the query's.
    public final <R> QueryResult<R> query(Query<R> query, PositionBound positionBound, QueryConfig config) {
        long startNanos = System.nanoTime();
        TaskContext ofTask = task;
        QueryResult<R> result;
        if (ofTask == null || !isOpen()) {
            result = QueryResult.notUpToBound(getPosition(), positionBound, null);
        } else if (!position.reaches(positionBound.position(), ofTask.taskId().partition())) {
            result = QueryResult.notUpToBound(
                    getPosition().copy(), positionBound, ofTask.taskId().partition());
        } else {
            QueryResult<?> answer = answer(query);
            result = answer == null ? QueryResult.forUnknownQueryType(query, this) : (QueryResult<R>) answer;
        }
        if (config.isCollectExecutionInfo()) {
            result.addExecutionInfo("Handled in " + getClass() + " in " + (System.nanoTime() - startNanos) + "ns");
        }
        result.setPosition(getPosition().copy());
        return result;
    }

    /** The answer that {@code read} gives, or the failure if it throws. */
    protected final <R> QueryResult<R> reading(Query<?> query, Supplier<@Nullable R> read) {
        try {
            return QueryResult.forResult(read.get());
        } catch (RuntimeException e) {
            return QueryResult.forFailure(
                    FailureReason.STORE_EXCEPTION,
                    "Store " + name() + " of " + getClass() + " threw an exception at the query " + query + ": " + e);
        }
    }

    /** The failure of a query that the store knows in another form only. */
    protected final <R> QueryResult<R> unknown(Query<?> query, String knownForm) {
        return QueryResult.forFailure(
                FailureReason.UNKNOWN_QUERY_TYPE,
                "This store (" + getClass() + ") doesn't know how to execute the given query (" + query + ") because "
                        + knownForm + ". Contact the store maintainer if you need support for a new query type.");
    }

    /**
     * A time in milliseconds.
     *
     * @throws IllegalArgumentException if milliseconds cannot tell it
     */
    protected static long millis(Instant time, String parameter) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "expected " + parameter + " to be a time that milliseconds can tell, actual " + time, e);
        }
    }

    protected static <T> T notNull(@Nullable T object, String what) {
        return Objects.requireNonNull(object, () -> what + " cannot be null");
    }
}
