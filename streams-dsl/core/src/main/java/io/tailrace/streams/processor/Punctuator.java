package io.tailrace.streams.processor;

/** A callback at a point of stream or wall-clock time. */
@FunctionalInterface
public interface Punctuator {
    /** Called on the task's thread with the time (ms) that came; may forward and use stores. */
    void punctuate(long timestamp);
}
