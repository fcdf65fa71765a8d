package io.tailrace.streams.operator;

import io.tailrace.streams.KeyValue;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.WindowStoreIterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a store with their values in another form.
 *
 * <p><b>Threads:</b> the task's thread.
 *
 * @param <S> what the store keeps
 * @param <V> what is shown of it
 */
class MappedIterator<K, S, V> implements KeyValueIterator<K, V> {
    private final KeyValueIterator<K, S> kept;
    private final Function<? super S, ? extends @Nullable V> shown;

    MappedIterator(KeyValueIterator<K, S> kept, Function<? super S, ? extends @Nullable V> shown) {
        this.kept = kept;
        this.shown = shown;
    }

    /** Entries of one key of a window store. */
    static final class OfWindows<S, V> extends MappedIterator<Long, S, V> implements WindowStoreIterator<V> {
        OfWindows(WindowStoreIterator<S> kept, Function<? super S, ? extends @Nullable V> shown) {
            super(kept, shown);
        }
    }

    @Override
    public boolean hasNext() {
        return kept.hasNext();
    }

    @Override
    public KeyValue<K, V> next() {
        KeyValue<K, S> entry = kept.next();
        return KeyValue.pair(entry.key, shown.apply(entry.value));
    }

    @Override
    public K peekNextKey() {
        return kept.peekNextKey();
    }

    @Override
    public void close() {
        kept.close();
    }
}
