package io.tailrace.streams.operator;

import io.tailrace.clients.errors.ErrorPolicy;
import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.processor.api.Record;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What operators ask of a task beyond the Processor API. Every context that the task hands out implements it.
 *
 * <p><b>Threads:</b> the task's thread.
 */
public interface OperatorContext {
    /** Counts a dropped record and logs it, without its contents. */
    void recordDropped(String reason);

    /**
     * Sends the input record in process to a topic of late records.
     *
     * @param topic the operator's, or null for the one of the configuration, if there is one
     */
    void sendLate(@Nullable String topic);

    /**
     * Handles an error in a record that is not the one in process, or not any more; returns if it is to be dropped.
     *
     * @param policy of the operator, or null for the processing exception handler
     */
    void failed(Record<?, ?> record, RuntimeException error, @Nullable ErrorPolicy policy);

    /** How often the application wants a processor to be tried. */
    ErrorPolicy processingPolicy();

    /** Makes the task wait for this work before it commits, and let it go on between records. */
    void addPending(PendingWork work);

    /** A number kept for this key in the metadata of the task's commits, or -1. */
    long committedMark(String key);

    /** Sets the number that the next commit keeps for this key. */
    void commitMark(String key, long value);

    /**
     * What operators of one task share: the object that the maker made when the key was first asked for.
     *
     * @param key identifies it within the task; usually what the operators were configured with
     */
    <T> T shared(Object key, Supplier<T> maker);

    static OperatorContext of(ProcessingContext context) {
        return (OperatorContext) context;
    }
}
