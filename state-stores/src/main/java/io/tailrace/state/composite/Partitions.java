package io.tailrace.state.composite;

import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.QueryableStoreType;
import io.tailrace.streams.state.internals.StateStoreProvider;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a store that are here, looked up for each read: they may come and go.
 *
 * <p><b>Threads:</b> any.
 */
record Partitions<T>(StateStoreProvider provider, QueryableStoreType<T> type, String name) {

    List<T> stores() {
        try {
            return provider.stores(name, type);
        } catch (InvalidStateStoreException e) {
            throw new InvalidStateStoreException(
                    "State store " + name + " is not available anymore and may have been migrated to another instance;"
                            + " please re-discover its location from the state metadata.",
                    e);
        }
    }

    /** The first answer that is not null. */
    <R> @Nullable R first(Function<T, @Nullable R> read) {
        for (T store : stores()) {
            R found = read.apply(store);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** All answers, one partition after the other. */
    <K, V> KeyValueIterator<K, V> all(Function<T, KeyValueIterator<K, V>> read) {
        return new ChainedIterator<>(stores().iterator(), read);
    }

    static <X> X notNull(X object, String what) {
        return Objects.requireNonNull(object, () -> what + " can't be null");
    }
}
