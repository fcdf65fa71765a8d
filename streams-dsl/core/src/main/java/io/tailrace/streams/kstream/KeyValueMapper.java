package io.tailrace.streams.kstream;

/**
 * Maps a record to a new key, value, pair or collection. Must not keep references to mutable state shared between instances of the application.
 *
 * <p><b>Threads:</b> called by every stream thread that owns a task of the operator, so it has to be stateless or thread-safe.
 *
 * @param <K> key type
 * @param <V> value type
 * @param <VR> result type
 */
@FunctionalInterface
public interface KeyValueMapper<K, V, VR> {
    /** Maps a record to a new key, value, pair or collection. Exceptions go to the processing exception handler. */
    VR apply(K key, V value);
}
