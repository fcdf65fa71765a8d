package io.tailrace.streams;

import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.WindowStoreIterator;
import java.util.function.Function;

/**
 * Shows the values of an iterator in another form.
 *
 * <p><b>Threads:</b> the test's thread.
 */
class MappedIterator<K, S, V> implements KeyValueIterator<K, V> {
    private final KeyValueIterator<K, S> inner;
    private final Function<S, V> shown;

    MappedIterator(KeyValueIterator<K, S> inner, Function<S, V> shown) {
        this.inner = inner;
        this.shown = shown;
    }

    /** Over the windows of one key. */
    static final class OfWindows<S, V> extends MappedIterator<Long, S, V> implements WindowStoreIterator<V> {
        OfWindows(KeyValueIterator<Long, S> inner, Function<S, V> shown) {
            super(inner, shown);
        }
    }

    @Override
    public void close() {
        inner.close();
    }

    @Override
    public K peekNextKey() {
        return inner.peekNextKey();
    }

    @Override
    public boolean hasNext() {
        return inner.hasNext();
    }

    @Override
    public KeyValue<K, V> next() {
        KeyValue<K, S> next = inner.next();
        return new KeyValue<>(next.key, shown.apply(next.value));
    }
}
