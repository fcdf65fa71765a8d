package io.tailrace.streams.task;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.ByteArrayDeserializer;
import io.tailrace.state.task.TaskStores;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.operator.PendingWork;
import io.tailrace.streams.processor.PunctuationType;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.topology.SourceSpec;
import io.tailrace.streams.topology.StoreSpec;
import io.tailrace.streams.topology.Subtopology;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One sub-topology for one partition number: input buffers, nodes, stores and punctuations.
 *
 * <p>Life cycle: constructor (stores open) → the owner restores {@link #stores()} → {@link #init} → any number of {@link #add}, {@link
 * #process}, punctuations and commits → {@link #close}. A commit is {@link #flush}, then the owner makes the output durable and
 * commits {@link #offsetsToCommit}, then {@link #committed}.
 *
 * <p><b>Threads:</b> the owner only; not synchronised.
 */
public final class StreamTask implements AutoCloseable {
    private final Subtopology subtopology;
    private final TaskState state;
    private final TaskNodes nodes;
    private final TaskInputs inputs;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private long recordTimeMs = -1;
    private boolean commitNeeded;
    private boolean initialized;
    private boolean inputIsChangelog;

    /**
     * Makes the task and opens its stores, without records in them yet.
     *
     * @param stores made for this task; closed with it
     */
    public StreamTask(
            TaskId id,
            Subtopology subtopology,
            Set<TopicPartition> partitions,
            TaskSettings settings,
            TaskStores stores,
            TaskOutput output,
            File stateDir) {
        this.subtopology = subtopology;
        this.state = new TaskState(id, settings, stores, output, stateDir);
        this.nodes = TaskNodes.of(subtopology, state);
        this.inputs = new TaskInputs(settings.maxTaskIdleMs());
        for (TopicPartition partition : partitions) {
            addInput(partition);
        }
        openStores();
    }

    private void openStores() {
        RuntimeNode none = new SourceRuntime("", new ByteArrayDeserializer(), new ByteArrayDeserializer(), (r, t) -> t);
        NodeContext context = new NodeContext(state, none, Set.of());
        for (StoreSpec spec : subtopology.stores()) {
            StateStore store = spec.builder(state.settings.storeDefaults()).build();
            store.init(context, store);
        }
    }

    private void addInput(TopicPartition partition) {
        SourceSpec spec = subtopology.sourceOf(partition.topic());
        if (spec == null) {
            throw new TopologyException("Topic " + partition.topic()
                    + " is unknown to the topology. This may happen if different instances of the same application"
                    + " execute different topologies. Note that topologies are only identical if all operators are"
                    + " added in the same order.");
        }
        inputIsChangelog |= isChangelog(partition);
        inputs.add(new PartitionBuffer(
                partition,
                nodes.source(spec.name()),
                nodes.context(spec.name()),
                state.settings,
                spec.idleTimeoutMs() == null ? state.settings.sourceIdleTimeoutMs() : spec.idleTimeoutMs()));
    }

    /** Adds an input that a pattern came to match. */
    public void addInputIfNew(TopicPartition partition) {
        if (!inputs.partitions().contains(partition)) {
            addInput(partition);
            inputs.buffer(partition).active(state.wallClockMs);
        }
    }

    public TaskId id() {
        return state.id;
    }

    public TaskStores stores() {
        return state.stores;
    }

    public Set<TopicPartition> partitions() {
        return inputs.partitions();
    }

    /** Full changelog topic names by store name. */
    public Map<String, String> changelogTopics() {
        return subtopology.changelogTopics();
    }

    /** Starts the processors; the stores are restored by now. */
    public void init(Map<TopicPartition, String> commitMetadata, long wallClockMs) {
        state.wallClockMs = wallClockMs;
        commitMetadata.forEach((partition, text) -> {
            CommitMetadata metadata = CommitMetadata.decode(text);
            inputs.buffer(partition).restorePartitionTime(metadata.partitionTimeMs());
            state.streamTimeMs = Math.max(state.streamTimeMs, metadata.partitionTimeMs());
            recordTimeMs = state.streamTimeMs;
            metadata.marks().forEach((key, mark) -> state.marks.merge(key, mark, Math::max));
        });
        inputs.active(wallClockMs);
        nodes.init();
        initialized = true;
    }

    /** Buffers records of one partition; returns how many it has buffered then. */
    public int add(TopicPartition partition, Iterable<ConsumerRecord<byte[], byte[]>> records) {
        inputs.add(partition, records);
        PartitionBuffer buffer = inputs.buffer(partition);
        noteDropped(buffer);
        return buffer.size();
    }

    public int buffered(TopicPartition partition) {
        return inputs.buffer(partition).size();
    }

    /** Forgets buffered records; they will be read again from the committed offset. */
    public void dropBuffered() {
        inputs.clear();
    }

    public boolean hasBuffered() {
        return inputs.anyBuffered();
    }

    /** Whether the next record can be chosen now, with regard to inputs that have nothing buffered. */
    public boolean isProcessable(long wallClockMs, InputLag lag) {
        return inputs.ready(wallClockMs, lag);
    }

    /**
     * Processes the record with the smallest timestamp. Returns its partition, or null if there was none.
     *
     * @throws StreamsException if processing failed and the handler said so; the task must not go on
     */
    public @Nullable TopicPartition process(long wallClockMs) {
        PartitionBuffer buffer = inputs.next();
        if (buffer == null) {
            return null;
        }
        state.wallClockMs = wallClockMs;
        Record<Object, Object> record = Objects.requireNonNull(buffer.head());
        ConsumerRecord<byte[], byte[]> raw = buffer.headRaw();
        state.streamTimeMs = Math.max(state.streamTimeMs, record.timestamp());
        recordTimeMs = Math.max(recordTimeMs, record.timestamp());
        buffer.active(wallClockMs);
        state.record = new InputContext(
                raw.topic(),
                raw.partition(),
                raw.offset(),
                record.timestamp(),
                record.headers(),
                raw.key(),
                raw.value());
        state.stores.guard().enter();
        try {
            buffer.source().process(record);
        } catch (FailedProcessingException e) {
            throw failure(e);
        } finally {
            state.stores.guard().leave();
            state.record = null;
        }
        buffer.consumedUpTo(raw.offset() + 1);
        commitNeeded = true;
        inputs.advance(buffer);
        noteDropped(buffer);
        return buffer.partition();
    }

    private void noteDropped(PartitionBuffer buffer) {
        if (buffer.lastDroppedOffset() >= 0 && buffer.size() == 0) {
            buffer.consumedUpTo(Math.max(buffer.consumedUpTo(), buffer.lastDroppedOffset() + 1));
            commitNeeded = true;
        }
    }

    private StreamsException failure(FailedProcessingException e) {
        RecordContext record = state.record;
        Throwable cause = e.getCause();
        return new StreamsException(
                "Exception caught in process. taskId=" + state.id + ", processor=" + e.nodeName() + ", topic="
                        + (record == null ? null : record.topic()) + ", partition="
                        + (record == null ? -1 : record.partition()) + ", offset="
                        + (record == null ? -1 : record.offset()) + ", cause=" + cause,
                cause,
                state.id);
    }

    /**
     * Lets stream time go on with the wall clock if all inputs are idle; operators emit what is due by then. Returns whether it advanced.
     */
    public boolean advanceIdleTime(long wallClockMs, InputLag lag) {
        long idleMs = inputs.idleForMs(wallClockMs, lag);
        long timeMs = recordTimeMs + idleMs;
        if (idleMs < 0 || recordTimeMs < 0 || timeMs <= state.streamTimeMs) {
            return false;
        }
        state.wallClockMs = wallClockMs;
        state.streamTimeMs = timeMs;
        try {
            nodes.advanceTime(timeMs);
        } catch (FailedProcessingException e) {
            throw failure(e);
        }
        commitNeeded = true;
        return true;
    }

    /** Runs punctuations that stream time has reached. */
    public boolean punctuateStreamTime() {
        return state.streamTimeMs >= 0 && punctuate(PunctuationType.STREAM_TIME, state.streamTimeMs);
    }

    /** Runs punctuations that wall-clock time has reached. */
    public boolean punctuateWallClock(long wallClockMs) {
        state.wallClockMs = wallClockMs;
        return punctuate(PunctuationType.WALL_CLOCK_TIME, wallClockMs);
    }

    private boolean punctuate(PunctuationType type, long timeMs) {
        state.stores.guard().enter();
        try {
            boolean ran = state.punctuations(type).run(timeMs);
            for (StoreTimers<?> timers : state.timers.values()) {
                ran |= timers.run(type, timeMs);
            }
            commitNeeded |= ran;
            return ran;
        } catch (FailedProcessingException e) {
            throw failure(e);
        } finally {
            state.stores.guard().leave();
        }
    }

    /** Since when the task has waited for an input that has nothing, in ms, or -1. */
    public long idleSinceMs() {
        return inputs.idleSinceMs();
    }

    public boolean commitNeeded() {
        return commitNeeded;
    }

    /** Whether a processor asked for a commit, or the stores hold so much that one is due. */
    public boolean commitRequested() {
        return state.commitRequested || state.stores.commitNeeded();
    }

    /** Whether processors have begun work that is not finished. */
    public boolean hasPending() {
        for (PendingWork work : state.pending) {
            if (work.isPending()) {
                return true;
            }
        }
        return false;
    }

    /** Forwards what has finished of the work that processors began; returns whether there was any. */
    public boolean settlePending() {
        boolean any = false;
        try {
            for (PendingWork work : state.pending) {
                any |= work.settle();
            }
        } catch (FailedProcessingException e) {
            throw failure(e);
        }
        return any;
    }

    /** First step of a commit: begun work is finished; caches emit downstream and to the changelogs. */
    public void flush() {
        state.stores.guard().enter();
        try {
            do {
                state.pending.forEach(PendingWork::finish);
                state.stores.flush(); // what caches emit may begin new work
            } while (hasPending());
        } catch (FailedProcessingException e) {
            throw failure(e);
        } finally {
            state.stores.guard().leave();
        }
    }

    /** What to commit for the input partitions that advanced. */
    public Map<TopicPartition, OffsetAndMetadata> offsetsToCommit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        Map<TopicPartition, Long> consumed = inputs.consumed();
        positions.putAll(consumed);
        // Marks travel with offsets, so they need some even if nothing was consumed.
        Map<TopicPartition, Long> advanced = consumed.isEmpty() && state.marksChanged ? positions : consumed;
        advanced.forEach((partition, offset) -> {
            long timeMs = inputs.buffer(partition).partitionTimeMs();
            offsets.put(
                    partition,
                    new OffsetAndMetadata(offset, new CommitMetadata(timeMs, Map.copyOf(state.marks)).encode()));
        });
        return offsets;
    }

    /** Last step of a commit: the stores keep what was flushed, together with the positions in their changelogs. */
    public void committed(Map<TopicPartition, Long> changelogPositions) {
        Map<TopicPartition, Long> reached = changelogPositions;
        if (inputIsChangelog) {
            reached = new HashMap<>(changelogPositions);
            for (Map.Entry<TopicPartition, Long> input : inputs.consumed().entrySet()) {
                if (isChangelog(input.getKey())) {
                    reached.put(input.getKey(), input.getValue());
                }
            }
        }
        state.stores.guard().enter();
        try {
            state.stores.commit(reached);
        } finally {
            state.stores.guard().leave();
        }
        inputs.forgetConsumed();
        state.commitRequested = false;
        state.marksChanged = false;
        commitNeeded = false;
    }

    /** Whether an input of this task is also the changelog of one of its stores. */
    public boolean isChangelog(TopicPartition input) {
        return subtopology.changelogTopics().containsValue(input.topic());
    }

    public long droppedRecords() {
        return state.drops.total();
    }

    /** Largest timestamp seen in ms, or -1. */
    public long streamTimeMs() {
        return state.streamTimeMs;
    }

    /** Closes processors and stores; what was not committed is lost to the stores and will be processed again. */
    @Override
    public void close() {
        try {
            if (initialized) {
                initialized = false;
                nodes.close();
            }
        } finally {
            state.drops.close(state.settings.metrics());
            state.stores.close();
        }
    }
}
