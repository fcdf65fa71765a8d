package io.tailrace.streams.runtime;

import io.tailrace.streams.processor.TaskId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Spreads tasks over members: no member gets more than one task more than another. A task stays with the member that ran it, else goes to
 * a process that has state of it, else to the member with the fewest tasks, preferring one that has few of the same sub-topology.
 *
 * <p><b>Threads:</b> confined to one call.
 */
final class TaskBalancer {
    private final Map<String, MemberInfo> members;
    private final Map<String, Set<TaskId>> assigned = new TreeMap<>();
    private final int least;
    private int membersWithOneMore;

    private TaskBalancer(Map<String, MemberInfo> members, int tasks) {
        this.members = members;
        members.keySet().forEach(member -> assigned.put(member, new TreeSet<>()));
        this.least = tasks / members.size();
        this.membersWithOneMore = tasks % members.size();
    }

    static Map<String, Set<TaskId>> assign(Set<TaskId> tasks, Map<String, MemberInfo> members) {
        TaskBalancer balancer = new TaskBalancer(members, tasks.size());
        Set<TaskId> rest = new TreeSet<>(tasks);
        rest.removeIf(task -> balancer.keep(task, MemberInfo::running));
        rest.removeIf(task -> balancer.keep(task, MemberInfo::onDisk));
        rest.forEach(balancer::give);
        return balancer.assigned;
    }

    private boolean keep(TaskId task, Function<MemberInfo, Set<TaskId>> had) {
        String best = null;
        for (Map.Entry<String, MemberInfo> member : new TreeMap<>(members).entrySet()) {
            if (had.apply(member.getValue()).contains(task)
                    && hasRoom(member.getKey())
                    && (best == null || load(member.getKey()) < load(best))) {
                best = member.getKey();
            }
        }
        if (best == null) {
            return false;
        }
        add(best, task);
        return true;
    }

    private void give(TaskId task) {
        String best = null;
        for (String member : assigned.keySet()) {
            if (best == null
                    || load(member) < load(best)
                    || (load(member) == load(best) && alike(member, task) < alike(best, task))) {
                best = member;
            }
        }
        add(Objects.requireNonNull(best), task);
    }

    private int load(String member) {
        return assigned.get(member).size();
    }

    private long alike(String member, TaskId task) {
        return assigned.get(member).stream()
                .filter(other -> other.subtopology() == task.subtopology())
                .count();
    }

    private boolean hasRoom(String member) {
        return load(member) < least || (load(member) == least && membersWithOneMore > 0);
    }

    private void add(String member, TaskId task) {
        if (load(member) >= least) {
            membersWithOneMore--;
        }
        assigned.get(member).add(task);
    }
}
