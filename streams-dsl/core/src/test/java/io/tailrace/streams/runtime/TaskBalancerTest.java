package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.streams.processor.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Checks balance and stickiness of assignments. */
final class TaskBalancerTest {
    private static Set<TaskId> tasks(int subtopologies, int partitions) {
        Set<TaskId> tasks = new TreeSet<>();
        for (int s = 0; s < subtopologies; s++) {
            for (int p = 0; p < partitions; p++) {
                tasks.add(new TaskId(s, p));
            }
        }
        return tasks;
    }

    private static MemberInfo member(Set<TaskId> running, Set<TaskId> onDisk) {
        return new MemberInfo(UUID.randomUUID(), false, running, onDisk, "");
    }

    @Test
    void shouldGiveEveryTaskOnceAndBalance() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            Set<TaskId> tasks = tasks(1 + random.nextInt(3), 1 + random.nextInt(9));
            Map<String, MemberInfo> members = new TreeMap<>();
            int count = 1 + random.nextInt(6);
            for (int i = 0; i < count; i++) {
                Set<TaskId> running = new TreeSet<>(tasks);
                running.removeIf(task -> random.nextInt(3) > 0);
                members.put("m" + i, member(running, running));
            }
            Map<String, Set<TaskId>> assigned = TaskBalancer.assign(tasks, members);
            List<TaskId> all = new ArrayList<>();
            assigned.values().forEach(all::addAll);
            assertThat(all).containsExactlyInAnyOrderElementsOf(tasks);
            assertThat(assigned.values())
                    .allSatisfy(mine -> assertThat(mine.size())
                            .isBetween(tasks.size() / count, -Math.floorDiv(-tasks.size(), count)));
        }
    }

    @Test
    void shouldKeepTasksWhereTheyRun() {
        Set<TaskId> tasks = tasks(2, 4);
        Map<String, MemberInfo> members = Map.of("a", member(Set.of(), Set.of()), "b", member(Set.of(), Set.of()));
        Map<String, Set<TaskId>> first = TaskBalancer.assign(tasks, members);
        Map<String, MemberInfo> again = new TreeMap<>();
        first.forEach((name, mine) -> again.put(name, member(mine, Set.of())));
        assertThat(TaskBalancer.assign(tasks, again)).isEqualTo(first);
    }

    @Test
    void shouldMoveOnlyWhatBalanceNeedsWhenMemberJoins() {
        Set<TaskId> tasks = tasks(1, 9);
        Map<String, MemberInfo> members =
                Map.of("a", member(tasks, tasks), "b", member(Set.of(), Set.of()), "c", member(Set.of(), Set.of()));
        Map<String, Set<TaskId>> assigned = TaskBalancer.assign(tasks, members);
        assertThat(assigned.get("a")).hasSize(3);
    }

    @Test
    void shouldPreferProcessWithStateOnDisk() {
        TaskId task = new TaskId(0, 1);
        Map<String, MemberInfo> members = Map.of("a", member(Set.of(), Set.of()), "b", member(Set.of(), Set.of(task)));
        assertThat(TaskBalancer.assign(Set.of(new TaskId(0, 0), task), members).get("b"))
                .containsExactly(task);
    }
}
