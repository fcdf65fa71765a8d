package io.tailrace.streams.processor.assignment;

import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import io.tailrace.streams.processor.assignment.TaskAssignor.AssignmentError;
import io.tailrace.streams.processor.assignment.TaskAssignor.TaskAssignment;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Parts of assignments that task assignors can build on.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class TaskAssignmentUtils {
    private TaskAssignmentUtils() {}

    /** Whether a standby task may move from one instance to another. */
    public interface MoveStandbyTaskPredicate {
        boolean canMoveStandbyTask(
                KafkaStreamsState source,
                KafkaStreamsState destination,
                TaskId taskId,
                Map<ProcessId, KafkaStreamsAssignment> kafkaStreamsAssignments);
    }

    /**
     * What to optimise, and the costs to do it by.
     *
     * <p><b>Threads:</b> immutable.
     */
    public static final class RackAwareOptimizationParams {
        private final ApplicationState applicationState;
        private final SortedSet<TaskId> tasks;
        private final int trafficCost;
        private final int nonOverlapCost;

        private RackAwareOptimizationParams(
                ApplicationState applicationState, SortedSet<TaskId> tasks, int trafficCost, int nonOverlapCost) {
            this.applicationState = applicationState;
            this.tasks = tasks;
            this.trafficCost = trafficCost;
            this.nonOverlapCost = nonOverlapCost;
        }

        /** All tasks, with the configured costs. */
        public static RackAwareOptimizationParams of(ApplicationState applicationState) {
            AssignmentConfigs configs = applicationState.assignmentConfigs();
            return new RackAwareOptimizationParams(
                    applicationState,
                    new TreeSet<>(applicationState.allTasks().keySet()),
                    configs.rackAwareTrafficCost().orElse(1),
                    configs.rackAwareNonOverlapCost().orElse(1));
        }

        public RackAwareOptimizationParams forStatefulTasks() {
            return only(true);
        }

        public RackAwareOptimizationParams forStatelessTasks() {
            return only(false);
        }

        private RackAwareOptimizationParams only(boolean stateful) {
            SortedSet<TaskId> chosen = new TreeSet<>(tasks);
            chosen.removeIf(
                    task -> Objects.requireNonNull(applicationState.allTasks().get(task))
                                    .isStateful()
                            != stateful);
            return forTasks(chosen);
        }

        public RackAwareOptimizationParams forTasks(SortedSet<TaskId> chosen) {
            return new RackAwareOptimizationParams(applicationState, chosen, trafficCost, nonOverlapCost);
        }

        public RackAwareOptimizationParams withTrafficCostOverride(int cost) {
            return new RackAwareOptimizationParams(applicationState, tasks, cost, nonOverlapCost);
        }

        public RackAwareOptimizationParams withNonOverlapCostOverride(int cost) {
            return new RackAwareOptimizationParams(applicationState, tasks, trafficCost, cost);
        }
    }

    /** What is wrong with an assignment, if anything. */
    public static AssignmentError validateTaskAssignment(
            ApplicationState applicationState, TaskAssignment taskAssignment) {
        Set<ProcessId> processes =
                new HashSet<>(applicationState.kafkaStreamsStates(false).keySet());
        Set<TaskId> active = new HashSet<>();
        Set<ProcessId> seen = new HashSet<>();
        for (KafkaStreamsAssignment assignment : taskAssignment.assignment()) {
            if (!processes.contains(assignment.processId())) {
                return AssignmentError.UNKNOWN_PROCESS_ID;
            }
            seen.add(assignment.processId());
            for (AssignedTask task : assignment.tasks().values()) {
                TaskInfo info = applicationState.allTasks().get(task.id());
                if (info == null) {
                    return AssignmentError.UNKNOWN_TASK_ID;
                }
                if (task.type() == AssignedTask.Type.ACTIVE && !active.add(task.id())) {
                    return AssignmentError.ACTIVE_TASK_ASSIGNED_MULTIPLE_TIMES;
                }
                if (task.type() == AssignedTask.Type.STANDBY && !info.isStateful()) {
                    return AssignmentError.INVALID_STANDBY_TASK;
                }
            }
        }
        return seen.equals(processes) ? AssignmentError.NONE : AssignmentError.MISSING_PROCESS_ID;
    }

    /** Each instance has what it had. */
    public static Map<ProcessId, KafkaStreamsAssignment> identityAssignment(ApplicationState applicationState) {
        Map<ProcessId, KafkaStreamsAssignment> assignments = new TreeMap<>();
        applicationState.kafkaStreamsStates(false).forEach((process, state) -> {
            Set<AssignedTask> tasks = new HashSet<>();
            state.previousStandbyTasks().forEach(task -> tasks.add(new AssignedTask(task, AssignedTask.Type.STANDBY)));
            state.previousActiveTasks().forEach(task -> tasks.add(new AssignedTask(task, AssignedTask.Type.ACTIVE)));
            assignments.put(process, KafkaStreamsAssignment.of(process, tasks));
        });
        return assignments;
    }

    /** Adds the configured number of standby tasks for each stateful task, each time to the instance with the least tasks for its threads. */
    public static void defaultStandbyTaskAssignment(
            ApplicationState applicationState, Map<ProcessId, KafkaStreamsAssignment> kafkaStreamsAssignments) {
        Map<ProcessId, KafkaStreamsState> states = applicationState.kafkaStreamsStates(false);
        Comparator<KafkaStreamsAssignment> load = Comparator.comparingDouble(assignment ->
                (double) assignment.tasks().size()
                        / Math.max(
                                1,
                                Objects.requireNonNull(states.get(assignment.processId()))
                                        .numProcessingThreads()));
        applicationState.allTasks().values().stream()
                .filter(TaskInfo::isStateful)
                .forEach(task -> {
                    for (int i = 0; i < applicationState.assignmentConfigs().numStandbyReplicas(); i++) {
                        kafkaStreamsAssignments.values().stream()
                                .filter(assignment -> !assignment.tasks().containsKey(task.id()))
                                .min(load.thenComparing(KafkaStreamsAssignment::processId))
                                .ifPresent(assignment ->
                                        assignment.assignTask(new AssignedTask(task.id(), AssignedTask.Type.STANDBY)));
                    }
                });
    }

    /** Moves active tasks nearer to their partitions. Leaves all as it is, as racks of partitions are not known here. */
    public static void optimizeRackAwareActiveTasks(
            RackAwareOptimizationParams optimizationParams,
            Map<ProcessId, KafkaStreamsAssignment> kafkaStreamsAssignments) {}

    /** Moves standby tasks nearer to their partitions. Leaves all as it is, as racks of partitions are not known here. */
    public static void optimizeRackAwareStandbyTasks(
            RackAwareOptimizationParams optimizationParams,
            Map<ProcessId, KafkaStreamsAssignment> kafkaStreamsAssignments) {}
}
