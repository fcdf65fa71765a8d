package io.tailrace.streams.processor.api;

/**
 * A node of a topology that user code implements.
 *
 * <p><b>Threads:</b> one instance per task; all calls come from the thread that owns the task, one at a time. Exceptions out of
 * {@code process} go to the processing exception handler; out of the others they end the thread.
 *
 * @param <KIn> key type in
 * @param <VIn> value type in
 * @param <KOut> key type out
 * @param <VOut> value type out
 */
@FunctionalInterface
public interface Processor<KIn, VIn, KOut, VOut> {
    /** Called once when the task starts, again if it is revived after a close. */
    default void init(ProcessorContext<KOut, VOut> context) {}

    /** Called for each record. */
    void process(Record<KIn, VIn> record);

    /** Called when the task closes; must not forward. */
    default void close() {}
}
