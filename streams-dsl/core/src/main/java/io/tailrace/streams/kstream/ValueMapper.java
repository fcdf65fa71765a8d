package io.tailrace.streams.kstream;

/**
 * Maps a value to a new value. Must not keep references to mutable state shared between instances of the application.
 *
 * <p><b>Threads:</b> called by every stream thread that owns a task of the operator, so it has to be stateless or thread-safe.
 *
 * @param <V> value type
 * @param <VR> result type
 */
@FunctionalInterface
public interface ValueMapper<V, VR> {
    /** Maps a value to a new value. Exceptions go to the processing exception handler. */
    VR apply(V value);
}
