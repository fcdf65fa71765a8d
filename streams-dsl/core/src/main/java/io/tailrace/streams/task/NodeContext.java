package io.tailrace.streams.task;

import io.tailrace.clients.errors.ErrorPolicy;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.common.serialization.Serde;
import io.tailrace.state.task.TaskContext;
import io.tailrace.state.task.TaskStores;
import io.tailrace.streams.StreamsMetrics;
import io.tailrace.streams.errors.ErrorHandlerContext;
import io.tailrace.streams.errors.PolicyExceptionHandler;
import io.tailrace.streams.errors.ProcessingExceptionHandler;
import io.tailrace.streams.errors.ProductionExceptionHandler;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.errors.TaskCorruptedException;
import io.tailrace.streams.errors.TaskMigratedException;
import io.tailrace.streams.internals.ApiUtils;
import io.tailrace.streams.operator.OperatorContext;
import io.tailrace.streams.operator.PendingWork;
import io.tailrace.streams.processor.Cancellable;
import io.tailrace.streams.processor.CommitCallback;
import io.tailrace.streams.processor.PunctuationType;
import io.tailrace.streams.processor.Punctuator;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.StateRestoreCallback;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.processor.api.FixedKeyProcessorContext;
import io.tailrace.streams.processor.api.FixedKeyRecord;
import io.tailrace.streams.processor.api.InternalFixedKeyRecordFactory;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.processor.api.RecordMetadata;
import io.tailrace.streams.processor.api.TimerCallback;
import io.tailrace.streams.processor.api.Timers;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a node sees of its task: the context of the Processor API, of stores and of operators in one.
 *
 * <p><b>Threads:</b> the task's thread.
 */
