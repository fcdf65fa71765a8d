package io.tailrace.streams.kstream;

/**
 * Combines the two values of a join match with read access to the key. Must not keep references to mutable state shared between instances of the application.
 *
 * <p><b>Threads:</b> called by every stream thread that owns a task of the operator, so it has to be stateless or thread-safe.
 *
 * @param <K1> key type
 * @param <V1> first value type
 * @param <V2> second value type
 * @param <VR> result type
 */
@FunctionalInterface
public interface ValueJoinerWithKey<K1, V1, V2, VR> {
    /** Combines the two values of a join match with read access to the key. Exceptions go to the processing exception handler. */
    VR apply(K1 readOnlyKey, V1 value1, V2 value2);
}
