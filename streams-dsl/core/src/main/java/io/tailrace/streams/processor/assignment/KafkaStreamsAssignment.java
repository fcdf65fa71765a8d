package io.tailrace.streams.processor.assignment;

import io.tailrace.streams.processor.TaskId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that one instance is to have.
 *
 * <p><b>Threads:</b> confined.
 */
public class KafkaStreamsAssignment {
    private final ProcessId processId;
    private final Map<TaskId, AssignedTask> tasks;
    private final Optional<Instant> followupRebalanceDeadline;

    /** A task, and whether the instance runs it or keeps a copy of its state. */
    public static class AssignedTask {
        private final TaskId id;
        private final Type type;

        /** In which role an instance has a task. */
        public enum Type {
            ACTIVE,
            STANDBY
        }

        public AssignedTask(TaskId id, Type type) {
            this.id = Objects.requireNonNull(id, "id");
            this.type = Objects.requireNonNull(type, "type");
        }

        public TaskId id() {
            return id;
        }

        public Type type() {
            return type;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof AssignedTask that && id.equals(that.id) && type == that.type;
        }

        @Override
        public int hashCode() {
            return Objects.hash(id, type);
        }

        @Override
        public String toString() {
            return "AssignedTask{" + type + ", " + id + "}";
        }
    }

    private KafkaStreamsAssignment(
            ProcessId processId, Map<TaskId, AssignedTask> tasks, Optional<Instant> followupRebalanceDeadline) {
        this.processId = processId;
        this.tasks = tasks;
        this.followupRebalanceDeadline = followupRebalanceDeadline;
    }

    public static KafkaStreamsAssignment of(ProcessId processId, Set<AssignedTask> assignment) {
        Map<TaskId, AssignedTask> tasks = new HashMap<>();
        assignment.forEach(task -> tasks.put(task.id(), task));
        return new KafkaStreamsAssignment(processId, tasks, Optional.empty());
    }

    /** The same with a time at which the group should rebalance again. */
    public KafkaStreamsAssignment withFollowupRebalance(Instant rebalanceDeadline) {
        return new KafkaStreamsAssignment(processId, tasks, Optional.of(rebalanceDeadline));
    }

    public ProcessId processId() {
        return processId;
    }

    /** The tasks by their ids, read-only. */
    public Map<TaskId, AssignedTask> tasks() {
        return Collections.unmodifiableMap(tasks);
    }

    public void assignTask(AssignedTask newTask) {
        tasks.put(newTask.id(), newTask);
    }

    public void removeTask(AssignedTask removedTask) {
        tasks.remove(removedTask.id());
    }

    public Optional<Instant> followupRebalanceDeadline() {
        return followupRebalanceDeadline;
    }

    @Override
    public String toString() {
        return "KafkaStreamsAssignment{" + processId + ", " + tasks.values() + ", " + followupRebalanceDeadline + "}";
    }
}
