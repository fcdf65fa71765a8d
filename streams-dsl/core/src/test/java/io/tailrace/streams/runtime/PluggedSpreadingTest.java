package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.clients.consumer.ConsumerPartitionAssignor.GroupAssignment;
import io.tailrace.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import io.tailrace.common.config.ConfigException;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.TailraceStreams;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.processor.assignment.ApplicationState;
import io.tailrace.streams.processor.assignment.AssignmentConfigs;
import io.tailrace.streams.processor.assignment.KafkaStreamsAssignment;
import io.tailrace.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import io.tailrace.streams.processor.assignment.KafkaStreamsState;
import io.tailrace.streams.processor.assignment.ProcessId;
import io.tailrace.streams.processor.assignment.TaskAssignmentUtils;
import io.tailrace.streams.processor.assignment.TaskAssignor;
import io.tailrace.streams.processor.assignment.TaskInfo;
import io.tailrace.streams.processor.assignment.TaskTopicPartition;
import io.tailrace.streams.processor.assignment.assignors.StickyTaskAssignor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Task assignors of the application. */
final class PluggedSpreadingTest {
    private static final List<TaskAssignor.AssignmentError> COMPUTED = new CopyOnWriteArrayList<>();

    /** Gives all tasks to the instance with the greatest id; the others get none. */
    public static final class AllToTheLast implements TaskAssignor {
        @Override
        public TaskAssignment assign(ApplicationState state) {
            Map<ProcessId, KafkaStreamsAssignment> assignments = new TreeMap<>();
            state.kafkaStreamsStates(false)
                    .keySet()
                    .forEach(process -> assignments.put(process, KafkaStreamsAssignment.of(process, Set.of())));
            KafkaStreamsAssignment last = ((TreeMap<ProcessId, KafkaStreamsAssignment>) assignments)
                    .lastEntry()
                    .getValue();
            state.allTasks()
                    .keySet()
                    .forEach(task -> last.assignTask(new AssignedTask(task, AssignedTask.Type.ACTIVE)));
            return new TaskAssignment(assignments.values());
        }

        @Override
        public void onAssignmentComputed(
                GroupAssignment assignment, GroupSubscription subscription, AssignmentError error) {
            COMPUTED.add(error);
        }
    }

    @TempDir
    Path directory;

    @Test
    void shouldRunTasksWhereTheAssignorSays() throws Exception {
        EmbeddedLog log = new EmbeddedLog(directory);
        log.create(3, "in", "out");
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        Properties first = log.config("assigned", "one");
        Properties second = log.config("assigned", "two");
        first.put(StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG, AllToTheLast.class.getName());
        second.put(StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG, AllToTheLast.class.getName());
        try (TailraceStreams one = new TailraceStreams(builder.build(), first);
                TailraceStreams two = new TailraceStreams(builder.build(), second)) {
            one.start();
            two.start();
            Awaitility.await()
                    .atMost(EmbeddedLog.LIMIT)
                    .untilAsserted(() -> assertThat(List.of(WordCount.tasks(one), WordCount.tasks(two)))
                            .containsExactlyInAnyOrder(0, 3));
            assertThat(COMPUTED).isNotEmpty().containsOnly(TaskAssignor.AssignmentError.NONE);
        }
        log.deleteWhenClosed();
    }

    @Test
    void shouldRefuseClassThatIsNoAssignor() {
        StreamsConfig config = new StreamsConfig(Map.of(
                "application.id", "app", "bootstrap.servers", "broker:1", "task.assignor.class", "java.lang.String"));
        assertThatThrownBy(() -> PluggedSpreading.of(config, null))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("task.assignor.class");
    }

    private record Task(TaskId id, boolean isStateful) implements TaskInfo {
        @Override
        public Set<String> stateStoreNames() {
            return isStateful ? Set.of("store") : Set.of();
        }

        @Override
        public Set<TaskTopicPartition> topicPartitions() {
            return Set.of();
        }
    }

    private static final TaskId STATEFUL = new TaskId(0, 0);
    private static final TaskId STATELESS = new TaskId(1, 0);
    private static final ProcessId ONE = new ProcessId(new UUID(0, 1));
    private static final ProcessId TWO = new ProcessId(new UUID(0, 2));

    private static GroupState state(int standbys) {
        StreamsConfig config = new StreamsConfig(
                Map.of("application.id", "app", "bootstrap.servers", "broker:1", "num.standby.replicas", standbys));
        return new GroupState(
                AssignmentConfigs.of(config),
                Map.of(STATEFUL, new Task(STATEFUL, true), STATELESS, new Task(STATELESS, false)),
                Map.of(
                        ONE, Map.of("a", member(1, Set.of(STATELESS), Set.of())),
                        TWO, Map.of("b", member(2, Set.of(), Set.of(STATEFUL)))));
    }

    private static MemberInfo member(long process, Set<TaskId> running, Set<TaskId> onDisk) {
        return new MemberInfo(new UUID(0, process), false, running, onDisk, "host:" + process);
    }

