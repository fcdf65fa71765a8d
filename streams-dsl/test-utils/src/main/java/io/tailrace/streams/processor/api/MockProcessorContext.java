package io.tailrace.streams.processor.api;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.StreamsMetrics;
import io.tailrace.streams.processor.Cancellable;
import io.tailrace.streams.processor.PunctuationType;
import io.tailrace.streams.processor.Punctuator;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.task.TaskSettings;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A context for the test of one processor: it keeps what the processor forwards, schedules and commits, and says what the test told it
 * to say. Nothing is processed: for that there is {@code TopologyTestDriver}.
 *
 * <p>Stores that the processor uses are initialised with {@link #getStateStoreContext}; they are neither
 * cached nor logged, and the persistent ones lie in the state directory that the test gave.
 *
 * <p><b>Threads:</b> the test's thread.
 *
 * @param <KForward> type of forwarded keys
 * @param <VForward> type of forwarded values
 */
public class MockProcessorContext<KForward, VForward> implements ProcessorContext<KForward, VForward> {
    private final TaskId taskId;
    private final StreamsConfig config;
    private final TaskSettings settings;
    private final @Nullable File stateDir;
    private final Map<String, StateStore> stateStores = new HashMap<>();
    private final List<CapturedPunctuator> punctuators = new ArrayList<>();
    private final List<CapturedForward<? extends KForward, ? extends VForward>> forwards = new ArrayList<>();
    private @Nullable RecordMetadata recordMetadata;
    private @Nullable Long currentSystemTimeMs;
    private @Nullable Long currentStreamTimeMs;
    private boolean committed;

    public MockProcessorContext() {
        this(new Properties());
    }

    public MockProcessorContext(Properties config) {
        this(config, new TaskId(0, 0), null);
    }

    /** @param stateDir what {@link #stateDir} says; null if nobody asks */
    public MockProcessorContext(Properties config, TaskId taskId, @Nullable File stateDir) {
        Map<String, Object> configs = new HashMap<>();
        config.stringPropertyNames().forEach(name -> configs.put(name, config.getProperty(name)));
        config.forEach((key, value) -> configs.put(key.toString(), value));
        configs.putIfAbsent(StreamsConfig.APPLICATION_ID_CONFIG, "dummy-mock-app-id");
        configs.putIfAbsent(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "dummy-bootstrap-host:0");
        this.config = new StreamsConfig(configs);
        this.settings = TaskSettings.from(this.config);
        this.taskId = taskId;
        this.stateDir = stateDir;
    }

    /** A punctuation that the processor scheduled. */
    public static final class CapturedPunctuator {
        private final @Nullable Instant startTime;
        private final Duration interval;
        private final PunctuationType type;
        private final Punctuator punctuator;
        private boolean cancelled;

        private CapturedPunctuator(
                @Nullable Instant startTime, Duration interval, PunctuationType type, Punctuator punctuator) {
            this.startTime = startTime;
            this.interval = interval;
            this.type = type;
            this.punctuator = punctuator;
        }

        /** Null if none was given. */
        public @Nullable Instant getStartTime() {
            return startTime;
        }

        public Duration getInterval() {
            return interval;
        }

        public PunctuationType getType() {
            return type;
        }

        public Punctuator getPunctuator() {
            return punctuator;
        }

        public void cancel() {
            cancelled = true;
        }

        public boolean cancelled() {
            return cancelled;
        }
    }

    /** A record that the processor forwarded. */
    public static final class CapturedForward<K, V> {
        private final Record<K, V> record;
        private final Optional<String> childName;

        public CapturedForward(Record<K, V> record) {
            this(record, Optional.empty());
        }

        public CapturedForward(Record<K, V> record, Optional<String> childName) {
            this.record = Objects.requireNonNull(record, "record");
            this.childName = Objects.requireNonNull(childName, "childName");
        }

        /** Where it was forwarded to; empty for all children. */
        public Optional<String> childName() {
            return childName;
        }

        public Record<K, V> record() {
            return record;
        }

        @Override
        public String toString() {
            return "CapturedForward{record=" + record + ", childName=" + childName + '}';
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof CapturedForward<?, ?> that
                    && record.equals(that.record)
                    && childName.equals(that.childName);
        }

        @Override
        public int hashCode() {
            return Objects.hash(record, childName);
        }
    }

    /** Where a record came from. */
    private record MockRecordMetadata(String topic, int partition, long offset) implements RecordMetadata {}

    @Override
    public String applicationId() {
        return Objects.requireNonNull(config.getString(StreamsConfig.APPLICATION_ID_CONFIG));
    }

    @Override
    public TaskId taskId() {
        return taskId;
    }

    @Override
    public Map<String, Object> appConfigs() {
        Map<String, Object> combined = new HashMap<>(config.originals());
        combined.putAll(config.values());
        return combined;
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return config.originalsWithPrefix(prefix);
    }

    @Override
    public long currentSystemTimeMs() {
        if (currentSystemTimeMs == null) {
            throw new IllegalStateException("System time must be set before use via setCurrentSystemTimeMs().");
        }
        return currentSystemTimeMs;
    }

    @Override
    public long currentStreamTimeMs() {
        if (currentStreamTimeMs == null) {
            throw new IllegalStateException("Stream time must be set before use via setCurrentStreamTimeMs().");
        }
        return currentStreamTimeMs;
    }

    @Override
    public Serde<?> keySerde() {
        return config.defaultKeySerde();
    }

    @Override
    public Serde<?> valueSerde() {
        return config.defaultValueSerde();
    }

    /** @throws NullPointerException if the test gave none */
    @Override
    public File stateDir() {
        return Objects.requireNonNull(
                stateDir,
                "The stateDir constructor argument was needed (probably for a state store) but not supplied. You can"
                        + " either reconfigure your test so that it doesn't need access to the disk (such as using an"
                        + " in-memory store), or use the full MockProcessorContext constructor to supply a non-null"
                        + " stateDir argument.");
    }

    @Override
    public StreamsMetrics metrics() {
        return settings.metrics();
    }

    /** Says where the record in process came from. */
    public void setRecordMetadata(String topic, int partition, long offset) {
        recordMetadata = new MockRecordMetadata(topic, partition, offset);
    }

    /** Sets the wall clock. */
    public void setCurrentSystemTimeMs(long timeMs) {
        currentSystemTimeMs = timeMs;
    }

    /** Sets stream time. */
    public void setCurrentStreamTimeMs(long timeMs) {
        currentStreamTimeMs = timeMs;
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return Optional.ofNullable(recordMetadata);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The processor knows its stores.
    public <S extends StateStore> S getStateStore(String name) {
        return (S) stateStores.get(name);
    }

    /** Makes a store known to the processor. Stores do so themselves if they are initialised. */
    public <S extends StateStore> void addStateStore(S stateStore) {
        stateStores.put(stateStore.name(), stateStore);
    }

    @Override
    public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
        return captured(new CapturedPunctuator(null, interval, type, callback));
    }

    @Override
    public Cancellable schedule(Instant startTime, Duration interval, PunctuationType type, Punctuator callback) {
        return captured(new CapturedPunctuator(startTime, interval, type, callback));
    }

    private Cancellable captured(CapturedPunctuator punctuator) {
        punctuators.add(punctuator);
        return punctuator::cancel;
    }

    /** What was scheduled, cancelled or not. The test runs it as it likes. */
    public List<CapturedPunctuator> scheduledPunctuators() {
        return new ArrayList<>(punctuators);
    }

    @Override
    public <K extends KForward, V extends VForward> void forward(Record<K, V> record) {
        forwards.add(new CapturedForward<>(record));
    }

    @Override
    public <K extends KForward, V extends VForward> void forward(Record<K, V> record, @Nullable String childName) {
        forwards.add(new CapturedForward<>(record, Optional.ofNullable(childName)));
    }

    /** What was forwarded, to all children or to one. */
    public List<CapturedForward<? extends KForward, ? extends VForward>> forwarded() {
        return new ArrayList<>(forwards);
    }

    /** What that child would have got. */
    public List<CapturedForward<? extends KForward, ? extends VForward>> forwarded(String childName) {
        List<CapturedForward<? extends KForward, ? extends VForward>> found = new ArrayList<>();
        for (CapturedForward<? extends KForward, ? extends VForward> forward : forwards) {
            if (forward.childName().isEmpty() || forward.childName().get().equals(childName)) {
                found.add(forward);
            }
        }
        return found;
    }

    /** Forgets what was forwarded. */
    public void resetForwards() {
        forwards.clear();
    }

    @Override
    public void commit() {
        committed = true;
    }

    /** Whether the processor asked for a commit since the last {@link #resetCommit}. */
    public boolean committed() {
        return committed;
    }

    /** Forgets that a commit was asked for. */
    public void resetCommit() {
        committed = false;
    }

    /** What the test initialises stores with. */
    public StateStoreContext getStateStoreContext() {
        return new MockStoreContext(this);
    }
}
