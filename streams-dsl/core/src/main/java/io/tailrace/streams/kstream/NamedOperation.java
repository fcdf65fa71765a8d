package io.tailrace.streams.kstream;

/**
 * An option object that can carry a name for the processors that its operation creates.
 *
 * @param <T> the option type itself
 */
public interface NamedOperation<T extends NamedOperation<T>> {
    /** Sets the name; see {@link Named} for what a name may hold. */
    T withName(String name);
}
