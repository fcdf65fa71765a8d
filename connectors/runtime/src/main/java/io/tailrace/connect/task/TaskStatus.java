package io.tailrace.connect.task;

import org.jspecify.annotations.Nullable;

/**
 * How a task is.
 *
 * @param restarts how often it was started again after a failure
 * @param failure what ended its last run, with stack trace, or null if nothing did
 */
public record TaskStatus(
        String id, State state, int restarts, @Nullable Throwable failure) {

    /** {@code RUNNING → RESTARTING → RUNNING …}, in the end {@code STOPPED}, or {@code FAILED} when restarts are used up. */
    public enum State {
        RUNNING,
        RESTARTING,
        FAILED,
        STOPPED
    }
}
