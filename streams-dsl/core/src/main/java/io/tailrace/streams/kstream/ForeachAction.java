package io.tailrace.streams.kstream;

/**
 * A side effect to run for a record. Must not keep references to mutable state shared between instances of the application.
 *
 * <p><b>Threads:</b> called by every stream thread that owns a task of the operator, so it has to be stateless or thread-safe.
 *
 * @param <K> key type
 * @param <V> value type
 */
@FunctionalInterface
public interface ForeachAction<K, V> {
    /** A side effect to run for a record. Exceptions go to the processing exception handler. */
    void apply(K key, V value);
}
