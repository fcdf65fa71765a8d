package io.tailrace.streams.operator;

import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.serialization.Serde;
import io.tailrace.state.task.TaskContext;
import io.tailrace.streams.StreamsMetrics;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.processor.Cancellable;
import io.tailrace.streams.processor.ProcessorContext;
import io.tailrace.streams.processor.PunctuationType;
import io.tailrace.streams.processor.Punctuator;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.StateRestoreCallback;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.processor.To;
import io.tailrace.streams.processor.api.ProcessingContext;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The context of a value transformer: that of its processor, without forwarding, as a transformer's result is its row alone. */
record TransformerContext(ProcessingContext context) implements ProcessorContext {
    private static final String CANNOT_FORWARD =
            "ProcessorContext#forward() not supported: a value transformer returns its result";

    private @Nullable RecordContext record() {
        return ((TaskContext) context).recordContext();
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
    public Serde<?> keySerde() {
        return context.keySerde();
    }

    @Override
    public Serde<?> valueSerde() {
        return context.valueSerde();
    }

    @Override
    public StreamsMetrics metrics() {
        return context.metrics();
    }

    @Override
    public File stateDir() {
        return context.stateDir();
    }

    @Override
    public void register(StateStore store, StateRestoreCallback stateRestoreCallback) {
        ((TaskContext) context).register(store, stateRestoreCallback);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Kafka's signature
    public <S extends StateStore> S getStateStore(String name) {
        return context.getStateStore(name);
    }

    @Override
    public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
        return context.schedule(interval, type, callback);
    }

    @Override
    public Cancellable schedule(Instant startTime, Duration interval, PunctuationType type, Punctuator callback) {
        return context.schedule(startTime, interval, type, callback);
    }

    @Override
    public <K, V> void forward(K key, V value) {
        throw new StreamsException(CANNOT_FORWARD);
    }

    @Override
    public <K, V> void forward(K key, V value, To to) {
        throw new StreamsException(CANNOT_FORWARD);
    }

    @Override
    public void commit() {
        context.commit();
    }

    @Override
    public @Nullable String topic() {
        RecordContext record = record();
        return record == null ? null : record.topic();
    }

    @Override
    public int partition() {
        RecordContext record = record();
        return record == null ? -1 : record.partition();
    }

    @Override
    public long offset() {
        RecordContext record = record();
        return record == null ? -1 : record.offset();
    }

    @Override
    public Headers headers() {
        RecordContext record = record();
        return record == null ? new RecordHeaders() : record.headers();
    }

    @Override
    public long timestamp() {
        RecordContext record = record();
        return record == null ? 0 : record.timestamp();
    }

    @Override
    public Map<String, Object> appConfigs() {
        return context.appConfigs();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return context.appConfigsWithPrefix(prefix);
    }

    @Override
    public long currentSystemTimeMs() {
        return context.currentSystemTimeMs();
    }

    @Override
    public long currentStreamTimeMs() {
        return context.currentStreamTimeMs();
    }
}
