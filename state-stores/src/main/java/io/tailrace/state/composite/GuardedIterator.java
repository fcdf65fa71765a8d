package io.tailrace.state.composite;

import io.tailrace.state.task.StoreGuard;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.WindowStoreIterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An iterator of a task's store for other threads: each step takes the lock. Entries that the task changes meanwhile may
 * or may not be seen.
 *
 * <p><b>Threads:</b> one at a time, any.
 *
 * @param <S> what the store keeps
 * @param <V> what is shown of it
 */
class GuardedIterator<K, S, V> implements KeyValueIterator<K, V> {

    private final KeyValueIterator<K, S> iterator;
    private final StoreGuard guard;
    private final Function<? super S, ? extends @Nullable V> shown;

    GuardedIterator(
            KeyValueIterator<K, S> iterator, StoreGuard guard, Function<? super S, ? extends @Nullable V> shown) {
        this.iterator = iterator;
        this.guard = guard;
        this.shown = shown;
    }

    /** Over the windows of one key. */
    static final class OfWindows<S, V> extends GuardedIterator<Long, S, V> implements WindowStoreIterator<V> {

        OfWindows(
                KeyValueIterator<Long, S> iterator,
                StoreGuard guard,
                Function<? super S, ? extends @Nullable V> shown) {
            super(iterator, guard, shown);
        }
    }

    @Override
    public boolean hasNext() {
        return guard.run(iterator::hasNext);
    }

    @Override
    public KeyValue<K, V> next() {
        KeyValue<K, S> entry = guard.run(iterator::next);
        return new KeyValue<>(entry.key, shown.apply(entry.value));
    }

    @Override
    public K peekNextKey() {
        return guard.run(iterator::peekNextKey);
    }

    @Override
    public void close() {
        guard.run(() -> {
            iterator.close();
            return true;
        });
    }
}
