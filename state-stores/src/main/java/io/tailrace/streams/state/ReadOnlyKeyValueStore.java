package io.tailrace.streams.state;

import io.tailrace.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * The reading half of a key-value store. Keys are ordered by their serialized bytes, compared as unsigned numbers. All
 * methods throw {@code InvalidStateStoreException} when the store is not open and {@code NullPointerException} for a
 * null key where null has no meaning given below.
 */
public interface ReadOnlyKeyValueStore<K, V> {

    /** The value of {@code key}, or null if there is none. */
    @Nullable
    V get(K key);

    /** The entries from {@code from} to {@code to}, both within, in ascending order; null is the first or the last key. */
    KeyValueIterator<K, V> range(@Nullable K from, @Nullable K to);

    /** As {@link #range}, in descending order. */
    default KeyValueIterator<K, V> reverseRange(@Nullable K from, @Nullable K to) {
        throw new UnsupportedOperationException(getClass().getName() + " has no reverseRange");
    }

    /** All entries in ascending order. */
    KeyValueIterator<K, V> all();

    /** All entries in descending order. */
    default KeyValueIterator<K, V> reverseAll() {
        throw new UnsupportedOperationException(getClass().getName() + " has no reverseAll");
    }

    /** The entries whose serialized key begins with the bytes of {@code prefix}, in ascending order. */
    default <PS extends Serializer<P>, P> KeyValueIterator<K, V> prefixScan(P prefix, PS prefixKeySerializer) {
        throw new UnsupportedOperationException(getClass().getName() + " has no prefixScan");
    }

    /** How many entries there are, roughly: a store on disk or behind a cache estimates. */
    long approximateNumEntries();
}
