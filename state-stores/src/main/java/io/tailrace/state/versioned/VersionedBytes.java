package io.tailrace.state.versioned;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.utils.Bytes;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.state.typed.OurStore;
import io.tailrace.state.typed.SpaceSource;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import io.tailrace.streams.query.Position;
import io.tailrace.streams.query.PositionBound;
import io.tailrace.streams.query.Query;
import io.tailrace.streams.query.QueryConfig;
import io.tailrace.streams.query.QueryResult;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.VersionedBytesStore;
import io.tailrace.streams.state.VersionedRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows a versioned store of bytes as a key-value store.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class VersionedBytes implements VersionedBytesStore, OurStore {

    private final TypedVersionedStore<Bytes, byte[]> store;

    VersionedBytes(TypedVersionedStore<Bytes, byte[]> store) {
        this.store = store;
    }

    TypedVersionedStore<Bytes, byte[]> store() {
        return store;
    }

    @Override
    public SpaceSource source() {
        return store.source();
    }

    private static byte @Nullable [] stored(@Nullable VersionedRecord<byte[]> version) {
        return version == null ? null : ValueFormat.TIMESTAMPED.stored(version.value(), version.timestamp());
    }

    @Override
    public long put(Bytes key, byte @Nullable [] value, long timestamp) {
        return store.put(key, value, timestamp);
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return stored(store.get(key));
    }

    @Override
    public byte @Nullable [] get(Bytes key, long asOfTimestamp) {
        return stored(store.get(key, asOfTimestamp));
    }

    @Override
    public byte @Nullable [] delete(Bytes key, long timestamp) {
        return stored(store.delete(key, timestamp));
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        throw unsupported("put(key, value) without a timestamp");
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
        throw unsupported("putIfAbsent(key, value)");
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        throw unsupported("putAll(entries)");
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        throw unsupported("delete(key) without a timestamp");
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        throw unsupported("range(from, to)");
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        throw unsupported("all()");
    }

    @Override
    public long approximateNumEntries() {
        throw unsupported("approximateNumEntries()");
    }

    private UnsupportedOperationException unsupported(String method) {
        return new UnsupportedOperationException("Versioned store " + name() + " does not support " + method);
    }

    @Override
    public <R> QueryResult<R> query(Query<R> query, PositionBound positionBound, QueryConfig config) {
        return store.query(query, positionBound, config);
    }

    @Override
    public Position getPosition() {
        return store.getPosition();
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        store.init(context, root);
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        store.commit(changelogOffsets);
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public boolean persistent() {
        return store.persistent();
    }

    @Override
    public boolean isOpen() {
        return store.isOpen();
    }
}
