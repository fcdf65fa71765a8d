package io.tailrace.streams.kstream;

/**
 * Combines two values of one type: the value so far and the new one. Must not keep references to mutable state shared between instances of the application.
 *
 * <p><b>Threads:</b> called by every stream thread that owns a task of the operator, so it has to be stateless or thread-safe.
 *
 * @param <V> value type
 */
@FunctionalInterface
public interface Reducer<V> {
    /** Combines two values of one type: the value so far and the new one. Exceptions go to the processing exception handler. */
    V apply(V value1, V value2);
}
