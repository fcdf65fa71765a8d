package io.tailrace.streams;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.record.TimestampType;
import io.tailrace.common.serialization.Deserializer;
import io.tailrace.common.serialization.Serializer;
import io.tailrace.common.utils.Time;
import io.tailrace.state.cache.CacheBudget;
import io.tailrace.state.task.ChangelogSink;
import io.tailrace.state.task.GlobalStores;
import io.tailrace.state.task.StateDirectory;
import io.tailrace.state.task.TaskStores;
import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.SessionStore;
import io.tailrace.streams.state.SessionStoreWithHeaders;
import io.tailrace.streams.state.TimestampedKeyValueStore;
import io.tailrace.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.tailrace.streams.state.TimestampedWindowStore;
import io.tailrace.streams.state.TimestampedWindowStoreWithHeaders;
import io.tailrace.streams.state.ValueAndTimestamp;
import io.tailrace.streams.state.ValueTimestampHeaders;
import io.tailrace.streams.state.VersionedKeyValueStore;
import io.tailrace.streams.state.WindowStore;
import io.tailrace.streams.task.GlobalTask;
import io.tailrace.streams.task.InputLag;
import io.tailrace.streams.task.StreamTask;
import io.tailrace.streams.task.TaskSettings;
import io.tailrace.streams.test.TestRecord;
import io.tailrace.streams.topology.CompiledTopology;
import io.tailrace.streams.topology.GlobalTopology;
import io.tailrace.streams.topology.Subtopology;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a topology in a test: the production task on in-memory topics of one partition each, with a wall clock that the test moves. Each
 * input record is processed to its end, through internal topics too, and committed before {@code pipeInput} returns; but under a {@code
 * max.task.idle.ms} of more than 0 a task that has several inputs waits for those that have nothing, until the wall clock has moved on.
 *
 * <p><b>Threads:</b> the test's thread.
 */
public class TopologyTestDriver implements Closeable {
    private static final TaskId TASK = new TaskId(0, 0);
    private static final int PARTITION = 0;

    /** Results of closed windows are emitted at once, not once a second. */
    private static final String EMIT_INTERVAL_CONFIG = "__emit.interval.ms.kstreams.windowed.aggregation__";

    /** Unmatched records of outer joins are emitted at once, not once a second. */
    private static final String JOIN_INTERVAL_CONFIG = "__emit.interval.ms.kstreams.outer.join.spurious.results.fix__";

    private static final InputLag NOTHING_TO_FETCH = partition -> OptionalLong.of(0);

    private final StreamsMetrics metrics;
    private final StreamTask task;
    private final @Nullable GlobalTask globalTask;
    private final StateDirectory stateDirectory;
    private final @Nullable Path temporaryDirectory;
    private final Subtopology subtopology;
    private final Set<String> storeNames;
    private final CapturedOutput output = new CapturedOutput();
    private final Map<String, Long> nextOffsets = new HashMap<>();
    private final Map<TopicPartition, Long> changelogEnds = new HashMap<>();
    private final Map<TopicPartition, Long> changelogNews = new HashMap<>();
    private final Map<String, TopicPartition> inputs = new HashMap<>();
    private final Time wallClock;

    /** The wall clock of a test, which moves when the test says so. */
    static final class MockTime implements Time {
        private long nowNanos;

        MockTime(long startMs) {
            nowNanos = TimeUnit.MILLISECONDS.toNanos(startMs);
        }

        @Override
        public long milliseconds() {
            return TimeUnit.NANOSECONDS.toMillis(nowNanos);
        }

        @Override
        public long nanoseconds() {
            return nowNanos;
        }

        /** Moves the clock and returns at once. */
        @Override
        public void sleep(long ms) {
            if (ms < 0) {
                throw new IllegalArgumentException("Sleep ms cannot be negative.");
            }
            nowNanos += TimeUnit.MILLISECONDS.toNanos(ms);
        }
    }

