package io.tailrace.streams;

import io.tailrace.common.TopicPartition;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import io.tailrace.streams.query.Position;
import io.tailrace.streams.query.PositionBound;
import io.tailrace.streams.query.Query;
import io.tailrace.streams.query.QueryConfig;
import io.tailrace.streams.query.QueryResult;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store with its values in another form: what keeps more than the test asks for is shown without it, and what is put gets the timestamp -1 and no
 * headers.
 *
 * <p><b>Threads:</b> the test's thread.
 *
 * @param <T> the store
 * @param <S> what it keeps
 * @param <V> what is shown
 */
abstract class MappedStore<T extends StateStore, S, V> implements StateStore {
    final T inner;
    final Function<S, V> shown;
    final Function<V, S> kept;

    /** Both functions are called without nulls. */
    MappedStore(T inner, Function<S, V> shown, Function<V, S> kept) {
        this.inner = inner;
        this.shown = shown;
        this.kept = kept;
    }

    final @Nullable V show(@Nullable S value) {
        return value == null ? null : shown.apply(value);
    }

    final @Nullable S keep(@Nullable V value) {
        return value == null ? null : kept.apply(value);
    }

    @Override
    public final String name() {
        return inner.name();
    }

    @Override
    public final void init(StateStoreContext context, StateStore root) {
        inner.init(context, root);
    }

    @Override
    public final void flush() {
        inner.flush();
    }

    @Override
    public final void commit(Map<TopicPartition, Long> changelogOffsets) {
        inner.commit(changelogOffsets);
    }

    @Override
    public final @Nullable Long committedOffset(TopicPartition partition) {
        return inner.committedOffset(partition);
    }

    @Override
    public final boolean managesOffsets() {
        return inner.managesOffsets();
    }

    @Override
    public final void close() {
        inner.close();
    }

    @Override
    public final boolean persistent() {
        return inner.persistent();
    }

    @Override
    public final boolean isOpen() {
        return inner.isOpen();
    }

    @Override
    public final <R> QueryResult<R> query(Query<R> query, PositionBound positionBound, QueryConfig config) {
        return inner.query(query, positionBound, config);
    }

    @Override
    public final Position getPosition() {
        return inner.getPosition();
    }
}
