package io.tailrace.state.session;

import io.tailrace.state.application.ApplicationTimedSpace;
import io.tailrace.state.layout.SessionKey;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.task.RestoreTarget;
import io.tailrace.state.timed.FilteredCursor;
import io.tailrace.state.timed.RetainedEntries;
import io.tailrace.state.timed.SegmentedKeys;
import io.tailrace.state.timed.TimedEntries;
import io.tailrace.state.timed.TimedReads;
import io.tailrace.state.timed.TimedRestore;
import io.tailrace.state.typed.EntryIterator;
import io.tailrace.state.typed.StoreSpec;
import io.tailrace.state.typed.TypedStore;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.kstream.internals.SessionWindow;
import io.tailrace.streams.query.Query;
import io.tailrace.streams.query.QueryResult;
import io.tailrace.streams.query.WindowRangeQuery;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.SessionStore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session store: timed entries whose time is the end of the session, and whose rest is its start. {@code findSessions} with times in
 * milliseconds, which processors use, sees what the store keeps; the other reads also see what has expired and is still in the cache.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public class TypedSessionStore<K, V, S> extends TypedStore<K, Windowed<K>, V, S> implements SessionStore<K, S> {

    private final SessionSettings settings;
    private final SegmentedKeys keys;
    private final ValueFormat format;
    private @Nullable TimedEntries entries;

    TypedSessionStore(StoreSpec<K, V, S> spec, SessionSettings settings) {
        this(spec, settings, keys(settings.segmentIntervalMs()));
    }

    /** The layout of the keys. */
    static SegmentedKeys keys(long segmentIntervalMs) {
        return new SegmentedKeys(segmentIntervalMs, SessionKey.SUFFIX_BYTES);
    }

    private TypedSessionStore(StoreSpec<K, V, S> spec, SessionSettings settings, SegmentedKeys keys) {
        super(spec, keys);
        this.settings = settings;
        this.keys = keys;
        this.format = spec.values().format();
    }

    @Override
    protected RestoreTarget onOpen(Opened<K, V, S> open) {
        long edgeMs = settings.keepsEdge() && isCached() ? 1 : 0;
        TimedEntries timed = open.storage() instanceof ApplicationTimedSpace application
                ? application.entries(open.space())
                : new RetainedEntries(
                        open.space(),
                        open.storage(),
                        keys,
                        settings.retentionMs() + edgeMs,
                        settings.shownMs() + edgeMs);
        entries = timed;
        return new TimedRestore(timed, open.storage(), format);
    }

    @Override
    protected void prepareCommit() {
        entries().prepareCommit();
    }

    @Override
    protected Windowed<K> downstreamKey(byte[] spaceKey) {
        return windowed(open(), spaceKey);
    }

    private Windowed<K> windowed(Opened<K, V, S> open, byte[] spaceKey) {
        return new Windowed<>(
                open.serdes().key(keys.key(spaceKey)), new SessionWindow(keys.rest(spaceKey), keys.timeMs(spaceKey)));
    }

    @Override
    public void put(Windowed<K> sessionKey, @Nullable S aggregate) {
        Opened<K, V, S> open = open();
        byte[] key = open.serdes().key(notNull(notNull(sessionKey, "sessionKey").key(), "key"));
        byte[] value = open.values().encode(aggregate);
        long start = sessionKey.window().start();
        long end = sessionKey.window().end();
        if (!entries().put(key, end, start, value)) {
            passOn(keys.encode(key, end, start), value);
        }
        written();
    }

    @Override
    @SuppressWarnings("unchecked") // Who asks for a key of another type gets the serializer's exception as the answer.
    protected @Nullable QueryResult<?> answer(Query<?> query) {
        if (query instanceof WindowRangeQuery<?, ?> wanted) {
            return wanted.getKey().isEmpty()
                    ? unknown(query, "SessionStores only support WindowRangeQuery.withKey")
                    : reading(query, () -> fetch((K) wanted.getKey().get()));
        }
        return null;
    }

    @Override
    public void remove(Windowed<K> sessionKey) {
        if (persistent()) {
            put(sessionKey, null);
            return;
        }
        // Removing a session moves the time of Kafka's stores on disk alone.
        byte[] key =
                open().serdes().key(notNull(notNull(sessionKey, "sessionKey").key(), "key"));
        entries().delete(key, sessionKey.window().end(), sessionKey.window().start());
        written();
    }

    @Override
    public @Nullable S fetchSession(K key, long sessionStartTime, long sessionEndTime) {
        Opened<K, V, S> open = open();
        return open.values()
                .decode(entries().get(open.serdes().key(notNull(key, "key")), sessionEndTime, sessionStartTime));
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> findSessions(
            K key, long earliestSessionEndTime, long latestSessionStartTime) {
        return ofKey(entries(), key, earliestSessionEndTime, latestSessionStartTime, true);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> findSessions(
            K key, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
        return ofKey(entries().shown(), key, end(earliestSessionEndTime), start(latestSessionStartTime), true);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> backwardFindSessions(
            K key, long earliestSessionEndTime, long latestSessionStartTime) {
        return ofKey(entries(), key, earliestSessionEndTime, latestSessionStartTime, false);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> backwardFindSessions(
            K key, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
        return ofKey(entries().shown(), key, end(earliestSessionEndTime), start(latestSessionStartTime), false);
    }

    private static long end(Instant earliestSessionEndTime) {
        return millis(earliestSessionEndTime, "earliestSessionEndTime");
    }

    private static long start(Instant latestSessionStartTime) {
        return millis(latestSessionStartTime, "latestSessionStartTime");
    }

    private KeyValueIterator<Windowed<K>, S> ofKey(
            TimedReads reads, K key, long earliestEnd, long latestStart, boolean forward) {
        Opened<K, V, S> open = open();
        byte[] bytes = open.serdes().key(notNull(key, "key"));
        return iterator(open, reads.ofKey(bytes, earliestEnd, Long.MAX_VALUE, forward), latestStart);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> findSessions(
            @Nullable K keyFrom, @Nullable K keyTo, long earliestSessionEndTime, long latestSessionStartTime) {
        return ofKeys(entries(), keyFrom, keyTo, earliestSessionEndTime, latestSessionStartTime, true);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> findSessions(
            @Nullable K keyFrom, @Nullable K keyTo, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
        return ofKeys(
                entries().shown(), keyFrom, keyTo, end(earliestSessionEndTime), start(latestSessionStartTime), true);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> backwardFindSessions(
            @Nullable K keyFrom, @Nullable K keyTo, long earliestSessionEndTime, long latestSessionStartTime) {
        return ofKeys(entries(), keyFrom, keyTo, earliestSessionEndTime, latestSessionStartTime, false);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> backwardFindSessions(
            @Nullable K keyFrom, @Nullable K keyTo, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
        return ofKeys(
                entries().shown(), keyFrom, keyTo, end(earliestSessionEndTime), start(latestSessionStartTime), false);
    }

    private KeyValueIterator<Windowed<K>, S> ofKeys(
            TimedReads reads,
            @Nullable K keyFrom,
            @Nullable K keyTo,
            long earliestEnd,
            long latestStart,
            boolean forward) {
        Opened<K, V, S> open = open();
        byte[] from = keyFrom == null ? null : open.serdes().key(keyFrom);
        byte[] to = keyTo == null ? null : open.serdes().key(keyTo);
        return iterator(open, reads.ofKeys(from, to, earliestEnd, Long.MAX_VALUE, forward), latestStart);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> findSessions(long earliestSessionEndTime, long latestSessionEndTime) {
        return iterator(
                open(),
                entries().ofKeys(null, null, earliestSessionEndTime, latestSessionEndTime, true),
                Long.MAX_VALUE);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> fetch(K key) {
        return ofKey(entries().shown(), key, 0, Long.MAX_VALUE, true);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> backwardFetch(K key) {
        return ofKey(entries().shown(), key, 0, Long.MAX_VALUE, false);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> fetch(@Nullable K keyFrom, @Nullable K keyTo) {
        return ofKeys(entries().shown(), keyFrom, keyTo, 0, Long.MAX_VALUE, true);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> backwardFetch(@Nullable K keyFrom, @Nullable K keyTo) {
        return ofKeys(entries().shown(), keyFrom, keyTo, 0, Long.MAX_VALUE, false);
    }

    private KeyValueIterator<Windowed<K>, S> iterator(Opened<K, V, S> open, ByteCursor cursor, long latestStart) {
        ByteCursor found = latestStart == Long.MAX_VALUE
                ? cursor
                : new FilteredCursor(cursor, entry -> keys.rest(entry.key()) <= latestStart);
        return new EntryIterator<>(this, found, key -> windowed(open, key), open.values()::decode);
    }

    private TimedEntries entries() {
        if (entries == null) {
            throw new InvalidStateStoreException("Store " + name() + " is not open yet: it was not initialised");
        }
        return entries;
    }
}
