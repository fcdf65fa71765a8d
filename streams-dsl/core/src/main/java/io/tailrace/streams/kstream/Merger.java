package io.tailrace.streams.kstream;

/**
 * Combines the aggregates of two sessions that a record joined together. Must not keep references to mutable state shared between instances of the application.
 *
 * <p><b>Threads:</b> called by every stream thread that owns a task of the operator, so it has to be stateless or thread-safe.
 *
 * @param <K> key type
 * @param <V> value type
 */
@FunctionalInterface
public interface Merger<K, V> {
    /** Combines the aggregates of two sessions that a record joined together. Exceptions go to the processing exception handler. */
    V apply(K aggKey, V aggOne, V aggTwo);
}
