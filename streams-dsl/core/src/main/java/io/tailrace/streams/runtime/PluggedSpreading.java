package io.tailrace.streams.runtime;

import io.tailrace.clients.consumer.ConsumerPartitionAssignor.GroupAssignment;
import io.tailrace.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.config.ConfigException;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.errors.TaskAssignmentException;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.processor.assignment.AssignmentConfigs;
import io.tailrace.streams.processor.assignment.KafkaStreamsAssignment;
import io.tailrace.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import io.tailrace.streams.processor.assignment.TaskAssignmentUtils;
import io.tailrace.streams.processor.assignment.TaskAssignor;
import io.tailrace.streams.processor.assignment.TaskAssignor.AssignmentError;
import io.tailrace.streams.processor.assignment.TaskAssignor.TaskAssignment;
import io.tailrace.streams.topology.CompiledTopology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spreads tasks over instances as a {@link TaskAssignor} says, and over the threads of each instance by {@link TaskBalancer}. Standby tasks
 * in its answer are checked and left out: no copies of state are kept yet.
 *
 * <p><b>Threads:</b> the leader's stream thread, inside {@code poll}.
 */
final class PluggedSpreading implements TaskSpreading {
    private static final Logger LOG = LoggerFactory.getLogger(PluggedSpreading.class);

    private final TaskAssignor assignor;
    private final AssignmentConfigs configs;
    private final CompiledTopology topology;
    private AssignmentError error = AssignmentError.NONE;

    PluggedSpreading(TaskAssignor assignor, AssignmentConfigs configs, CompiledTopology topology) {
        this.assignor = assignor;
        this.configs = configs;
        this.topology = topology;
    }

    /** Spreads as {@code task.assignor.class} says, or by {@link TaskBalancer} if it says nothing. */
    static TaskSpreading of(StreamsConfig config, CompiledTopology topology) {
        String className = config.getString(StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG);
        if (className == null) {
            return (tasks, members) -> TaskBalancer.assign(tasks.keySet(), members);
        }
        try {
            TaskAssignor assignor = Class.forName(
                            className, true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(TaskAssignor.class)
                    .getDeclaredConstructor()
                    .newInstance();
            assignor.configure(config.originals());
            return new PluggedSpreading(assignor, AssignmentConfigs.of(config), topology);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new ConfigException(
                    StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG,
                    className,
                    "expected a " + TaskAssignor.class.getName() + " with a public constructor without arguments: "
                            + e);
        }
    }

    @Override
    public Map<String, Set<TaskId>> spread(Map<TaskId, Set<TopicPartition>> tasks, Map<String, MemberInfo> members) {
        GroupState state = GroupState.of(topology, configs, tasks, members);
        TaskAssignment answer = assignor.assign(state);
        error = TaskAssignmentUtils.validateTaskAssignment(state, answer);
        if (error != AssignmentError.NONE) {
            LOG.error("The assignment of {} is refused: {}", assignor.getClass().getName(), error);
            computed(new GroupAssignment(Map.of()), new GroupSubscription(Map.of()));
            throw new TaskAssignmentException(
                    "The assignment of " + assignor.getClass().getName() + " is refused: " + error);
        }
        Map<String, Set<TaskId>> spread = new TreeMap<>();
        Set<TaskId> assigned = new HashSet<>();
        for (KafkaStreamsAssignment part : answer.assignment()) {
            Set<TaskId> active = part.tasks().values().stream()
                    .filter(task -> task.type() == AssignedTask.Type.ACTIVE)
                    .map(AssignedTask::id)
                    .collect(Collectors.toSet());
            assigned.addAll(active);
            spread.putAll(TaskBalancer.assign(active, of(part.processId().id(), members)));
        }
        if (assigned.size() < tasks.size()) {
            LOG.warn(
                    "{} tasks are assigned to nobody by {}",
                    tasks.size() - assigned.size(),
                    assignor.getClass().getName());
        }
        return spread;
    }

    private static Map<String, MemberInfo> of(UUID process, Map<String, MemberInfo> members) {
        Map<String, MemberInfo> own = new HashMap<>();
        members.forEach((member, info) -> {
            if (info.processId().equals(process)) {
                own.put(member, info);
            }
        });
        return own;
    }

    @Override
    public void computed(GroupAssignment assignment, GroupSubscription subscription) {
        assignor.onAssignmentComputed(assignment, subscription, error);
    }
}
