package io.tailrace.streams.kstream.internals;

import io.tailrace.streams.kstream.Window;

/** A window from a start on, without end. */
public class UnlimitedWindow extends Window {
    public UnlimitedWindow(long startMs) {
        super(startMs, Long.MAX_VALUE);
    }

    @Override
    public boolean overlap(Window other) {
        if (getClass() != other.getClass()) {
            throw new IllegalArgumentException(
                    "Cannot compare windows of different type. Other window has type " + other.getClass() + ".");
        }
        return true;
    }
}
