package io.tailrace.streams.state;

import io.tailrace.streams.KeyValue;
import java.io.Closeable;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Walks over entries of a store. It holds resources of the store (with RocksDB a snapshot in native memory): close it,
 * best by try-with-resources. Writes to the store made while it is open may or may not be seen by it. After
 * {@link #close} or after the store was closed it throws {@code InvalidStateStoreException}.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public interface KeyValueIterator<K, V> extends Iterator<KeyValue<K, V>>, Closeable {

    @Override
    void close();

    /**
     * The key of the entry that {@link #next} will return.
     *
     * @throws NoSuchElementException if there is no next entry
     */
    K peekNextKey();
}
