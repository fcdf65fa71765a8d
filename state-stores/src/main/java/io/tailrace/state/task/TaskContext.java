package io.tailrace.state.task;

import io.tailrace.state.cache.RecordContextHolder;
import io.tailrace.streams.processor.StateStoreContext;

/**
 * What a task gives its stores beyond Kafka's public contract: the stores of the task among themselves, and the record
 * in process. While a cache emits an entry it sets the context of the record that wrote it, and puts the former one back.
 *
 * <p>A context is set whenever a store may be written, in punctuations too: the timestamp of changelog records comes
 * from it.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public interface TaskContext extends StateStoreContext, RecordContextHolder {

    /** The stores of the task. */
    TaskStores stores();

    /** Largest timestamp (ms) that the task has seen so far, or -1 if there is none. */
    default long streamTimeMs() {
        return -1;
    }
}
