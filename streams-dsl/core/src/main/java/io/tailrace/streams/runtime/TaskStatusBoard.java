package io.tailrace.streams.runtime;

import io.tailrace.common.TopicPartition;
import io.tailrace.streams.processor.TaskId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a thread writes what others may ask about its tasks.
 *
 * <p><b>Threads:</b> written by the stream thread, read by any. Figures of one task may be of different moments.
 */
final class TaskStatusBoard {
    private volatile Map<TaskId, Set<TopicPartition>> assigned = Map.of();
    private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private final Map<TaskId, Long> idleSinceMs = new ConcurrentHashMap<>();

    void assign(Map<TaskId, Set<TopicPartition>> tasks) {
        assigned = new TreeMap<>(tasks);
        idleSinceMs.keySet().retainAll(tasks.keySet());
    }

    Map<TaskId, Set<TopicPartition>> assigned() {
        return assigned;
    }

    void committed(TopicPartition partition, long offset, long end) {
        committed.put(partition, offset);
        ends.put(partition, end);
    }

    void idle(TaskId task, long sinceMs) {
        if (sinceMs < 0) {
            idleSinceMs.remove(task);
        } else {
            idleSinceMs.put(task, sinceMs);
        }
    }

    Map<TaskId, TaskStatus> read() {
        Map<TaskId, TaskStatus> statuses = new TreeMap<>();
        assigned.forEach((task, partitions) -> statuses.put(
                task,
                new TaskStatus(
                        Set.copyOf(partitions),
                        only(partitions, committed),
                        only(partitions, ends),
                        Optional.ofNullable(idleSinceMs.get(task)))));
        return statuses;
    }

    private static Map<TopicPartition, Long> only(Set<TopicPartition> partitions, Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Long> kept = new HashMap<>();
        for (TopicPartition partition : partitions) {
            kept.put(partition, offsets.getOrDefault(partition, -1L));
        }
        return kept;
    }
}
