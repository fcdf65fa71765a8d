package io.tailrace.streams.kstream.internals;

import io.tailrace.streams.kstream.Window;

/** A window of fixed size; the end does not belong to it. */
public class TimeWindow extends Window {

    /**
     * @throws IllegalArgumentException if {@code startMs} is negative or not before {@code endMs}
     */
    public TimeWindow(long startMs, long endMs) {
        super(startMs, endMs);
        if (startMs == endMs) {
            throw new IllegalArgumentException(
                    "expected a window end after its start " + startMs + ", actual " + endMs);
        }
    }

    @Override
    public boolean overlap(Window other) {
        if (getClass() != other.getClass()) {
            throw new IllegalArgumentException(
                    "expected a window of kind " + getClass().getSimpleName() + ", actual "
                            + other.getClass().getSimpleName());
        }
        return startMs < other.end() && other.start() < endMs;
    }
}
