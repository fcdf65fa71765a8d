package io.tailrace.streams.processor;

import io.tailrace.common.header.Headers;
import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsMetrics;
import io.tailrace.streams.internals.ApiUtils;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The context for the test of one {@code Transformer} or {@code ValueTransformerWithKey}: it keeps what is forwarded, scheduled and committed,
 * and says what the test told it to say. Processors have {@link io.tailrace.streams.processor.api.MockProcessorContext}.
 *
 * <p><b>Threads:</b> the test's thread.
 */
@Deprecated
public class MockProcessorContext implements ProcessorContext {
    private final io.tailrace.streams.processor.api.MockProcessorContext<Object, Object> application;
    private final @Nullable File stateDir;
    private final List<CapturedPunctuator> punctuators = new ArrayList<>();
    private final List<CapturedForward> forwards = new ArrayList<>();
    private @Nullable String topic;
    private @Nullable Integer partition;
    private @Nullable Long offset;
    private @Nullable Headers headers;
    private @Nullable Long recordTimestampMs;

    public MockProcessorContext() {
        this(new Properties());
    }

    public MockProcessorContext(Properties config) {
        this(config, new TaskId(0, 0), null);
    }

    /** @param stateDir what {@link #stateDir} says */
    public MockProcessorContext(Properties config, TaskId taskId, @Nullable File stateDir) {
        this.application = new io.tailrace.streams.processor.api.MockProcessorContext<>(config, taskId, stateDir);
        this.stateDir = stateDir;
    }

    /** A punctuation that was scheduled. */
    public static class CapturedPunctuator {
        private final @Nullable Instant startTime;
        private final long intervalMs;
        private final PunctuationType type;
        private final Punctuator punctuator;
        private boolean cancelled;

        private CapturedPunctuator(
                @Nullable Instant startTime, long intervalMs, PunctuationType type, Punctuator punctuator) {
            this.startTime = startTime;
            this.intervalMs = intervalMs;
            this.type = type;
            this.punctuator = punctuator;
        }

        /** Null if none was given. */
        public @Nullable Instant getStartTime() {
            return startTime;
        }

