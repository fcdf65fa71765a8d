package io.tailrace.streams.processor;

/** A scheduled punctuation that can be stopped. */
@FunctionalInterface
public interface Cancellable {
    /** Stops further calls; on the task's thread. */
    void cancel();
}
