package io.tailrace.streams.runtime;

import io.tailrace.clients.consumer.CommitFailedException;
import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.common.TopicPartition;
import io.tailrace.streams.errors.LockException;
import io.tailrace.streams.errors.TaskMigratedException;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.task.StreamTask;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of a stream thread: made when assigned, restored, run, kept over a rebalance if they come back, committed together.
 *
 * <p><b>Threads:</b> the stream thread. {@link #ids}, {@link #board} and {@link #droppedRecords} may be read by any.
 */
final class ThreadTasks {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadTasks.class);

    private final io.tailrace.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final ProducerOutput output;
    private final TaskFactory factory;
    private final ChangelogRestorer restorer;
    private final Map<TaskId, StreamTask> suspended = new TreeMap<>();
    private final Map<TaskId, Set<TopicPartition>> waitingForLock = new TreeMap<>();
    private final Map<TaskId, StreamTask> restoring = new TreeMap<>();
    private final Map<TaskId, StreamTask> running = new ConcurrentSkipListMap<>();
    private final Map<TopicPartition, StreamTask> byPartition = new HashMap<>();
    private final TaskStatusBoard board = new TaskStatusBoard();
    private final AtomicLong droppedOfClosed = new AtomicLong();

    ThreadTasks(
            io.tailrace.clients.consumer.Consumer<byte[], byte[]> consumer,
            ProducerOutput output,
            TaskFactory factory,
            ChangelogRestorer restorer) {
        this.consumer = consumer;
        this.output = output;
        this.factory = factory;
        this.restorer = restorer;
    }

    /** Tasks that the thread has, with their partitions. */
    Map<TaskId, Set<TopicPartition>> ids() {
        return board.assigned();
    }

    TaskStatusBoard board() {
        return board;
    }

    long droppedRecords() {
        long total = droppedOfClosed.get();
        for (StreamTask task : running.values()) {
            total += task.droppedRecords();
        }
        return total;
    }

    Collection<StreamTask> running() {
        return running.values();
    }

    boolean allRunning() {
        return restoring.isEmpty() && waitingForLock.isEmpty();
    }

    @Nullable
    StreamTask runningTaskOf(TopicPartition partition) {
        StreamTask task = byPartition.get(partition);
        return task != null && running.containsKey(task.id()) ? task : null;
    }

    /** Takes the tasks of a new assignment; those that are not in it any more are closed. */
    void assign(Map<TaskId, Set<TopicPartition>> assigned) {
        Map<TaskId, StreamTask> kept = new TreeMap<>(suspended);
        suspended.clear();
        assigned.forEach((id, partitions) -> {
            StreamTask task = kept.get(id);
            if (task != null && task.partitions().equals(partitions)) {
                kept.remove(id);
                task.dropBuffered();
                running.put(id, task);
            } else {
                waitingForLock.put(id, partitions);
            }
        });
        kept.values().forEach(this::close);
        byPartition.clear();
        running.values().forEach(task -> task.partitions().forEach(partition -> byPartition.put(partition, task)));
        board.assign(assigned);
        pauseNotRunning();
    }

    /** Consumes only for tasks that run. */
    private void pauseNotRunning() {
        Set<TopicPartition> waiting = new HashSet<>(consumer.assignment());
        running.values().forEach(task -> waiting.removeAll(task.partitions()));
        consumer.pause(waiting);
    }

    /**
     * Makes tasks whose directory is free by now, restores a batch unless the application is paused, and starts those that are restored.
     */
    void advance(long nowMs, boolean paused) {
        for (TaskId id : List.copyOf(waitingForLock.keySet())) {
            try {
                StreamTask task = factory.make(id, waitingForLock.get(id), output);
                waitingForLock.remove(id);
                restoring.put(id, task);
                restorer.add(task, committedChangelogs(task));
            } catch (LockException e) {
                LOG.debug("Task {} waits: {}", id, e.getMessage());
            }
        }
        if (!restorer.isIdle() && !paused) {
            restorer.restore(Duration.ofMillis(50), nowMs);
        }
        for (StreamTask task : List.copyOf(restoring.values())) {
            if (!restorer.isRestoring(task)) {
                start(task, nowMs);
            }
        }
    }

    /** Committed offsets of inputs that are changelogs too: up to them the store may be restored, the rest is still to be processed. */
    private Map<TopicPartition, Long> committedChangelogs(StreamTask task) {
        Set<TopicPartition> changelogs = new HashSet<>(task.partitions());
        changelogs.removeIf(partition -> !task.isChangelog(partition));
        Map<TopicPartition, Long> committed = new HashMap<>();
        if (!changelogs.isEmpty()) {
            consumer.committed(changelogs)
                    .forEach((partition, offset) -> committed.put(partition, offset == null ? 0 : offset.offset()));
        }
        return committed;
    }

    private void start(StreamTask task, long nowMs) {
        Map<TopicPartition, String> metadata = new HashMap<>();
        consumer.committed(task.partitions()).forEach((partition, offset) -> {
            if (offset != null) {
                metadata.put(partition, offset.metadata());
            }
        });
        task.init(metadata, nowMs);
        restoring.remove(task.id());
        running.put(task.id(), task);
        task.partitions().forEach(partition -> byPartition.put(partition, task));
        consumer.resume(task.partitions());
    }

    /** Commits all running tasks as one: caches, then the producer, then offsets, then stores. */
    void commit() {
        List<StreamTask> due = running.values().stream()
                .filter(task -> task.commitNeeded() || task.commitRequested())
                .toList();
        if (!due.isEmpty()) {
            commit(due);
        }
    }

    private void commit(List<StreamTask> due) {
        due.forEach(StreamTask::flush);
        output.flush();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        due.forEach(task -> offsets.putAll(task.offsetsToCommit()));
        if (!offsets.isEmpty()) {
            try {
                consumer.commitSync(offsets);
            } catch (CommitFailedException e) {
                throw new TaskMigratedException(
                        "Consumer committing offsets failed, indicating the corresponding thread is no longer part of"
                                + " the group",
                        e);
            }
        }
        offsets.forEach(
                (partition, offset) -> board.committed(partition, offset.offset(), endOf(partition, offset.offset())));
        Map<TopicPartition, Long> positions = output.changelogPositions();
        due.forEach(task -> task.committed(positions));
    }

    /** The end of a partition as far as it is known. */
    private long endOf(TopicPartition partition, long committed) {
        OptionalLong lag = consumer.currentLag(partition);
        return lag.isPresent() ? consumer.position(partition) + lag.getAsLong() : committed;
    }

    /** Before a rebalance: commits, and keeps the tasks open in case they come back. */
    void suspend() {
        commit();
        dropUnready();
        suspended.putAll(running);
        running.clear();
        byPartition.clear();
    }

    private void dropUnready() {
        waitingForLock.clear();
        List.copyOf(restoring.values()).forEach(task -> {
            restorer.remove(task);
            close(task);
        });
        restoring.clear();
    }

    /** The tasks belong to others by now: closes them without a commit. */
    void lose() {
        dropUnready();
        running.values().forEach(this::close);
        suspended.values().forEach(this::close);
        running.clear();
        suspended.clear();
        byPartition.clear();
        board.assign(Map.of());
    }

    private void close(StreamTask task) {
        droppedOfClosed.addAndGet(task.droppedRecords());
        try {
            task.close();
        } catch (RuntimeException e) {
            LOG.warn("Task {} did not close cleanly", task.id(), e);
        }
    }
}
