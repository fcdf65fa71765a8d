package io.tailrace.streams.kstream.internals;

import io.tailrace.streams.kstream.Window;

/** A session: from the event time of its first record to that of its last, both within. */
public final class SessionWindow extends Window {

    /**
     * @throws IllegalArgumentException if {@code startMs} is negative or after {@code endMs}
     */
    public SessionWindow(long startMs, long endMs) {
        super(startMs, endMs);
    }

    @Override
    public boolean overlap(Window other) {
        if (getClass() != other.getClass()) {
            throw new IllegalArgumentException(
                    "expected a window of kind " + getClass().getSimpleName() + ", actual "
                            + other.getClass().getSimpleName());
        }
        return other.start() <= endMs && startMs <= other.end();
    }
}
