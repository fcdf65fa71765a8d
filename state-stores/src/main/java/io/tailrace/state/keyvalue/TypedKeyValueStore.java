package io.tailrace.state.keyvalue;

import io.tailrace.common.header.Headers;
import io.tailrace.common.serialization.Serializer;
import io.tailrace.state.layout.KeyLayout;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.ByteSpace;
import io.tailrace.state.space.KeyBounds;
import io.tailrace.state.space.StorageSpace;
import io.tailrace.state.task.RestoreTarget;
import io.tailrace.state.typed.EntryIterator;
import io.tailrace.state.typed.StoreSpec;
import io.tailrace.state.typed.TypedStore;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.query.KeyQuery;
import io.tailrace.streams.query.Query;
import io.tailrace.streams.query.QueryResult;
import io.tailrace.streams.query.RangeQuery;
import io.tailrace.streams.query.ResultOrder;
import io.tailrace.streams.query.TimestampedKeyQuery;
import io.tailrace.streams.query.TimestampedRangeQuery;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.KeyValueStore;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A key-value store. Its space has the serialized keys as they are.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public class TypedKeyValueStore<K, V, S> extends TypedStore<K, K, V, S> implements KeyValueStore<K, S> {

    private final ValueFormat format;

    public TypedKeyValueStore(StoreSpec<K, V, S> spec) {
        super(spec, KeyLayout.SAME);
        this.format = spec.values().format();
    }

    @Override
    protected RestoreTarget onOpen(Opened<K, V, S> open) {
        return new Restore(open.storage(), format);
    }

    @Override
    protected K downstreamKey(byte[] spaceKey) {
        return open().serdes().key(spaceKey);
    }

    @Override
    public @Nullable S get(K key) {
        Opened<K, V, S> open = open();
        return open.values().decode(open.space().get(open.serdes().key(notNull(key, "key"))));
    }

    @Override
    public void put(K key, @Nullable S value) {
        Opened<K, V, S> open = open();
        open.space().put(open.serdes().key(notNull(key, "key")), open.values().encode(value));
        written();
    }

    @Override
    public @Nullable S putIfAbsent(K key, @Nullable S value) {
        Opened<K, V, S> open = open();
        byte[] bytes = open.serdes().key(notNull(key, "key"));
        byte[] before = open.space().get(bytes);
        if (before == null) {
            open.space().put(bytes, open.values().encode(value));
            written();
        }
        return open.values().decode(before);
    }

    @Override
    public void putAll(List<KeyValue<K, S>> entries) {
        for (KeyValue<K, S> entry : entries) {
            put(entry.key, entry.value);
        }
    }

    @Override
    public @Nullable S delete(K key) {
        Opened<K, V, S> open = open();
        byte[] bytes = open.serdes().key(notNull(key, "key"));
        byte[] before = open.space().get(bytes);
        if (before != null) {
            open.space().put(bytes, null);
            written();
        }
        return open.values().decode(before);
    }

    @Override
    public KeyValueIterator<K, S> range(@Nullable K from, @Nullable K to) {
        return range(from, to, true);
    }

    @Override
    public KeyValueIterator<K, S> reverseRange(@Nullable K from, @Nullable K to) {
        return range(from, to, false);
    }

    private KeyValueIterator<K, S> range(@Nullable K from, @Nullable K to, boolean forward) {
        Opened<K, V, S> open = open();
        byte[] first = from == null ? null : open.serdes().key(from);
        byte[] last = to == null ? null : open.serdes().key(to);
        if (first != null && last != null && Arrays.compareUnsigned(first, last) > 0) {
            return iterator(open, ByteCursor.EMPTY);
        }
        return iterator(open, open.space().scan(first, KeyBounds.after(last), forward));
    }

    @Override
    public KeyValueIterator<K, S> all() {
        return range(null, null, true);
    }

    @Override
    public KeyValueIterator<K, S> reverseAll() {
        return range(null, null, false);
    }

    @Override
    public <PS extends Serializer<P>, P> KeyValueIterator<K, S> prefixScan(P prefix, PS prefixKeySerializer) {
        Opened<K, V, S> open = open();
        byte[] bytes = notNull(
                notNull(prefixKeySerializer, "prefixKeySerializer").serialize("", notNull(prefix, "prefix")),
                "serialized prefix");
        return iterator(open, open.space().scan(bytes, KeyBounds.afterPrefix(bytes), true));
    }

    private KeyValueIterator<K, S> iterator(Opened<K, V, S> open, ByteCursor cursor) {
        return new EntryIterator<>(this, cursor, open.serdes()::key, open.values()::decode);
    }

    @Override
    public long approximateNumEntries() {
        ByteSpace space = open().space();
        return space.approximateCount();
    }

    @Override
    protected @Nullable QueryResult<?> answer(Query<?> query) {
        boolean timestamped = open().values().isTimestamped();
        if (query instanceof KeyQuery<?, ?> wanted) {
            return reading(query, () -> open().values().plain(stored(wanted.getKey(), wanted.isSkipCache())));
        }
        if (query instanceof TimestampedKeyQuery<?, ?> wanted && timestamped) {
            return reading(query, () -> open().values().withTimestamp(stored(wanted.key(), wanted.isSkipCache())));
        }
        if (query instanceof RangeQuery<?, ?> wanted) {
            return reading(
                    query,
                    () -> range(
                            wanted.getLowerBound().orElse(null),
                            wanted.getUpperBound().orElse(null),
                            wanted.resultOrder(),
                            open().values()::plain));
        }
        if (query instanceof TimestampedRangeQuery<?, ?> wanted && timestamped) {
            return reading(
                    query,
                    () -> range(
                            wanted.lowerBound().orElse(null),
                            wanted.upperBound().orElse(null),
                            wanted.resultOrder(),
                            open().values()::withTimestamp));
        }
        return null;
    }

    @SuppressWarnings("unchecked") // Who asks for a key of another type gets the serializer's exception as the answer.
    private byte @Nullable [] stored(Object key, boolean skipCache) {
        Opened<K, V, S> open = open();
        byte[] bytes = open.serdes().key((K) key);
        return skipCache ? live(open.storage().get(bytes)) : open.space().get(bytes);
    }

    @SuppressWarnings("unchecked") // As above.
    private <T> KeyValueIterator<K, T> range(
            @Nullable Object from, @Nullable Object to, ResultOrder order, Function<byte[], @Nullable T> values) {
        Opened<K, V, S> open = open();
        byte[] first = from == null ? null : open.serdes().key((K) from);
        byte[] last = to == null ? null : open.serdes().key((K) to);
        ByteCursor cursor = first != null && last != null && Arrays.compareUnsigned(first, last) > 0
                ? ByteCursor.EMPTY
                : open.space().scan(first, KeyBounds.after(last), order != ResultOrder.DESCENDING);
        return new EntryIterator<>(this, cursor, open.serdes()::key, values);
    }

    /** Puts changelog records into the storage. */
    private record Restore(StorageSpace storage, ValueFormat format) implements RestoreTarget {

        @Override
        public long position() {
            return storage.position();
        }

        @Override
        public void restore(byte[] key, byte @Nullable [] value, long timestampMs) {
            storage.restore(key, format.storedOrNull(value, timestampMs));
        }

        @Override
        public void restore(byte[] key, byte @Nullable [] value, long timestampMs, Headers headers) {
            storage.restore(key, format.storedOrNull(value, timestampMs, headers));
        }

        @Override
        public void endBatch(long nextPosition) {
            storage.endRestore(nextPosition);
        }

        @Override
        public void reset() {
            storage.reset();
        }
    }
}
