package io.tailrace.streams.processor;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.StreamsMetrics;
import io.tailrace.streams.processor.api.RecordMetadata;
import java.io.File;
import java.util.Map;
import java.util.Optional;

/**
 * What a task gives to its stores.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public interface StateStoreContext {

    /** The application's id: {@code application.id}. */
    String applicationId();

    /** The task that owns the store. */
    TaskId taskId();

    /** Where the record in process came from; empty when no record is (in a punctuation, say). */
    Optional<RecordMetadata> recordMetadata();

    /** The application's default serde of keys. */
    Serde<?> keySerde();

    /** The application's default serde of values. */
    Serde<?> valueSerde();

    /** The directory in which the task's stores may keep files. */
    File stateDir();

    /** Same as {@link #register(StateStore, StateRestoreCallback, CommitCallback)} with nothing to do at a commit. */
    default void register(StateStore store, StateRestoreCallback stateRestoreCallback) {
        register(store, stateRestoreCallback, () -> {});
    }

    /**
     * Makes the store known to the task. Called once by each store from its {@code init}.
     *
     * @param stateRestoreCallback receives the store's changelog before processing begins
     * @param commitCallback called in each commit of the task, after the store was committed
     */
    void register(StateStore store, StateRestoreCallback stateRestoreCallback, CommitCallback commitCallback);

    /** The metrics of the application. */
    StreamsMetrics metrics();

    /** The application's configuration. */
    Map<String, Object> appConfigs();

    /** The entries of {@link #appConfigs} whose key begins with {@code prefix}, with the prefix cut off. */
    Map<String, Object> appConfigsWithPrefix(String prefix);
}
