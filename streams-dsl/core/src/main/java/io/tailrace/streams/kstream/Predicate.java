package io.tailrace.streams.kstream;

/**
 * Decides whether a record passes. Must not keep references to mutable state shared between instances of the application.
 *
 * <p><b>Threads:</b> called by every stream thread that owns a task of the operator, so it has to be stateless or thread-safe.
 *
 * @param <K> key type
 * @param <V> value type
 */
@FunctionalInterface
public interface Predicate<K, V> {
    /** Decides whether a record passes. Exceptions go to the processing exception handler. */
    boolean test(K key, V value);
}
