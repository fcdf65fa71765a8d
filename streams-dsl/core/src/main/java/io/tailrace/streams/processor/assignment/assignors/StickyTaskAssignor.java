package io.tailrace.streams.processor.assignment.assignors;

import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.processor.assignment.ApplicationState;
import io.tailrace.streams.processor.assignment.KafkaStreamsAssignment;
import io.tailrace.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import io.tailrace.streams.processor.assignment.KafkaStreamsState;
import io.tailrace.streams.processor.assignment.ProcessId;
import io.tailrace.streams.processor.assignment.TaskAssignmentUtils;
import io.tailrace.streams.processor.assignment.TaskAssignor;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Leaves tasks where they were as far as the load allows: first where they ran, then where their state is, the rest where the load is least.
 * Load is tasks for each thread.
 *
 * <p><b>Threads:</b> confined to one call.
 */
public class StickyTaskAssignor implements TaskAssignor {
    /** Cost of traffic between racks for assignors that regard them. */
    public static final int DEFAULT_STICKY_TRAFFIC_COST = 1;

    /** Cost of moving a task for assignors that regard racks. */
    public static final int DEFAULT_STICKY_NON_OVERLAP_COST = 10;

    private final boolean mustPreserveActiveTaskAssignment;

    public StickyTaskAssignor() {
        this(false);
    }

    /** @param mustPreserveActiveTaskAssignment whether tasks stay where they ran whatever the load */
    public StickyTaskAssignor(boolean mustPreserveActiveTaskAssignment) {
        this.mustPreserveActiveTaskAssignment = mustPreserveActiveTaskAssignment;
    }

    @Override
    public TaskAssignment assign(ApplicationState applicationState) {
        Map<ProcessId, KafkaStreamsState> states = applicationState.kafkaStreamsStates(false);
        Map<ProcessId, KafkaStreamsAssignment> assignments = new TreeMap<>();
        states.keySet().forEach(process -> assignments.put(process, KafkaStreamsAssignment.of(process, Set.of())));
        SortedSet<TaskId> rest = new TreeSet<>(applicationState.allTasks().keySet());
        Load load = new Load(states, assignments, rest.size());
        rest.removeIf(
                task -> load.keep(task, KafkaStreamsState::previousActiveTasks, mustPreserveActiveTaskAssignment));
        rest.removeIf(task -> load.keep(task, KafkaStreamsState::previousStandbyTasks, false));
        rest.forEach(load::give);
        if (applicationState.assignmentConfigs().numStandbyReplicas() > 0) {
            TaskAssignmentUtils.defaultStandbyTaskAssignment(applicationState, assignments);
        }
        return new TaskAssignment(assignments.values());
    }

    /** The assignment in the making. */
    private record Load(
            Map<ProcessId, KafkaStreamsState> states, Map<ProcessId, KafkaStreamsAssignment> assignments, int tasks) {

        boolean keep(TaskId task, Function<KafkaStreamsState, SortedSet<TaskId>> had, boolean always) {
            for (ProcessId process : assignments.keySet()) {
                if (had.apply(state(process)).contains(task) && (always || hasRoom(process))) {
                    assign(process, task);
                    return true;
                }
            }
            return false;
        }

        private KafkaStreamsState state(ProcessId process) {
            return Objects.requireNonNull(states.get(process));
        }

        private boolean hasRoom(ProcessId process) {
            int threads = states.values().stream()
                    .mapToInt(KafkaStreamsState::numProcessingThreads)
                    .sum();
            int perThread = (tasks + threads - 1) / Math.max(1, threads);
            return assignments.get(process).tasks().size()
                    < perThread * state(process).numProcessingThreads();
        }

        void give(TaskId task) {
            assignments.keySet().stream()
                    .min(Comparator.comparingDouble(this::perThread).thenComparing(Comparator.naturalOrder()))
                    .ifPresent(process -> assign(process, task));
        }

        private double perThread(ProcessId process) {
            return (double) assignments.get(process).tasks().size()
                    / Math.max(1, state(process).numProcessingThreads());
        }

        private void assign(ProcessId process, TaskId task) {
            assignments.get(process).assignTask(new AssignedTask(task, AssignedTask.Type.ACTIVE));
        }
    }
}
