package io.tailrace.state.application;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.StreamsMetrics;
import io.tailrace.streams.processor.CommitCallback;
import io.tailrace.streams.processor.StateRestoreCallback;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.processor.api.RecordMetadata;
import java.io.File;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The context that an application's store is initialised with: the task's, but what the store registers is kept here,
 * because the layer above registers itself.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
class RegistrationCapture implements StateStoreContext {

    private final StateStoreContext context;
    private @Nullable StateRestoreCallback callback;
    private CommitCallback onCommit = () -> {};

    RegistrationCapture(StateStoreContext context) {
        this.context = context;
    }

    /** How the store wants to be restored; null if it registered nothing. */
    @Nullable
    StateRestoreCallback callback() {
        return callback;
    }

    CommitCallback onCommit() {
        return onCommit;
    }

    @Override
    public void register(StateStore store, StateRestoreCallback restoreCallback, CommitCallback commitCallback) {
        callback = restoreCallback;
        onCommit = commitCallback;
    }

    @Override
    public String applicationId() {
        return context.applicationId();
    }

    @Override
    public TaskId taskId() {
        return context.taskId();
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return context.recordMetadata();
    }

    @Override
    public Serde<?> keySerde() {
        return context.keySerde();
    }

    @Override
    public Serde<?> valueSerde() {
        return context.valueSerde();
    }

    @Override
    public File stateDir() {
        return context.stateDir();
    }

    @Override
    public StreamsMetrics metrics() {
        return context.metrics();
    }

    @Override
    public Map<String, Object> appConfigs() {
        return context.appConfigs();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return context.appConfigsWithPrefix(prefix);
    }
}
