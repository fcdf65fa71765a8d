package io.tailrace.streams.task;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.ByteArrayDeserializer;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.state.task.GlobalStores;
import io.tailrace.state.task.StateDirectory;
import io.tailrace.state.task.StoreRestorer;
import io.tailrace.state.task.TaskDirectory;
import io.tailrace.state.task.TaskStores;
import io.tailrace.streams.errors.ErrorHandlerContext;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.topology.GlobalStoreSpec;
import io.tailrace.streams.topology.GlobalTopology;
import io.tailrace.streams.topology.SourceSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the global stores of one instance of an application: all partitions of their topics flow into it. A plain object like
 * {@link StreamTask}: it is given records, and says where to go on reading after a restart.
 *
 * <p>Life cycle: {@link #open} → {@link #init} → {@link #restore} from {@link #position} on, until the end of each partition → any number
 * of {@link #update} and {@link #commit} → {@link #close}. The stores on disk and the positions they correspond to are committed as one;
 * stores in memory begin at the beginning of their topic.
 *
 * <p><b>Threads:</b> one owner; the stores are changed under the lock of {@link #stores()}.
 */
public final class GlobalTask implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GlobalTask.class);
    private static final String POSITIONS = "__global-positions";

    private final GlobalTopology topology;
    private final TaskState state;
    private final TaskNodes nodes;
    private final GlobalStores globals;
    private final @Nullable KeyValueStore<String, Long> savedPositions;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<TopicPartition, PartitionBuffer> buffers = new HashMap<>();
    private boolean commitNeeded;
    private boolean initialized;

    private GlobalTask(GlobalTopology topology, TaskSettings settings, TaskStores stores, TaskDirectory directory) {
        this.topology = topology;
        this.state = new TaskState(
                StateDirectory.GLOBAL,
                settings,
                stores,
                new NoOutput(),
                directory.path().toFile());
        Map<String, StateStore> opened = new LinkedHashMap<>();
        boolean anyPersistent = false;
        for (GlobalStoreSpec spec : topology.stores()) {
            StateStore store = open(spec.builder(settings.storeDefaults()));
            opened.put(spec.name(), store);
            anyPersistent |= store.persistent();
        }
        this.globals = new GlobalStores(opened.values());
        this.savedPositions = anyPersistent ? openPositions() : null;
        this.nodes = TaskNodes.of(topology.nodes(), state, opened.keySet());
    }

    /** Opens the stores; they are as of the last commit, or empty. */
    public static GlobalTask open(GlobalTopology topology, TaskSettings settings, TaskDirectory directory) {
        Map<String, TopicPartition> changelogs = new HashMap<>();
        topology.stores().forEach(store -> changelogs.put(store.name(), anchor(store.topic())));
        changelogs.put(POSITIONS, anchor(POSITIONS));
        TaskStores stores = TaskStores.builder(StateDirectory.GLOBAL)
                .directory(directory)
                .changelogs(changelogs, (changelog, key, value, timestampMs) -> {})
                .configs(settings.appConfigs())
                .build();
        try {
            return new GlobalTask(topology, settings, stores, directory);
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    /** The partition in whose name the database keeps a store's content; the positions of all partitions are kept apart. */
    private static TopicPartition anchor(String topic) {
        return new TopicPartition(topic, 0);
    }

    private StateStore open(StoreBuilder<?> builder) {
        RuntimeNode none = new SourceRuntime("", new ByteArrayDeserializer(), new ByteArrayDeserializer(), (r, t) -> t);
        StateStore store = builder.build();
        store.init(new NodeContext(state, none, Set.of()), store);
        return store;
    }

    @SuppressWarnings("unchecked") // made with these serdes
    private KeyValueStore<String, Long> openPositions() {
        return (KeyValueStore<String, Long>) open(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(POSITIONS), Serdes.String(), Serdes.Long())
                        .withLoggingDisabled());
    }

    /** The stores, for the tasks of this instance. */
    public GlobalStores stores() {
        return globals;
    }

    public Set<String> topics() {
        return topology.sources().keySet();
    }

    /** The store that a topic fills. */
    public String storeOf(String topic) {
        return spec(topic).name();
    }

    private GlobalStoreSpec spec(String topic) {
        return topology.stores().stream()
                .filter(spec -> spec.topic().equals(topic))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No global store is filled from topic " + topic));
    }

    /** Starts the processors. */
    public void init(long wallClockMs) {
        state.wallClockMs = wallClockMs;
        nodes.init();
        initialized = true;
    }

    /** Offset of the first record of the partition that is not in the store. */
    public long position(TopicPartition partition) {
        Long known = positions.get(partition);
        if (known != null) {
            return known;
        }
        StateStore store = globals.store(storeOf(partition.topic()));
        if (savedPositions == null || store == null || !store.persistent()) {
            return 0;
        }
        Long saved = savedPositions.get(savedKey(partition));
        return saved == null ? 0 : saved;
    }

    private String savedKey(TopicPartition partition) {
        return storeOf(partition.topic()) + "/" + partition;
    }

    /** Empties the store that the topic fills, so that all its partitions are to be read from the beginning. */
    public void reset(String topic, Iterable<TopicPartition> partitions) {
        globals.update(() -> {
            StoreRestorer restorer = state.stores.restorer(storeOf(topic));
            if (restorer != null) {
                restorer.reset();
            }
            partitions.forEach(partition -> positions.put(partition, 0L));
            commitNeeded = true;
        });
    }

    /**
     * Brings records of a partition into its store before the application runs: as they are, unless the store's processor has to see them.
     *
     * @param nextPosition offset of the record after the last of them
     * @return how many records were for the store
     */
    public int restore(
            TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records,
            long nextPosition,
            long wallClockMs) {
        GlobalStoreSpec spec = spec(partition.topic());
        int[] count = {0};
        globals.update(() -> {
            StoreRestorer restorer = spec.reprocesses() ? null : state.stores.restorer(spec.name());
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.key() == null) {
                    continue;
                }
                count[0]++;
                if (restorer == null) {
                    process(record, wallClockMs);
                } else {
                    restorer.restore(record.key(), record.value(), record.timestamp(), record.headers());
                }
            }
            if (restorer != null && count[0] > 0) {
                restorer.endBatch(nextPosition);
            }
            positions.put(partition, nextPosition);
            commitNeeded = true;
        });
        return count[0];
    }

    /**
     * Processes a record.
     *
     * @throws StreamsException if that failed; the task must not go on
     */
    public void update(ConsumerRecord<byte[], byte[]> record, long wallClockMs) {
        globals.update(() -> {
            process(record, wallClockMs);
            positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            commitNeeded = true;
        });
    }

    private void process(ConsumerRecord<byte[], byte[]> raw, long wallClockMs) {
        PartitionBuffer buffer =
                buffers.computeIfAbsent(new TopicPartition(raw.topic(), raw.partition()), this::newBuffer);
        state.wallClockMs = wallClockMs;
        buffer.add(List.of(raw));
        Record<Object, Object> record = buffer.head();
        if (record == null) {
            return;
        }
        state.record = new InputContext(
                raw.topic(),
                raw.partition(),
                raw.offset(),
                record.timestamp(),
                record.headers(),
                raw.key(),
                raw.value());
        try {
            buffer.source().process(record);
        } catch (FailedProcessingException e) {
            throw new StreamsException(
                    "Exception caught while the global store " + storeOf(raw.topic()) + " was updated. processor="
                            + e.nodeName() + ", topic=" + raw.topic() + ", partition=" + raw.partition() + ", offset="
                            + raw.offset() + ", cause=" + e.getCause(),
                    e.getCause());
        } finally {
            state.record = null;
        }
        buffer.advance();
    }

    private PartitionBuffer newBuffer(TopicPartition partition) {
        SourceSpec source = Objects.requireNonNull(topology.sources().get(partition.topic()), partition.topic());
        return new PartitionBuffer(
                partition, nodes.source(source.name()), nodes.context(source.name()), state.settings);
    }

    public boolean commitNeeded() {
        return commitNeeded || state.stores.commitNeeded();
    }

    /** Whether the stores hold so much that a commit is due before its time. */
    public boolean commitUrgent() {
        return state.stores.commitNeeded();
    }

    /** Stores what came since the last commit together with the positions. */
    public void commit() {
        globals.update(() -> {
            Map<TopicPartition, Long> anchors = new HashMap<>();
            if (savedPositions != null) {
                positions.forEach((partition, offset) -> savedPositions.put(savedKey(partition), offset));
                anchors.put(anchor(POSITIONS), 1L);
            }
            topology.stores().forEach(store -> anchors.put(anchor(store.topic()), position(anchor(store.topic()))));
            state.stores.flush();
            state.stores.commit(anchors);
            commitNeeded = false;
        });
    }

    public long droppedRecords() {
        return state.drops.total();
    }

    /** Closes processors and stores; what was not committed is lost to the stores and will be read again. */
    @Override
    public void close() {
        globals.update(() -> {
            try {
                if (initialized) {
                    initialized = false;
                    nodes.close();
                }
            } finally {
                state.stores.close();
            }
        });
    }

    /** Processors of global stores have nothing downstream; dead letters of theirs are not sent but logged. */
    private static final class NoOutput implements TaskOutput {
        @Override
        public void send(ProducerRecord<byte[], byte[]> record, ErrorHandlerContext context) {
            LOG.warn(
                    "A dead letter for topic {} is dropped, as global stores send nothing: topic={} partition={} offset={}",
                    record.topic(),
                    context.topic(),
                    context.partition(),
                    context.offset());
        }

        @Override
        public int partitionCount(String topic) {
            return 0;
        }
    }
}
