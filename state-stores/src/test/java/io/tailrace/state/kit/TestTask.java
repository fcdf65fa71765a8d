package io.tailrace.state.kit;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.state.cache.CacheBudget;
import io.tailrace.state.task.ChangelogSink;
import io.tailrace.state.task.StateDirectory;
import io.tailrace.state.task.StoreRestorer;
import io.tailrace.state.task.TaskContext;
import io.tailrace.state.task.TaskStores;
import io.tailrace.streams.StreamsMetrics;
import io.tailrace.streams.processor.CommitCallback;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.StateRestoreCallback;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.processor.api.RecordMetadata;
import io.tailrace.streams.state.StoreBuilder;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task with a changelog in a list: opened on a directory, committed, crashed (closed without a commit), opened again. */
public final class TestTask implements TaskContext, AutoCloseable {

    /** A changelog record. */
    public static final class Logged {

        private final byte[] key;
        private final byte @Nullable [] value;
        private final long timestampMs;
        private final Headers headers;

        Logged(byte[] key, byte @Nullable [] value, long timestampMs, Headers headers) {
            this.headers = headers;
            this.key = key;
            this.value = value;
            this.timestampMs = timestampMs;
        }

        public byte[] key() {
            return key;
        }

        public byte @Nullable [] value() {
            return value;
        }

        public long timestampMs() {
            return timestampMs;
        }

        public Headers headers() {
            return headers;
        }
    }

    /** Keeps what is logged. */
    private static final class LogSink implements ChangelogSink {

        private final Map<TopicPartition, List<Logged>> log;

        LogSink(Map<TopicPartition, List<Logged>> log) {
            this.log = log;
        }

        @Override
        public void log(TopicPartition topic, byte[] key, byte @Nullable [] value, long timestampMs) {
            log(topic, key, value, timestampMs, new RecordHeaders());
        }

        @Override
        public void log(TopicPartition topic, byte[] key, byte @Nullable [] value, long timestampMs, Headers headers) {
            log.computeIfAbsent(topic, any -> new ArrayList<>()).add(new Logged(key, value, timestampMs, headers));
        }
    }

    private final StateDirectory directory;
    private final Map<TopicPartition, List<Logged>> log;
    private final TaskStores stores;
    private @Nullable RecordContext recordContext = new Context(0);
    private long streamTimeMs = -1;

    public TestTask(Path root, List<String> logged, @Nullable CacheBudget budget) {
        this(root, logged, budget, new HashMap<>(), Map.of());
    }

    public TestTask(
            Path root,
            List<String> logged,
            @Nullable CacheBudget budget,
            Map<TopicPartition, List<Logged>> log,
            Map<String, ?> configs) {
        this.log = log;
        this.directory = StateDirectory.open(root, "app");
        Map<String, TopicPartition> changelogs = new HashMap<>();
        logged.forEach(store -> changelogs.put(store, changelog(store)));
        TaskStores.Builder builder = TaskStores.builder(taskId())
                .directory(directory.lock(taskId()))
                .configs(configs)
                .changelogs(changelogs, new LogSink(log));
        if (budget != null) {
            builder.cache(budget);
        }
        stores = builder.build();
    }

    /** A record context with that timestamp. */
    public record Context(long timestamp) implements RecordContext {

        @Override
        public String topic() {
            return "in";
        }

        @Override
        public int partition() {
            return 0;
        }

        @Override
        public long offset() {
            return 0;
        }

        @Override
        public Headers headers() {
            return new RecordHeaders();
        }
    }

    public static TopicPartition changelog(String store) {
        return new TopicPartition("app-" + store + "-changelog", 1);
    }

    public <T extends StateStore> T open(StoreBuilder<T> builder) {
        T store = builder.build();
        store.init(this, store);
        return store;
    }

    /** Replays every changelog from the position of its store; returns how many records that were. */
    public int restore(int batchSize) {
        int count = 0;
        for (StoreRestorer restorer : stores.restorers()) {
            List<Logged> records = log.getOrDefault(restorer.changelog(), List.of());
            int offset = (int) restorer.position();
            while (offset < records.size()) {
                int end = Math.min(records.size(), offset + batchSize);
                for (Logged each : records.subList(offset, end)) {
                    restorer.restore(each.key(), each.value(), each.timestampMs(), each.headers());
                    count++;
                }
                restorer.endBatch(end);
                offset = end;
            }
        }
        return count;
    }

    /** Stream time goes on. */
    public void reached(long timeMs) {
        streamTimeMs = timeMs;
    }

    @Override
    public long streamTimeMs() {
        return streamTimeMs;
    }

    public void at(long timestampMs) {
        recordContext = new Context(timestampMs);
    }

    public void commit() {
        stores.flush();
        Map<TopicPartition, Long> positions = new HashMap<>();
        log.forEach((topic, records) -> positions.put(topic, (long) records.size()));
        stores.commit(positions);
    }

    public List<Logged> log(String store) {
        return log.computeIfAbsent(changelog(store), any -> new ArrayList<>());
    }

    public Map<TopicPartition, List<Logged>> logs() {
        return log;
    }

    @Override
    public void close() {
        stores.close();
        directory.close();
    }

    @Override
    public TaskStores stores() {
        return stores;
    }

    @Override
    public @Nullable RecordContext recordContext() {
        return recordContext;
    }

    @Override
    public void setRecordContext(@Nullable RecordContext context) {
        recordContext = context;
    }

    @Override
    public String applicationId() {
        return "app";
    }

    @Override
    public TaskId taskId() {
        return new TaskId(0, 1);
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return Optional.empty();
    }

    @Override
    public Serde<?> keySerde() {
        return Serdes.String();
    }

    @Override
    public Serde<?> valueSerde() {
        return Serdes.String();
    }

    @Override
    public File stateDir() {
        return directory.path().resolve("0_1").toFile();
    }

    @Override
    public void register(StateStore store, StateRestoreCallback callback, CommitCallback commitCallback) {
        stores.register(store, callback, commitCallback);
    }

    @Override
    public StreamsMetrics metrics() {
        throw new UnsupportedOperationException("stores of the kit have no metrics");
    }

    @Override
    public Map<String, Object> appConfigs() {
        return Map.of();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return Map.of();
    }
}