    /** The plain values of a key-value store that keeps timestamps beside them. */
    static final class KeyValueStoreFacade<K, V> extends MappedKeyValueStore<K, ValueAndTimestamp<V>, V> {
        KeyValueStoreFacade(TimestampedKeyValueStore<K, V> store) {
            super(store, ValueAndTimestamp::value, DriverStores::withoutTime);
        }
    }

    /** The plain values of a window store that keeps timestamps beside them. */
    static final class WindowStoreFacade<K, V> extends MappedWindowStore<K, ValueAndTimestamp<V>, V> {
        WindowStoreFacade(TimestampedWindowStore<K, V> store) {
            super(store, ValueAndTimestamp::value, DriverStores::withoutTime);
        }
    }

    public TopologyTestDriver(Topology topology) {
        this(topology, new Properties());
    }

    public TopologyTestDriver(Topology topology, Properties config) {
        this(topology, config, null);
    }

    public TopologyTestDriver(Topology topology, @Nullable Instant initialWallClockTime) {
        this(topology, new Properties(), initialWallClockTime);
    }

    /** @param initialWallClockTime where the wall clock starts; null for now */
    public TopologyTestDriver(Topology topology, Properties config, @Nullable Instant initialWallClockTime) {
        wallClock = new MockTime(
                initialWallClockTime == null ? System.currentTimeMillis() : initialWallClockTime.toEpochMilli());
        Map<String, Object> configs = new HashMap<>();
        config.stringPropertyNames().forEach(name -> configs.put(name, config.getProperty(name)));
        config.forEach((key, value) -> configs.put(key.toString(), value));
        configs.putIfAbsent(StreamsConfig.APPLICATION_ID_CONFIG, "test-topology");
        configs.putIfAbsent(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "dummy-bootstrap-host:0");
        configs.putIfAbsent(EMIT_INTERVAL_CONFIG, 0L);
        configs.putIfAbsent(JOIN_INTERVAL_CONFIG, 0L);
        StreamsConfig streamsConfig = new StreamsConfig(configs);
        TaskSettings settings = TaskSettings.from(streamsConfig)
                .overriddenBy(Topology.graphOf(topology).config());
        metrics = settings.metrics();
        CompiledTopology compiled = Topology.graphOf(topology).compileWhole(settings.applicationId());
        subtopology = compiled.subtopologies().get(0);
        storeNames = Topology.graphOf(topology).storeNames();
        GlobalTopology globals = compiled.globals();
        boolean usesGivenDirectory =
                configs.containsKey(StreamsConfig.STATE_DIR_CONFIG) && compiled.usesDisk(settings.storeDefaults());
        temporaryDirectory = usesGivenDirectory ? null : temporaryDirectory();
        stateDirectory = StateDirectory.open(
                temporaryDirectory != null
                        ? temporaryDirectory
                        : Path.of(Objects.requireNonNull(streamsConfig.getString(StreamsConfig.STATE_DIR_CONFIG))),
                settings.applicationId());
        globalTask = globals == null
                ? null
                : GlobalTask.open(
                        globals, globalSettings(streamsConfig, settings), stateDirectory.lock(StateDirectory.GLOBAL));
        if (globalTask != null) {
            globalTask.init(wallClock.milliseconds());
        }
        task = newTask(
                settings,
                new CacheBudget(TaskSettings.cacheBytes(
                        streamsConfig, Topology.graphOf(topology).config())));
        task.init(Map.of(), wallClock.milliseconds());
    }