    @Test
    void shouldTellWhatInstancesHave() {
        KafkaStreamsState two = state(0).kafkaStreamsStates(true).get(TWO);
        assertThat(two.previousActiveTasks()).isEmpty();
        assertThat(two.previousStandbyTasks()).containsExactly(STATEFUL);
        assertThat(two.statefulTasksToLagSums()).isEqualTo(Map.of(STATEFUL, 0L));
        assertThat(two.consumerClientIds()).containsExactly("b");
        assertThat(two.hostInfo())
                .hasValueSatisfying(host -> assertThat(host.port()).isEqualTo(2));
        assertThat(state(0).kafkaStreamsStates(true).get(ONE).lagFor(STATEFUL)).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> state(0).kafkaStreamsStates(false).get(ONE).lagFor(STATEFUL))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static TaskAssignor.AssignmentError errorOf(KafkaStreamsAssignment... parts) {
        return TaskAssignmentUtils.validateTaskAssignment(state(0), new TaskAssignor.TaskAssignment(List.of(parts)));
    }

    private static KafkaStreamsAssignment part(ProcessId process, AssignedTask... tasks) {
        return KafkaStreamsAssignment.of(process, Set.of(tasks));
    }

    @Test
    void shouldFindErrorsOfAssignments() {
        AssignedTask active = new AssignedTask(STATEFUL, AssignedTask.Type.ACTIVE);
        AssignedTask standby = new AssignedTask(STATEFUL, AssignedTask.Type.STANDBY);
        assertThat(errorOf(part(ONE, active), part(TWO, standby))).isEqualTo(TaskAssignor.AssignmentError.NONE);
        assertThat(errorOf(part(ONE, active))).isEqualTo(TaskAssignor.AssignmentError.MISSING_PROCESS_ID);
        assertThat(errorOf(part(ONE, active), part(TWO, active)))
                .isEqualTo(TaskAssignor.AssignmentError.ACTIVE_TASK_ASSIGNED_MULTIPLE_TIMES);
        assertThat(errorOf(part(ONE, new AssignedTask(STATELESS, AssignedTask.Type.STANDBY)), part(TWO)))
                .isEqualTo(TaskAssignor.AssignmentError.INVALID_STANDBY_TASK);
        assertThat(errorOf(part(ProcessId.randomProcessId())))
                .isEqualTo(TaskAssignor.AssignmentError.UNKNOWN_PROCESS_ID);
        assertThat(errorOf(part(ONE, new AssignedTask(new TaskId(9, 9), AssignedTask.Type.ACTIVE)), part(TWO)))
                .isEqualTo(TaskAssignor.AssignmentError.UNKNOWN_TASK_ID);
    }

    @Test
    void shouldPlaceStandbyTasksBesideActiveOnes() {
        Map<ProcessId, KafkaStreamsAssignment> assignments = TaskAssignmentUtils.identityAssignment(state(1));
        assertThat(assignments.get(TWO).tasks().get(STATEFUL).type()).isEqualTo(AssignedTask.Type.STANDBY);
        assignments.get(TWO).assignTask(new AssignedTask(STATEFUL, AssignedTask.Type.ACTIVE));
        TaskAssignmentUtils.defaultStandbyTaskAssignment(state(1), assignments);
        assertThat(assignments.get(ONE).tasks().get(STATEFUL).type()).isEqualTo(AssignedTask.Type.STANDBY);
        assertThat(assignments.get(ONE).tasks().get(STATELESS).type()).isEqualTo(AssignedTask.Type.ACTIVE);
    }

    @Test
    void shouldLeaveTasksWhereTheyWere() {
        Map<ProcessId, Set<TaskId>> tasks = new TreeMap<>();
        new StickyTaskAssignor()
                .assign(state(0))
                .assignment()
                .forEach(part -> tasks.put(part.processId(), part.tasks().keySet()));
        assertThat(tasks).isEqualTo(Map.of(ONE, Set.of(STATELESS), TWO, Set.of(STATEFUL)));
    }

    @Test
    void shouldSpreadWhatOneCannotKeepUnlessItMust() {
        StreamsConfig config = new StreamsConfig(Map.of("application.id", "app", "bootstrap.servers", "broker:1"));
        GroupState state = new GroupState(
                AssignmentConfigs.of(config),
                Map.of(STATEFUL, new Task(STATEFUL, true), STATELESS, new Task(STATELESS, false)),
                Map.of(
                        ONE, Map.of("a", member(1, Set.of(STATELESS, STATEFUL), Set.of())),
                        TWO, Map.of("b", member(2, Set.of(), Set.of()))));
        assertThat(new StickyTaskAssignor().assign(state).assignment())
                .extracting(part -> part.tasks().size())
                .containsExactly(1, 1);
        assertThat(new StickyTaskAssignor(true).assign(state).assignment())
                .extracting(part -> part.tasks().size())
                .containsExactly(2, 0);
    }
}
