package io.tailrace.state.application;

import io.tailrace.state.space.ByteCursor;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.state.KeyValueIterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over what an application's store iterates over.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class IteratorCursor<K> implements ByteCursor {

    private final KeyValueIterator<K, byte[]> iterator;
    private final Function<K, byte[]> keys;
    private final StoredValues values;
    private final Predicate<byte[]> accepts;
    private byte @Nullable [] key;
    private byte @Nullable [] value;

    IteratorCursor(
            KeyValueIterator<K, byte[]> iterator,
            Function<K, byte[]> keys,
            StoredValues values,
            Predicate<byte[]> accepts) {
        this.iterator = iterator;
        this.keys = keys;
        this.values = values;
        this.accepts = accepts;
    }

    @Override
    public boolean next() {
        while (iterator.hasNext()) {
            KeyValue<K, byte[]> entry = iterator.next();
            byte[] spaceKey = keys.apply(entry.key);
            if (accepts.test(spaceKey)) {
                key = spaceKey;
                value = values.fromStore(entry.value);
                return true;
            }
        }
        return false;
    }

    @Override
    public byte[] key() {
        if (key == null) {
            throw new NoSuchElementException("expected an entry to stand on, actual none");
        }
        return key;
    }

    @Override
    public byte @Nullable [] value() {
        return value;
    }

    @Override
    public void close() {
        iterator.close();
    }
}
