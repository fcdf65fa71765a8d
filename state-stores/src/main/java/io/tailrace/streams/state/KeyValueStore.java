package io.tailrace.streams.state;

import io.tailrace.streams.KeyValue;
import io.tailrace.streams.processor.StateStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A map in a task's state. A null value is no value: putting it deletes the key. */
public interface KeyValueStore<K, V> extends StateStore, ReadOnlyKeyValueStore<K, V> {

    /** Sets the value of {@code key}, or deletes it if {@code value} is null. */
    void put(K key, @Nullable V value);

    /** Sets the value if the key has none. Returns the value that was there, or null if {@code value} was set. */
    @Nullable
    V putIfAbsent(K key, @Nullable V value);

    /** Puts all entries in the order of the list. */
    void putAll(List<KeyValue<K, V>> entries);

    /** Deletes the key and returns the value it had, or null. */
    @Nullable
    V delete(K key);
}
