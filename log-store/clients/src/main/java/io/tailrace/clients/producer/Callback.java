package io.tailrace.clients.producer;

import org.jspecify.annotations.Nullable;

/** What to do when a record is acknowledged or has failed. Runs on the client's thread, in order per partition. */
@FunctionalInterface
public interface Callback {

    /**
     * @param metadata where the record is; if it failed, only its topic and partition are meaningful
     * @param exception null if the record is acknowledged
     */
    void onCompletion(RecordMetadata metadata, @Nullable Exception exception);
}
