package io.tailrace.streams.runtime;

import io.tailrace.common.TopicPartition;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.processor.assignment.ApplicationState;
import io.tailrace.streams.processor.assignment.AssignmentConfigs;
import io.tailrace.streams.processor.assignment.KafkaStreamsState;
import io.tailrace.streams.processor.assignment.ProcessId;
import io.tailrace.streams.processor.assignment.TaskInfo;
import io.tailrace.streams.processor.assignment.TaskTopicPartition;
import io.tailrace.streams.state.HostInfo;
import io.tailrace.streams.topology.CompiledTopology;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The group as a task assignor sees it.
 *
 * <p><b>Threads:</b> immutable.
 */
record GroupState(
        AssignmentConfigs assignmentConfigs,
        Map<TaskId, TaskInfo> allTasks,
        Map<ProcessId, Map<String, MemberInfo>> processes)
        implements ApplicationState {

    static GroupState of(
            CompiledTopology topology,
            AssignmentConfigs configs,
            Map<TaskId, Set<TopicPartition>> tasks,
            Map<String, MemberInfo> members) {
        Map<TaskId, TaskInfo> infos = new TreeMap<>();
        tasks.forEach((id, partitions) -> infos.put(id, task(topology, id, partitions)));
        Map<ProcessId, Map<String, MemberInfo>> processes = new TreeMap<>();
        members.forEach((member, info) -> processes
                .computeIfAbsent(new ProcessId(info.processId()), process -> new TreeMap<>())
                .put(member, info));
        return new GroupState(configs, Collections.unmodifiableMap(infos), processes);
    }

    private static TaskInfo task(CompiledTopology topology, TaskId id, Set<TopicPartition> inputs) {
        Map<String, String> changelogs =
                topology.subtopologies().get(id.subtopology()).changelogTopics();
        Set<TaskTopicPartition> partitions = new HashSet<>();
        inputs.forEach(input -> partitions.add(new Partition(input, true, changelogs.containsValue(input.topic()))));
        changelogs.values().forEach(topic -> {
            TopicPartition changelog = new TopicPartition(topic, id.partition());
            if (!inputs.contains(changelog)) {
                partitions.add(new Partition(changelog, false, true));
            }
        });
        return new Task(id, Set.copyOf(changelogs.keySet()), Set.copyOf(partitions));
    }

    private record Partition(TopicPartition topicPartition, boolean isSource, boolean isChangelog)
            implements TaskTopicPartition {
        @Override
        public Optional<Set<String>> rackIds() {
            return Optional.empty();
        }
    }

    private record Task(TaskId id, Set<String> stateStoreNames, Set<TaskTopicPartition> topicPartitions)
            implements TaskInfo {
        @Override
        public boolean isStateful() {
            return !stateStoreNames.isEmpty();
        }
    }

    @Override
    public Map<ProcessId, KafkaStreamsState> kafkaStreamsStates(boolean computeTaskLags) {
        Map<ProcessId, KafkaStreamsState> states = new TreeMap<>();
        processes.forEach((process, members) ->
                states.put(process, new ProcessState(process, members, allTasks, computeTaskLags)));
        return states;
    }

    private record ProcessState(
            ProcessId processId, Map<String, MemberInfo> members, Map<TaskId, TaskInfo> tasks, boolean withLags)
            implements KafkaStreamsState {
        @Override
        public int numProcessingThreads() {
            return members.size();
        }

        @Override
        public SortedSet<String> consumerClientIds() {
            return new TreeSet<>(members.keySet());
        }

        @Override
        public SortedSet<TaskId> previousActiveTasks() {
            SortedSet<TaskId> active = new TreeSet<>();
            members.values().forEach(member -> active.addAll(member.running()));
            active.retainAll(tasks.keySet());
            return active;
        }

        @Override
        public SortedSet<TaskId> previousStandbyTasks() {
            SortedSet<TaskId> standby = new TreeSet<>();
            members.values().forEach(member -> standby.addAll(member.onDisk()));
            standby.removeIf(task -> !tasks.containsKey(task)
                    || !Objects.requireNonNull(tasks.get(task)).isStateful());
            standby.removeAll(previousActiveTasks());
            return standby;
        }

        @Override
        public long lagFor(TaskId task) {
            if (!withLags) {
                throw new UnsupportedOperationException("Lag computation was not requested for this assignor");
            }
            return previousActiveTasks().contains(task)
                            || previousStandbyTasks().contains(task)
                    ? 0
                    : Long.MAX_VALUE;
        }

        @Override
        public SortedSet<TaskId> prevTasksByLag(String consumerClientId) {
            MemberInfo member = members.get(consumerClientId);
            SortedSet<TaskId> previous = new TreeSet<>();
            if (member != null) {
                previous.addAll(member.running());
                previous.retainAll(tasks.keySet());
            }
            return previous;
        }

        @Override
        public Map<TaskId, Long> statefulTasksToLagSums() {
            Map<TaskId, Long> lags = new HashMap<>();
            tasks.forEach((id, task) -> {
                if (task.isStateful()) {
                    lags.put(id, lagFor(id));
                }
            });
            return lags;
        }

        @Override
        public Optional<HostInfo> hostInfo() {
            return members.values().stream()
                    .map(MemberInfo::endpoint)
                    .filter(endpoint -> !endpoint.isEmpty())
                    .findFirst()
                    .map(HostInfo::buildFromEndpoint);
        }

        @Override
        public Map<String, String> clientTags() {
            return Map.of();
        }

        @Override
        public Optional<String> rackId() {
            return Optional.empty();
        }
    }
}
