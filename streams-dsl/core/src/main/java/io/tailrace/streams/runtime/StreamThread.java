package io.tailrace.streams.runtime;

import io.tailrace.clients.consumer.CloseOptions;
import io.tailrace.clients.consumer.CloseOptions.GroupMembershipOperation;
import io.tailrace.clients.consumer.ConsumerRebalanceListener;
import io.tailrace.clients.consumer.ConsumerRecords;
import io.tailrace.clients.consumer.InvalidOffsetException;
import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.RebalanceInProgressException;
import io.tailrace.common.errors.WakeupException;
import io.tailrace.streams.errors.MissingSourceTopicException;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.errors.TaskCorruptedException;
import io.tailrace.streams.errors.TaskMigratedException;
import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.task.InputLag;
import io.tailrace.streams.task.StreamTask;
import io.tailrace.streams.topology.CompiledTopology;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream thread: polls its consumer, runs its tasks, commits.
 *
 * <pre>
 * CREATED → STARTING → PARTITIONS_REVOKED ⇄ PARTITIONS_ASSIGNED → RUNNING → PENDING_SHUTDOWN → DEAD
 * </pre>
 *
 * <p><b>Threads:</b> itself; {@link #shutdown}, {@link #state} and {@link #status} are for any thread.
 */
final class StreamThread extends Thread implements GroupMembership, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(StreamThread.class);
    private static final int RECORDS_PER_ROUND = 1000;
    private static final Duration PENDING_POLL_TIME = Duration.ofMillis(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    /** States of a thread. */
    enum ThreadState {
        CREATED,
        STARTING,
        PARTITIONS_REVOKED,
        PARTITIONS_ASSIGNED,
        RUNNING,
        PENDING_SHUTDOWN,
        DEAD
    }

    private final ThreadOwner owner;
    private final ThreadClients clients;
    private final ThreadTasks tasks;
    private final CompiledTopology topology;
    private final ThreadSettings settings;
    private final Supplier<MemberInfo> memberInfo;
    private volatile ThreadState state = ThreadState.CREATED;
    private volatile boolean shutdownRequested;
    private AssignmentInfo.Problem problem = AssignmentInfo.Problem.NONE;
    private Map<TaskId, Set<TopicPartition>> newAssignment = Map.of();
    private @Nullable StreamsException leaderError;
    private final ThreadMetrics metrics;
    private volatile GroupMembershipOperation leave = GroupMembershipOperation.DEFAULT;
    private long joiningSinceNanos;
    private boolean assignedOnce;
    /** Partitions that wait because their task has enough of them in its buffer. */
    private final Set<TopicPartition> full = new HashSet<>();

    private long lastCommitMs;
    private boolean progressed;

    /** Who is told about a thread. */
    interface ThreadOwner {
        /** Whether nothing is to be processed at the moment. */
        boolean isPaused();

        void stateChanged(StreamThread thread);

        /** The thread dies of this error. */
        void failed(StreamThread thread, Throwable error);

        /** Another instance asked the whole application to stop. */
        void shutdownApplication();

        boolean applicationShutdownRequested();

        UUID processId();

        /** What the instance gave as {@code application.server}, or empty. */
        String endpoint();

        /** The leader told where all tasks are. */
        void clusterChanged(ClusterTasks cluster);
    }

    /** What a thread needs of the configuration. */
    record ThreadSettings(
            long commitIntervalMs,
            Duration pollTime,
            int maxBuffered,
            String defaultReset,
            LongSupplier clockMs,
            TaskSpreading spreading) {}

    /** The clients of a thread and what goes with them. */
    record ThreadClients(
            io.tailrace.clients.consumer.Consumer<byte[], byte[]> consumer,
            ProducerOutput output,
            ChangelogRestorer restorer,
            InternalTopics internalTopics,
            OldMembers oldMembers,
            ThreadMetrics metrics) {}

    StreamThread(
            String name,
            ThreadOwner owner,
            Function<GroupMembership, ThreadClients> clients,
            TaskFactory factory,
            CompiledTopology topology,
            ThreadSettings settings) {
        super(name);
        this.owner = owner;
        this.topology = topology;
        this.settings = settings;
        this.clients = clients.apply(this);
        this.metrics = this.clients.metrics();
        this.tasks = new ThreadTasks(this.clients.consumer(), this.clients.output(), factory, this.clients.restorer());
        this.memberInfo = () -> new MemberInfo(
                owner.processId(),
                owner.applicationShutdownRequested(),
                tasks.ids().keySet(),
                factory.tasksOnDisk(),
                owner.endpoint());
    }

    /** The tasks that run now; for any thread. */
    Collection<StreamTask> runningTasks() {
        return tasks.running();
    }

    ThreadState threadState() {
        return state;
    }

    ThreadStatus status() {
        return new ThreadStatus(getName(), state.name(), tasks.board().read());
    }

    Map<MetricName, Metric> clientMetrics() {
        Map<MetricName, Metric> all = new HashMap<>(clients.consumer().metrics());
        all.putAll(clients.output().metrics());
        return all;
    }

    long droppedRecords() {
        return tasks.droppedRecords();
    }

    /** Asks the thread to commit, close and end. */
    void shutdown(GroupMembershipOperation operation) {
        leave = operation;
        shutdownRequested = true;
        clients.consumer().wakeup();
    }

    private void become(ThreadState next) {
        if (state != next && state != ThreadState.DEAD) {
            LOG.debug("{}: {} to {}", getName(), state, next);
            state = next;
            owner.stateChanged(this);
        }
    }

    @Override
    public void run() {
        become(ThreadState.STARTING);
        boolean clean = false;
        try {
            subscribe();
            while (!shutdownRequested) {
                try {
                    runOnce();
                } catch (TaskMigratedException e) {
                    LOG.warn(
                            "{}: this member was dropped from the group, joining again: {}", getName(), e.getMessage());
                    startAgain();
                } catch (TaskCorruptedException e) {
                    LOG.warn(
                            "{}: records were not sent in order, its tasks start again from their last commit",
                            getName(),
                            e);
                    startAgain();
                } catch (WakeupException e) {
                    LOG.trace("{} woken up", getName());
                }
            }
            clean = true;
        } catch (Throwable error) {
            LOG.error("{} dies of an error", getName(), error);
            owner.failed(this, error);
        } finally {
            close(clean);
        }
    }

    private void startAgain() {
        tasks.lose();
        clients.output().reset();
        clients.consumer().unsubscribe();
        subscribe();
    }

    private void subscribe() {
        joiningSinceNanos = System.nanoTime();
        assignedOnce = false;
        if (topology.usesPatterns()) {
            clients.consumer().subscribe(topology.sourcePattern(), this);
        } else {
            clients.consumer().subscribe(topology.namedSourceTopics(), this);
        }
    }

    private void runOnce() {
        boolean busy = progressed || !tasks.allRunning();
        long startNanos = System.nanoTime();
        ConsumerRecords<byte[], byte[]> records = poll(busy ? Duration.ZERO : idlePollTime());
        metrics.polled(startNanos);
        checkAssignment();
        if (!assignedOnce) {
            clients.oldMembers().waitingSince(joiningSinceNanos);
        }
        long nowMs = settings.clockMs().getAsLong();
        boolean paused = owner.isPaused();
        if (!tasks.allRunning()) {
            tasks.advance(nowMs, paused);
        }
        if (state == ThreadState.PARTITIONS_ASSIGNED && tasks.allRunning()) {
            become(ThreadState.RUNNING);
        }
        buffer(records);
        progressed = !paused && process(nowMs);
        if (!paused) {
            punctuate(nowMs);
        }
        maybeCommit(nowMs);
    }

    /** Results of asynchronous work do not wake the consumer, so the thread looks for them more often. */
    private Duration idlePollTime() {
        boolean pending = tasks.running().stream().anyMatch(StreamTask::hasPending);
        return pending && settings.pollTime().compareTo(PENDING_POLL_TIME) > 0
                ? PENDING_POLL_TIME
                : settings.pollTime();
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            return clients.consumer().poll(timeout);
        } catch (InvalidOffsetException e) {
            resetOffsets(e.partitions());
            return ConsumerRecords.empty();
        }
    }

    private void resetOffsets(Set<TopicPartition> partitions) {
        Set<TopicPartition> beginning = new HashSet<>();
        Set<TopicPartition> end = new HashSet<>();
        for (TopicPartition partition : partitions) {
            switch (OffsetResets.of(topology, partition.topic(), settings.defaultReset())) {
                case EARLIEST -> beginning.add(partition);
                case LATEST -> end.add(partition);
                case NONE ->
                    throw new StreamsException("No valid committed offset found for input " + partition
                            + " and no valid reset policy configured. You need to set configuration parameter"
                            + " \"auto.offset.reset\" or specify a topic specific reset policy via Consumed.");
            }
        }
        LOG.info("{}: starting at the beginning of {} and the end of {}", getName(), beginning, end);
        if (!beginning.isEmpty()) { // none would mean all
            clients.consumer().seekToBeginning(beginning);
        }
        if (!end.isEmpty()) {
            clients.consumer().seekToEnd(end);
        }
    }

    private void checkAssignment() {
        if (leaderError != null) {
            throw leaderError;
        }
        switch (problem) {
            case NONE -> {}
            case MISSING_SOURCE_TOPIC ->
                throw new MissingSourceTopicException(
                        "One or more source topics were missing during rebalance: " + topology.namedSourceTopics());
            case BAD_TOPOLOGY ->
                throw new TopologyException(
                        "The leader of the group found that the topology cannot run on the topics there are; see its log");
            case SHUTDOWN_REQUESTED -> {
                problem = AssignmentInfo.Problem.NONE;
                owner.shutdownApplication();
                shutdownRequested = true;
            }
        }
    }

    private void buffer(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            StreamTask task = tasks.runningTaskOf(partition);
            if (task != null && task.add(partition, records.records(partition)) > settings.maxBuffered()) {
                clients.consumer().pause(List.of(partition));
                full.add(partition);
            }
        }
    }

    /** Processes a round of each task; returns whether there was anything to do. */
    private boolean process(long nowMs) {
        boolean any = false;
        long startNanos = System.nanoTime();
        InputLag lag = clients.consumer()::currentLag;
        for (StreamTask task : tasks.running()) {
            for (int i = 0; i < RECORDS_PER_ROUND && task.isProcessable(nowMs, lag); i++) {
                TopicPartition from = task.process(nowMs);
                any = true;
                if (from != null && task.buffered(from) <= settings.maxBuffered() && full.remove(from)) {
                    clients.consumer().resume(List.of(from));
                }
            }
            tasks.board().idle(task.id(), task.idleSinceMs());
        }
        if (any) {
            metrics.processed(startNanos);
        }
        return any;
    }

    private void punctuate(long nowMs) {
        long startNanos = System.nanoTime();
        boolean any = false;
        for (StreamTask task : tasks.running()) {
            any |= task.settlePending();
            any |= task.advanceIdleTime(nowMs, clients.consumer()::currentLag);
            any |= task.punctuateStreamTime();
            any |= task.punctuateWallClock(nowMs);
        }
        if (any) {
            metrics.punctuated(startNanos);
        }
    }

    private void maybeCommit(long nowMs) {
        boolean asked = tasks.running().stream().anyMatch(StreamTask::commitRequested);
        if (asked || nowMs - lastCommitMs >= settings.commitIntervalMs()) {
            long startNanos = System.nanoTime();
            try {
                tasks.commit();
                metrics.committed(startNanos);
            } catch (RebalanceInProgressException e) {
                LOG.debug("{}: commit waits for the rebalance", getName());
            }
            lastCommitMs = nowMs;
        }
    }

    private void close(boolean clean) {
        become(ThreadState.PENDING_SHUTDOWN);
        try {
            if (clean) {
                tasks.suspend();
            }
        } catch (RuntimeException e) {
            LOG.warn("{}: the last commit failed; its records will be processed again", getName(), e);
        }
        tasks.lose();
        closeQuietly(
                "consumer",
                () -> clients.consumer()
                        .close(CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(leave)));
        closeQuietly("restore consumer", () -> clients.restorer().close(CLOSE_TIMEOUT));
        closeQuietly("producer", () -> clients.output().close(CLOSE_TIMEOUT));
        metrics.close();
        become(ThreadState.DEAD);
    }

    private void closeQuietly(String what, Runnable close) {
        try {
            close.run();
        } catch (RuntimeException e) {
            LOG.warn("{}: {} did not close cleanly", getName(), what, e);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (state != ThreadState.PENDING_SHUTDOWN) {
            become(ThreadState.PARTITIONS_REVOKED);
        }
        tasks.suspend();
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        become(ThreadState.PARTITIONS_REVOKED);
        tasks.lose();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assignedOnce = true;
        full.clear();
        tasks.assign(newAssignment);
        become(ThreadState.PARTITIONS_ASSIGNED);
    }

    @Override
    public MemberInfo info() {
        return memberInfo.get();
    }

    @Override
    public CompiledTopology topology() {
        return topology;
    }

    @Override
    public InternalTopics internalTopics() {
        return clients.internalTopics();
    }

    @Override
    public TaskSpreading spreading() {
        return settings.spreading();
    }

    @Override
    public void leaderFailed(StreamsException error) {
        leaderError = error;
    }

    @Override
    public void assigned(
            AssignmentInfo.Problem found, Map<TaskId, Set<TopicPartition>> assigned, ClusterTasks cluster) {
        owner.clusterChanged(cluster);
        problem = found;
        newAssignment = assigned;
    }
}