        public long getIntervalMs() {
            return intervalMs;
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

    /** A record that was forwarded. */
    public static class CapturedForward {
        private final @Nullable String childName;
        private final long timestampMs;
        private final @Nullable Headers headers;
        private final KeyValue<?, ?> keyValue;

        private CapturedForward(KeyValue<?, ?> keyValue, To to, @Nullable Headers headers) {
            this.childName = to.childName;
            this.timestampMs = to.timestamp;
            this.headers = headers;
            this.keyValue = keyValue;
        }

        /** Where it was forwarded to; null for all children. */
        public @Nullable String childName() {
            return childName;
        }

        /** In ms; -1 if neither the record in process nor the call had one. */
        public long timestamp() {
            return timestampMs;
        }

        @SuppressWarnings("rawtypes") // Kafka's signature
        public KeyValue keyValue() {
            return keyValue;
        }

        /** Those of the record in process, or null. */
        public @Nullable Headers headers() {
            return headers;
        }

        @Override
        public String toString() {
            return "CapturedForward{childName='" + childName + "', timestamp=" + timestampMs + ", keyValue=" + keyValue
                    + '}';
        }
    }

    @Override
    public String applicationId() {
        return application.applicationId();
    }

    @Override
    public TaskId taskId() {
        return application.taskId();
    }

    @Override
    public Map<String, Object> appConfigs() {
        return application.appConfigs();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return application.appConfigsWithPrefix(prefix);
    }

    @Override
    public long currentSystemTimeMs() {
        return application.currentSystemTimeMs();
    }

    @Override
    public long currentStreamTimeMs() {
        return application.currentStreamTimeMs();
    }

    @Override
    public Serde<?> keySerde() {
        return application.keySerde();
    }

    @Override
    public Serde<?> valueSerde() {
        return application.valueSerde();
    }

    /** Null if the test gave none. */
    @Override
    public @Nullable File stateDir() {
        return stateDir;
    }

    @Override
    public StreamsMetrics metrics() {
        return application.metrics();
    }

    /** Says all about the record in process. It stays so until the test says otherwise. */
    public void setRecordMetadata(String topic, int partition, long offset, Headers headers, long timestampMs) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.headers = headers;
        this.recordTimestampMs = timestampMs;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    public void setPartition(int partition) {
        this.partition = partition;
    }

    public void setOffset(long offset) {
        this.offset = offset;
    }

    public void setHeaders(Headers headers) {
        this.headers = headers;
    }

    public void setRecordTimestamp(long timestampMs) {
        this.recordTimestampMs = timestampMs;
    }

    /** Sets the wall clock. */
    public void setCurrentSystemTimeMs(long timeMs) {
        application.setCurrentSystemTimeMs(timeMs);
    }

    /** Sets stream time. */
    public void setCurrentStreamTimeMs(long timeMs) {
        application.setCurrentStreamTimeMs(timeMs);
    }

    @Override
    public String topic() {
        return set(topic, "Topic", "setTopic()");
    }

    @Override
    public int partition() {
        return set(partition, "Partition", "setPartition()");
    }

    @Override
    public long offset() {
        return set(offset, "Offset", "setOffset()");
    }

    /** Null if the test set none. */
    @Override
    public @Nullable Headers headers() {
        return headers;
    }

    @Override
    public long timestamp() {
        return set(recordTimestampMs, "Timestamp", "setRecordTimestamp()");
    }

    private static <T> T set(@Nullable T value, String what, String setter) {
        if (value == null) {
            throw new IllegalStateException(
                    what + " must be set before use via setRecordMetadata() or " + setter + ".");
        }
        return value;
    }

    /** Makes a store known; nothing is restored. */
    @Override
    public void register(StateStore store, StateRestoreCallback stateRestoreCallback) {
        application.addStateStore(store);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Kafka's signature
    public <S extends StateStore> S getStateStore(String name) {
        return application.getStateStore(name);
    }

    @Override
    public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
        return captured(new CapturedPunctuator(null, positiveMs(interval), type, callback));
    }

    @Override
    public Cancellable schedule(Instant startTime, Duration interval, PunctuationType type, Punctuator callback) {
        long intervalMs = positiveMs(interval);
        if (startTime.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("The minimum supported start time is Instant.EPOCH.");
        }
        return captured(new CapturedPunctuator(startTime, intervalMs, type, callback));
    }

    private static long positiveMs(Duration interval) {
        long intervalMs = ApiUtils.validateMillisecondDuration(
                interval, ApiUtils.prepareMillisCheckFailMsgPrefix(interval, "interval"));
        if (intervalMs < 1) {
            throw new IllegalArgumentException("The minimum supported scheduling interval is 1 millisecond.");
        }
        return intervalMs;
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
    public <K, V> void forward(K key, V value) {
        forward(key, value, To.all());
    }

    @Override
    public <K, V> void forward(K key, V value, To to) {
        To complete = new Destination(to);
        if (complete.timestamp == -1 && recordTimestampMs != null) {
            complete.timestamp = recordTimestampMs;
        }
        forwards.add(new CapturedForward(new KeyValue<>(key, value), complete, headers));
    }

    /** A copy, so that the caller's own is left as it is. */
    private static final class Destination extends To {
        Destination(To to) {
            super(to);
        }
    }

    /** What was forwarded, to all children or to one. */
    public List<CapturedForward> forwarded() {
        return new ArrayList<>(forwards);
    }

    /** What that child would have got. */
    public List<CapturedForward> forwarded(String childName) {
        List<CapturedForward> found = new ArrayList<>(forwards);
        found.removeIf(forward -> forward.childName != null && !Objects.equals(forward.childName, childName));
        return found;
    }

    /** Forgets what was forwarded. */
    public void resetForwards() {
        forwards.clear();
    }

    @Override
    public void commit() {
        application.commit();
    }

    /** Whether a commit was asked for since the last {@link #resetCommit}. */
    public boolean committed() {
        return application.committed();
    }

    /** Forgets that a commit was asked for. */
    public void resetCommit() {
        application.resetCommit();
    }
}
