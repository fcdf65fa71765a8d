package io.tailrace.streams.kstream;

/**
 * The absent name, with which overloads without a {@link Named} call the canonical method.
 *
 * <p><b>Threads:</b> immutable.
 */
final class Unnamed {
    static final Named NAME = new Named((String) null) {};

    private Unnamed() {}
}
