package io.tailrace.streams.processor.api;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.StreamsMetrics;
import io.tailrace.streams.processor.CommitCallback;
import io.tailrace.streams.processor.StateRestoreCallback;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import io.tailrace.streams.processor.TaskId;
import java.io.File;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link MockProcessorContext} is to stores.
 *
 * <p><b>Threads:</b> the test's thread.
 */
record MockStoreContext(MockProcessorContext<?, ?> context) implements StateStoreContext {
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
    public void register(StateStore store, StateRestoreCallback restoreCallback, CommitCallback commitCallback) {
        context.addStateStore(store);
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