    private static TaskSettings globalSettings(StreamsConfig config, TaskSettings settings) {
        boolean handlerServesGlobals =
                config.getBoolean(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG);
        return handlerServesGlobals ? settings : settings.withFailOnProcessingErrors();
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("tailrace-test-driver");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StreamTask newTask(TaskSettings settings, CacheBudget cache) {
        Map<String, TopicPartition> changelogs = new HashMap<>();
        subtopology
                .changelogTopics()
                .forEach((store, topic) -> changelogs.put(store, new TopicPartition(topic, PARTITION)));
        io.tailrace.state.task.TaskDirectory directory = stateDirectory.lock(TASK);
        TaskStores stores = TaskStores.builder(TASK)
                .directory(directory)
                .changelogs(changelogs, new CapturedChangelogs())
                .cache(cache)
                .globals(globalTask == null ? GlobalStores.NONE : globalTask.stores())
                .configs(settings.appConfigs())
                .build();
        Set<TopicPartition> partitions = new LinkedHashSet<>();
        subtopology.sources().keySet().forEach(topic -> partitions.add(input(topic)));
        return new StreamTask(
                TASK,
                subtopology,
                partitions,
                settings,
                stores,
                output,
                directory.path().toFile());
    }

    private TopicPartition input(String topic) {
        return inputs.computeIfAbsent(topic, name -> new TopicPartition(name, PARTITION));
    }

    /** Keeps changelog records beside the output. */
    private final class CapturedChangelogs implements ChangelogSink {
        @Override
        public void log(TopicPartition changelog, byte[] key, byte @Nullable [] value, long timestampMs) {
            log(changelog, key, value, timestampMs, new RecordHeaders());
        }

        @Override
        public void log(
                TopicPartition changelog, byte[] key, byte @Nullable [] value, long timestampMs, Headers headers) {
            output.add(
                    new ProducerRecord<>(changelog.topic(), changelog.partition(), timestampMs, key, value, headers));
            changelogNews.put(changelog, changelogEnds.merge(changelog, 1L, Long::sum));
        }
    }

    /** Pipes a record at {@code time}, or at its own time if that is null. */
    <K, V> void pipeRecord(
            String topic,
            TestRecord<K, V> record,
            Serializer<K> keySerializer,
            Serializer<V> valueSerializer,
            @Nullable Instant time) {
        byte[] key = keySerializer.serialize(topic, record.headers(), record.key());
        byte[] value = valueSerializer.serialize(topic, record.headers(), record.value());
        Long timestampMs = time == null ? record.timestamp() : Long.valueOf(time.toEpochMilli());
        if (timestampMs == null) {
            throw new IllegalStateException("Provided `TestRecord` does not have a timestamp and no timestamp overwrite"
                    + " was provided via `time` parameter.");
        }
        pipe(topic, key, value, timestampMs, record.headers());
    }

    private void pipe(String topic, byte[] key, byte[] value, long timestampMs, Headers headers) {
        boolean readsGlobally = readsGlobally(topic);
        if (subtopology.sourceOf(topic) != null) {
            enqueue(topic, key, value, timestampMs, headers);
            processAll();
        } else if (!readsGlobally) {
            throw unknown(topic);
        }
        if (readsGlobally) {
            updateGlobal(topic, key, value, timestampMs, headers);
        }
    }

    /** Nothing reads the topic; perhaps a source was meant to have a pattern, and was given its text. */
    private RuntimeException unknown(String topic) {
        for (String named : subtopology.sources().keySet()) {
            if (Pattern.compile(named).matcher(topic).matches()) {
                return new TopologyException("Topology add source of type String for topic: " + named
                        + " cannot contain regex pattern for input record topic: " + topic
                        + " and hence cannot process the message.");
            }
        }
        return new IllegalArgumentException("Unknown topic: " + topic);
    }

    private boolean readsGlobally(String topic) {
        return globalTask != null && globalTask.topics().contains(topic);
    }

    private void updateGlobal(String topic, byte[] key, byte[] value, long timestampMs, Headers headers) {
        GlobalTask global = Objects.requireNonNull(globalTask);
        global.update(nextRecord(topic, key, value, timestampMs, headers), wallClock.milliseconds());
        global.commit();
    }

    private void enqueue(String topic, byte[] key, byte[] value, long timestampMs, Headers headers) {
        TopicPartition partition = input(topic);
        task.addInputIfNew(partition);
        task.add(partition, List.of(nextRecord(topic, key, value, timestampMs, headers)));
    }

    private ConsumerRecord<byte[], byte[]> nextRecord(
            String topic, byte[] key, byte[] value, long timestampMs, Headers headers) {
        long offset = nextOffsets.merge(topic, 1L, Long::sum) - 1;
        return new ConsumerRecord<>(
                topic,
                PARTITION,
                offset,
                timestampMs,
                TimestampType.CREATE_TIME,
                key == null ? ConsumerRecord.NULL_SIZE : key.length,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                key,
                value,
                new RecordHeaders(headers),
                Optional.empty());
    }

    private void processAll() {
        while (task.isProcessable(wallClock.milliseconds(), NOTHING_TO_FETCH)
                && task.process(wallClock.milliseconds()) != null) {
            task.punctuateStreamTime();
            commit();
        }
    }

    private void commit() {
        task.flush();
        task.committed(Map.copyOf(changelogNews));
        changelogNews.clear();
        for (ProducerRecord<byte[], byte[]> record = output.pollFresh(); record != null; record = output.pollFresh()) {
            if (subtopology.sourceOf(record.topic()) != null) {
                enqueue(
                        record.topic(),
                        record.key(),
                        record.value(),
                        Objects.requireNonNull(record.timestamp()),
                        record.headers());
            }
            if (readsGlobally(record.topic())) {
                updateGlobal(
                        record.topic(),
                        record.key(),
                        record.value(),
                        Objects.requireNonNull(record.timestamp()),
                        record.headers());
            }
        }
    }

    /** The next record of an output topic, or null if there is none. */
    @Nullable
    ProducerRecord<byte[], byte[]> readRecord(String topic) {
        return output.records(topic).poll();
    }

    /** @throws NoSuchElementException if there is none */
    <K, V> TestRecord<K, V> readRecord(
            String topic, Deserializer<K> keyDeserializer, Deserializer<V> valueDeserializer) {
        ProducerRecord<byte[], byte[]> record = readRecord(topic);
        if (record == null) {
            throw new NoSuchElementException(
                    (output.topics().contains(topic) ? "Empty topic: " : "Uninitialized topic: ") + topic);
        }
        K key = keyDeserializer.deserialize(topic, record.headers(), record.key());
        V value = valueDeserializer.deserialize(topic, record.headers(), record.value());
        return new TestRecord<>(key, value, record.headers(), record.timestamp());
    }

    final long queueSize(String topic) {
        return output.records(topic).size();
    }

    final boolean isEmpty(String topic) {
        return queueSize(topic) == 0;
    }

    /** Moves the wall clock and runs the punctuations that are due. */
    public void advanceWallClockTime(Duration advance) {
        Objects.requireNonNull(advance, "advance cannot be null");
        wallClock.sleep(advance.toMillis());
        if (task.advanceIdleTime(wallClock.milliseconds(), NOTHING_TO_FETCH)) {
            task.punctuateStreamTime();
        }
        task.punctuateWallClock(wallClock.milliseconds());
        commit();
        processAll();
    }

    /** An input topic whose records without a time get the present time. */
    public final <K, V> TestInputTopic<K, V> createInputTopic(
            String topicName, Serializer<K> keySerializer, Serializer<V> valueSerializer) {
        return createInputTopic(
                topicName,
                keySerializer,
                valueSerializer,
                Instant.ofEpochMilli(wallClock.milliseconds()),
                Duration.ZERO);
    }

    public final <K, V> TestInputTopic<K, V> createInputTopic(
            String topicName,
            Serializer<K> keySerializer,
            Serializer<V> valueSerializer,
            Instant startTimestamp,
            Duration autoAdvance) {
        return new TestInputTopic<>(this, topicName, keySerializer, valueSerializer, startTimestamp, autoAdvance);
    }

    public final <K, V> TestOutputTopic<K, V> createOutputTopic(
            String topicName, Deserializer<K> keyDeserializer, Deserializer<V> valueDeserializer) {
        return new TestOutputTopic<>(this, topicName, keyDeserializer, valueDeserializer);
    }

    /** All topics written so far, changelogs too. */
    public final Set<String> producedTopicNames() {
        return output.topics();
    }

    /** Records that were dropped so far: late ones, those without a key, and those that a handler let go. */
    public long droppedRecords() {
        return task.droppedRecords() + (globalTask == null ? 0 : globalTask.droppedRecords());
    }

    /** All stores of the topology by name, global ones too; null for one that no processor uses, as nobody opens it. */
    public Map<String, StateStore> getAllStateStores() {
        Map<String, StateStore> stores = new LinkedHashMap<>();
        storeNames.forEach(name -> stores.put(name, stateStore(name)));
        return stores;
    }

    private @Nullable StateStore stateStore(String name) {
        StateStore store = task.stores().store(name);
        return store == null && globalTask != null ? globalTask.stores().store(name) : store;
    }

    /**
     * The store of this name, or null; for stores that the application wrote.
     *
     * @throws IllegalArgumentException if it is of a built-in kind, for which there is a method of its own
     */
    public @Nullable StateStore getStateStore(String name) throws IllegalArgumentException {
        StateStore store = stateStore(name);
        DriverStores.throwIfBuiltIn(store);
        return store;
    }

    /** A key-value store, or null; of one that keeps more, the plain values. */
    public <K, V> @Nullable KeyValueStore<K, V> getKeyValueStore(String name) {
        return DriverStores.keyValue(stateStore(name));
    }

    public <K, V> @Nullable KeyValueStore<K, ValueAndTimestamp<V>> getTimestampedKeyValueStore(String name) {
        return DriverStores.timestampedKeyValue(stateStore(name));
    }

    public <K, V> @Nullable KeyValueStore<K, ValueTimestampHeaders<V>> getTimestampedKeyValueStoreWithHeaders(
            String name) {
        return DriverStores.exactly(stateStore(name), TimestampedKeyValueStoreWithHeaders.class);
    }

    public <K, V> @Nullable VersionedKeyValueStore<K, V> getVersionedKeyValueStore(String name) {
        return DriverStores.exactly(stateStore(name), VersionedKeyValueStore.class);
    }

    /** A window store, or null; of one that keeps more, the plain values. */
    public <K, V> @Nullable WindowStore<K, V> getWindowStore(String name) {
        return DriverStores.window(stateStore(name));
    }

    public <K, V> @Nullable WindowStore<K, ValueAndTimestamp<V>> getTimestampedWindowStore(String name) {
        return DriverStores.timestampedWindow(stateStore(name));
    }

    public <K, V> @Nullable WindowStore<K, ValueTimestampHeaders<V>> getTimestampedWindowStoreWithHeaders(String name) {
        return DriverStores.exactly(stateStore(name), TimestampedWindowStoreWithHeaders.class);
    }

    /** A session store, or null; of one that keeps headers, the plain aggregates. */
    public <K, V> @Nullable SessionStore<K, V> getSessionStore(String name) {
        return DriverStores.session(stateStore(name));
    }

    public <K, V> @Nullable SessionStoreWithHeaders<K, V> getSessionStoreWithHeaders(String name) {
        return DriverStores.exactly(stateStore(name), SessionStoreWithHeaders.class);
    }

    /** The metrics of the application. */
    public Map<MetricName, ? extends Metric> metrics() {
        return metrics.metrics();
    }

    /** Closes the processors and stores, and deletes the state. */
    @Override
    public void close() {
        close(true);
    }

    /** Closes as an application does, so that another driver on the same {@code state.dir} goes on from there. */
    void closeKeepingState() {
        close(false);
    }

    private void close(boolean forget) {
        try {
            task.close();
        } finally {
            if (globalTask != null) {
                globalTask.close();
            }
            if (forget) {
                forgetState();
            }
            stateDirectory.close();
            if (temporaryDirectory != null && Files.exists(temporaryDirectory)) {
                deleteRecursively(temporaryDirectory);
            }
        }
    }

    /** A test must not see what another one left, also where it names the state directory itself. */
    private void forgetState() {
        if (!Files.exists(stateDirectory.path())) {
            return; // closed before
        }
        stateDirectory.tasksOnDisk().forEach(stateDirectory::delete);
        if (globalTask != null) {
            stateDirectory.delete(StateDirectory.GLOBAL);
        }
    }

    private static void deleteRecursively(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
