package io.tailrace.streams.kstream;

/**
 * Adds a record to the aggregate of its key and returns the new aggregate; null deletes it. Must not keep references to mutable state shared between instances of the application.
 *
 * <p><b>Threads:</b> called by every stream thread that owns a task of the operator, so it has to be stateless or thread-safe.
 *
 * @param <K> key type
 * @param <V> value type
 * @param <VAgg> aggregate type
 */
@FunctionalInterface
public interface Aggregator<K, V, VAgg> {
    /** Adds a record to the aggregate of its key and returns the new aggregate; null deletes it. Exceptions go to the processing exception handler. */
    VAgg apply(K key, V value, VAgg aggregate);
}
