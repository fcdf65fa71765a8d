package io.tailrace.streams.kstream;

/**
 * Makes the first value of an aggregate. Must not keep references to mutable state shared between instances of the application.
 *
 * <p><b>Threads:</b> called by every stream thread that owns a task of the operator, so it has to be stateless or thread-safe.
 *
 * @param <VAgg> aggregate type
 */
@FunctionalInterface
public interface Initializer<VAgg> {
    /** Makes the first value of an aggregate. Exceptions go to the processing exception handler. */
    VAgg apply();
}