final class NodeContext
        implements ProcessorContext<Object, Object>,
                FixedKeyProcessorContext<Object, Object>,
                TaskContext,
                OperatorContext {
    private final TaskState task;
    private final RuntimeNode node;
    private final Set<String> storeNames;

    NodeContext(TaskState task, RuntimeNode node, Set<String> storeNames) {
        this.task = task;
        this.node = node;
        this.storeNames = storeNames;
    }

    @Override
    public <K, V> void forward(Record<K, V> record) {
        RecordContext before = enter(record);
        try {
            Record<Object, Object> typed = untyped(record);
            for (RuntimeNode child : node.children) {
                child.process(typed);
            }
        } finally {
            task.record = before;
        }
    }

    @Override
    public <K, V> void forward(Record<K, V> record, @Nullable String childName) {
        if (childName == null) {
            forward(record);
            return;
        }
        RecordContext before = enter(record);
        try {
            node.child(childName).process(untyped(record));
        } finally {
            task.record = before;
        }
    }

    @Override
    public <K, V> void forward(FixedKeyRecord<K, V> record) {
        forward(InternalFixedKeyRecordFactory.unwrap(record));
    }

    @Override
    public <K, V> void forward(FixedKeyRecord<K, V> record, @Nullable String childName) {
        forward(InternalFixedKeyRecordFactory.unwrap(record), childName);
    }

    private @Nullable RecordContext enter(Record<?, ?> record) {
        RecordContext before = task.record;
        if (before != null) {
            task.record = InputContext.of(before, record);
        }
        return before;
    }

    @SuppressWarnings("unchecked") // a record is read-only in its key and value
    private static Record<Object, Object> untyped(Record<?, ?> record) {
        return (Record<Object, Object>) record;
    }

    @Override
    public void failed(Record<?, ?> record, RuntimeException error, @Nullable ErrorPolicy policy) {
        failed(
                record,
                error,
                policy == null ? task.settings.handlers().processing() : new PolicyExceptionHandler(policy));
    }

    /** Asks the handler what to do about an error of this node; returns if the record is to be dropped. */
    void failed(@Nullable Record<?, ?> record, RuntimeException error) {
        failed(record, error, task.settings.handlers().processing());
    }

    private void failed(@Nullable Record<?, ?> record, RuntimeException error, ProcessingExceptionHandler handler) {
        ProcessingExceptionHandler.Response response;
        try {
            response = Objects.requireNonNull(
                    handler.handleError(errorContext(), record, error), "Invalid ProcessingExceptionHandler response.");
        } catch (RuntimeException e) {
            throw new FailedProcessingException(
                    node.name, new StreamsException("Fatal user code error in processing error callback", e));
        }
        response.deadLetterQueueRecords().forEach(letter -> task.output.send(letter, errorContext()));
        if (response.result() == ProcessingExceptionHandler.Result.FAIL) {
            throw new FailedProcessingException(node.name, error);
        }
        recordDropped("processing error");
    }

    void failedToSerialize(
            String topic,
            Record<?, ?> record,
            ProductionExceptionHandler.SerializationExceptionOrigin origin,
            RuntimeException error) {
        ProductionExceptionHandler.Response response;
        try {
            response = Objects.requireNonNull(
                    task.settings
                            .handlers()
                            .production()
                            .handleSerializationError(
                                    errorContext(),
                                    new ProducerRecord<>(topic, null, record.timestamp(), record.key(), record.value()),
                                    error,
                                    origin),
                    "Invalid ProductionExceptionHandler response.");
        } catch (RuntimeException e) {
            throw new FailedProcessingException(
                    node.name, new StreamsException("Fatal user code error in production error callback", e));
        }
        response.deadLetterQueueRecords().forEach(letter -> task.output.send(letter, errorContext()));
        if (response.result() != ProductionExceptionHandler.Result.RESUME) {
            Object part = origin == ProductionExceptionHandler.SerializationExceptionOrigin.KEY
                    ? record.key()
                    : record.value();
            throw new FailedProcessingException(
                    node.name,
                    new StreamsException(
                            "Error while serialising the "
                                    + origin.name().toLowerCase(Locale.ROOT) + " of a record for topic " + topic
                                    + ", its type is "
                                    + (part == null ? "null" : part.getClass().getName())
                                    + ". Change the default serdes in StreamsConfig or provide correct serdes via"
                                    + " method parameters.",
                            error));
        }
        recordDropped("serialisation error");
    }

    @Override
    public void addPending(PendingWork work) {
        task.pending.add(work);
    }

    @Override
    public ErrorPolicy processingPolicy() {
        return task.settings.processingPolicy();
    }

    ErrorHandlerContext errorContext() {
        return new NodeErrorContext(task.id, node.name, task.record);
    }

    TaskOutput output() {
        return task.output;
    }

    @Override
    public void recordDropped(String reason) {
        task.drops.add(node.name, reason, task.record);
    }

    @Override
    public void sendLate(@Nullable String topic) {
        String target = topic == null ? task.settings.lateTopic() : topic;
        LateRecords.send(target, task.record, errorContext(), task.streamTimeMs, task.output);
    }

    @Override
    public long committedMark(String key) {
        return task.marks.getOrDefault(key, -1L);
    }

    @Override
    public void commitMark(String key, long value) {
        task.marks.put(key, value);
        task.marksChanged = true;
    }

    @Override
    @SuppressWarnings("unchecked") // made by a maker of the same operators
    public <T> T shared(Object key, Supplier<T> maker) {
        return (T) task.shared.computeIfAbsent(key, ignored -> maker.get());
    }

    @Override
    public String applicationId() {
        return task.settings.applicationId();
    }

    @Override
    public TaskId taskId() {
        return task.id;
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return task.record instanceof RecordMetadata metadata ? Optional.of(metadata) : Optional.empty();
    }

    @Override
    public StreamsMetrics metrics() {
        return task.settings.metrics();
    }

    @Override
    public Serde<?> keySerde() {
        return task.settings.keySerde().get();
    }

    @Override
    public Serde<?> valueSerde() {
        return task.settings.valueSerde().get();
    }

    @Override
    public File stateDir() {
        return task.stateDir;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // Kafka's signature: the caller names the store and so its type
    public <S extends StateStore> S getStateStore(String name) {
        StateStore global = task.stores.globalStore(name);
        if (global != null) {
            return (S) global;
        }
        if (!storeNames.contains(name)) {
            throw new StreamsException("Processor " + node.name + " has no access to StateStore " + name
                    + " as the store is not connected to the processor. If you add stores manually via '.addStateStore()'"
                    + " make sure to connect the added store to the processor by providing the processor name to"
                    + " '.addStateStore()' or connect them via '.connectProcessorAndStateStores()'. DSL users need to"
                    + " provide the store name to '.process()' or '.processValues()'.");
        }
        return (S) Objects.requireNonNull(task.stores.store(name), name);
    }

    @Override
    public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
        requireTime("schedule()");
        long intervalMs = positiveMs(interval);
        long first = type == PunctuationType.STREAM_TIME ? 0 : task.wallClockMs + intervalMs;
        return task.punctuations(type).add(this, first, intervalMs, callback);
    }

    @Override
    public Cancellable schedule(Instant startTime, Duration interval, PunctuationType type, Punctuator callback) {
        requireTime("schedule()");
        long startMs = startTime.toEpochMilli();
        if (startMs < 0) {
            throw new IllegalArgumentException("The start time must not be negative, but was " + startTime);
        }
        return task.punctuations(type).add(this, startMs, positiveMs(interval), callback);
    }

    private void requireTime(String what) {
        if (task.isGlobal()) {
            throw new UnsupportedOperationException(
                    "this should not happen: " + what + " not supported in global processor context.");
        }
    }

    private static long positiveMs(Duration interval) {
        long ms = ApiUtils.validateMillisecondDuration(
                interval, ApiUtils.prepareMillisCheckFailMsgPrefix(interval, "interval"));
        if (ms < 1) {
            throw new IllegalArgumentException("The minimum supported scheduling interval is 1 millisecond.");
        }
        return ms;
    }

    @Override
    public <K> Timers<K> timers(String storeName, Serde<K> keySerde, TimerCallback<K> callback) {
        StoreTimers<K> timers = new StoreTimers<>(
                this,
                getStateStore(storeName),
                Objects.requireNonNull(keySerde, "keySerde cannot be null"),
                Objects.requireNonNull(callback, "callback cannot be null"));
        if (task.timers.putIfAbsent(storeName, timers) != null) {
            throw new IllegalStateException(
                    "The timers of store " + storeName + " belong to another processor already");
        }
        return timers;
    }

    @Override
    public void commit() {
        task.commitRequested = true;
    }

    @Override
    public Map<String, Object> appConfigs() {
        return task.settings.appConfigs();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        Map<String, Object> configs = new HashMap<>();
        appConfigs().forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                configs.put(key.substring(prefix.length()), value);
            }
        });
        return configs;
    }

    @Override
    public long currentSystemTimeMs() {
        return task.wallClockMs;
    }

    @Override
    public long currentStreamTimeMs() {
        if (task.isGlobal()) {
            throw new UnsupportedOperationException("There is no concept of stream-time for a global processor.");
        }
        return task.streamTimeMs;
    }

    @Override
    public long streamTimeMs() {
        return task.streamTimeMs;
    }

    @Override
    public TaskStores stores() {
        return task.stores;
    }

    @Override
    public @Nullable RecordContext recordContext() {
        return task.record;
    }

    @Override
    public void setRecordContext(@Nullable RecordContext context) {
        task.record = context;
    }

    @Override
    public void register(StateStore store, StateRestoreCallback restore, CommitCallback onCommit) {
        task.stores.register(store, restore, onCommit);
    }

    /** Runs a punctuation of this node. */
    void punctuate(Punctuator punctuator, long timeMs) {
        RecordContext before = task.record;
        task.record = InputContext.ofPunctuation(timeMs);
        try {
            punctuator.punctuate(timeMs);
        } catch (FailedProcessingException | TaskMigratedException | TaskCorruptedException | OutputFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            failed(null, e);
        } finally {
            task.record = before;
        }
    }
}
