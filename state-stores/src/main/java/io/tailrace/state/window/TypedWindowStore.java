package io.tailrace.state.window;

import io.tailrace.state.application.ApplicationTimedSpace;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.state.layout.WindowKey;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.task.RestoreTarget;
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
import io.tailrace.streams.kstream.internals.TimeWindow;
import io.tailrace.streams.query.Query;
import io.tailrace.streams.query.QueryResult;
import io.tailrace.streams.query.WindowKeyQuery;
import io.tailrace.streams.query.WindowRangeQuery;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.WindowStore;
import io.tailrace.streams.state.WindowStoreIterator;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A window store: timed entries whose time is the start of the window, and whose rest is a sequence number that is 0
 * unless duplicates are retained. Processors, which read with times in milliseconds, see what the store keeps; queries, which read with
 * instants or read all, also see what has expired and is still in the cache.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public class TypedWindowStore<K, V, S> extends TypedStore<K, Windowed<K>, V, S> implements WindowStore<K, S> {

    private final WindowSettings settings;
    private final SegmentedKeys keys;
    private final ValueFormat format;
    private @Nullable TimedEntries entries;

    public TypedWindowStore(StoreSpec<K, V, S> spec, WindowSettings settings) {
        this(spec, settings, keys(settings));
    }

    /** The layout of the keys. */
    static SegmentedKeys keys(WindowSettings settings) {
        return new SegmentedKeys(settings.segmentIntervalMs(), WindowKey.SUFFIX_BYTES);
    }

    private TypedWindowStore(StoreSpec<K, V, S> spec, WindowSettings settings, SegmentedKeys keys) {
        super(spec, keys);
        this.settings = settings;
        this.keys = keys;
        this.format = spec.values().format();
    }

    @Override
    protected RestoreTarget onOpen(Opened<K, V, S> open) {
        TimedEntries timed = open.storage() instanceof ApplicationTimedSpace application
                ? application.entries(open.space())
                : new RetainedEntries(open.space(), open.storage(), keys, settings.retentionMs());
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
        long start = keys.timeMs(spaceKey);
        long end = start + settings.windowSizeMs();
        return new Windowed<>(
                open.serdes().key(keys.key(spaceKey)), new TimeWindow(start, end < start ? Long.MAX_VALUE : end));
    }

    @Override
    public void put(K key, @Nullable S value, long windowStartTimestamp) {
        Opened<K, V, S> open = open();
        byte[] keyBytes = open.serdes().key(notNull(key, "key"));
        byte[] valueBytes = open.values().encode(value);
        written();
        if (!settings.retainDuplicates()) {
            if (!entries().put(keyBytes, windowStartTimestamp, 0, valueBytes)) {
                passOn(entries().keys().encode(keyBytes, windowStartTimestamp, 0), valueBytes);
            }
        } else if (valueBytes != null) {
            entries().put(keyBytes, windowStartTimestamp, entries().nextSequence(), valueBytes);
        } else if (!persistent()) {
            entries().advance(windowStartTimestamp); // a value that is none moves the time of Kafka's in-memory stores
            // alone
        }
    }

    @Override
    public @Nullable S fetch(K key, long time) {
        Opened<K, V, S> open = open();
        return open.values().decode(entries().get(open.serdes().key(notNull(key, "key")), time, 0));
    }

    @Override
    public WindowStoreIterator<S> fetch(K key, long timeFrom, long timeTo) {
        return ofKey(entries(), key, timeFrom, timeTo, true);
    }

    @Override
    public WindowStoreIterator<S> fetch(K key, Instant timeFrom, Instant timeTo) {
        return ofKey(entries().shown(), key, millis(timeFrom, "timeFrom"), millis(timeTo, "timeTo"), true);
    }

    @Override
    public WindowStoreIterator<S> backwardFetch(K key, long timeFrom, long timeTo) {
        return ofKey(entries(), key, timeFrom, timeTo, false);
    }

    @Override
    public WindowStoreIterator<S> backwardFetch(K key, Instant timeFrom, Instant timeTo) {
        return ofKey(entries().shown(), key, millis(timeFrom, "timeFrom"), millis(timeTo, "timeTo"), false);
    }

    private WindowStoreIterator<S> ofKey(TimedReads from, K key, long timeFrom, long timeTo, boolean forward) {
        Opened<K, V, S> open = open();
        ByteCursor cursor = from.ofKey(open.serdes().key(notNull(key, "key")), timeFrom, timeTo, forward);
        return new EntryIterator.OfWindows<>(this, cursor, keys::timeMs, open.values()::decode);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> fetch(@Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo) {
        return ofKeys(entries(), keyFrom, keyTo, timeFrom, timeTo, true);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> fetch(
            @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo) {
        return shown(keyFrom, keyTo, millis(timeFrom, "timeFrom"), millis(timeTo, "timeTo"), true);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> backwardFetch(
            @Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo) {
        return ofKeys(entries(), keyFrom, keyTo, timeFrom, timeTo, false);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> backwardFetch(
            @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo) {
        return shown(keyFrom, keyTo, millis(timeFrom, "timeFrom"), millis(timeTo, "timeTo"), false);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> all() {
        return shown(null, null, 0, Long.MAX_VALUE, true);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> backwardAll() {
        return shown(null, null, 0, Long.MAX_VALUE, false);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> fetchAll(long timeFrom, long timeTo) {
        return ofKeys(entries(), null, null, timeFrom, timeTo, true);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> fetchAll(Instant timeFrom, Instant timeTo) {
        return shown(null, null, millis(timeFrom, "timeFrom"), millis(timeTo, "timeTo"), true);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> backwardFetchAll(long timeFrom, long timeTo) {
        return ofKeys(entries(), null, null, timeFrom, timeTo, false);
    }

    @Override
    public KeyValueIterator<Windowed<K>, S> backwardFetchAll(Instant timeFrom, Instant timeTo) {
        return shown(null, null, millis(timeFrom, "timeFrom"), millis(timeTo, "timeTo"), false);
    }

    private KeyValueIterator<Windowed<K>, S> shown(
            @Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo, boolean forward) {
        return ofKeys(entries().shown(), keyFrom, keyTo, timeFrom, timeTo, forward);
    }

    private KeyValueIterator<Windowed<K>, S> ofKeys(
            TimedReads reads, @Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo, boolean forward) {
        Opened<K, V, S> open = open();
        byte[] from = keyFrom == null ? null : open.serdes().key(keyFrom);
        byte[] to = keyTo == null ? null : open.serdes().key(keyTo);
        ByteCursor cursor = reads.ofKeys(from, to, timeFrom, timeTo, forward);
        return new EntryIterator<>(this, cursor, key -> windowed(open, key), open.values()::decode);
    }

    @Override
    @SuppressWarnings("unchecked") // Who asks for a key of another type gets the serializer's exception as the answer.
    protected @Nullable QueryResult<?> answer(Query<?> query) {
        if (query instanceof WindowKeyQuery<?, ?> wanted) {
            if (wanted.getTimeFrom().isEmpty() || wanted.getTimeTo().isEmpty()) {
                return unknown(query, "it only supports closed-range queries");
            }
            return reading(
                    query,
                    () -> fetch(
                            (K) wanted.getKey(),
                            wanted.getTimeFrom().get(),
                            wanted.getTimeTo().get()));
        }
        if (query instanceof WindowRangeQuery<?, ?> wanted) {
            if (wanted.getTimeFrom().isEmpty() || wanted.getTimeTo().isEmpty()) {
                return unknown(query, "WindowStores only supports WindowRangeQuery.withWindowStartRange");
            }
            return reading(
                    query,
                    () -> fetchAll(
                            wanted.getTimeFrom().get(), wanted.getTimeTo().get()));
        }
        return null;
    }

    private TimedEntries entries() {
        if (entries == null) {
            throw new InvalidStateStoreException("Store " + name() + " is not open yet: it was not initialised");
        }
        return entries;
    }
}
