package io.tailrace.streams.operator;

import io.tailrace.streams.processor.api.ProcessingContext;

/**
 * What operators ask of a task beyond the Processor API. Every context that the task hands out implements it.
 *
 * <p><b>Threads:</b> the task's thread.
 */
public interface OperatorContext {
    /** Counts a dropped record and logs it, without its contents. */
    void recordDropped(String reason);

    /** A number kept for this key in the metadata of the task's commits, or -1. */
    long committedMark(String key);

    /** Sets the number that the next commit keeps for this key. */
    void commitMark(String key, long value);

    static OperatorContext of(ProcessingContext context) {
        return (OperatorContext) context;
    }
}
