package io.tailrace.state.composite;

import io.tailrace.streams.KeyValue;
import io.tailrace.streams.state.KeyValueIterator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One iterator after the other, each opened when the one before is at its end.
 *
 * <p><b>Threads:</b> one at a time.
 */
class ChainedIterator<T, K, V> implements KeyValueIterator<K, V> {

    private final Iterator<T> stores;
    private final Function<T, ? extends KeyValueIterator<K, V>> read;
    private @Nullable KeyValueIterator<K, V> current;

    ChainedIterator(Iterator<T> stores, Function<T, ? extends KeyValueIterator<K, V>> read) {
        this.stores = stores;
        this.read = read;
    }

    @Override
    public final boolean hasNext() {
        while (current == null || !current.hasNext()) {
            close();
            if (!stores.hasNext()) {
                return false;
            }
            current = read.apply(stores.next());
        }
        return true;
    }

    private KeyValueIterator<K, V> standing() {
        if (!hasNext() || current == null) {
            throw new NoSuchElementException("The iterator is at its end");
        }
        return current;
    }

    @Override
    public final KeyValue<K, V> next() {
        return standing().next();
    }

    @Override
    public final K peekNextKey() {
        return standing().peekNextKey();
    }

    @Override
    public final void close() {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
