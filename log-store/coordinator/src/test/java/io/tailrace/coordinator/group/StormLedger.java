package io.tailrace.coordinator.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the members of a storm were told, and the rules about it (property 47). */
final class StormLedger {

    private final Map<Integer, Map<Integer, String>> ownersByGeneration = new HashMap<>();
    private final Map<Integer, Integer> lastCommitGeneration = new HashMap<>();
    private final List<Call<?>> calls = new ArrayList<>();
    private int commits;

    void watch(Call<?> call) {
        calls.add(call);
    }

    /** Requests that the coordinator of before the restart still owed answers to. */
    void restarted() {
        calls.clear();
    }

    void allAnswered() {
        assertThat(calls).as("every request is answered").allMatch(Call::isDone);
    }

    /** One owner a partition and generation. A static member keeps its partitions under a new member id. */
    void claims(int generation, String member, Set<Integer> partitions) {
        Map<Integer, String> owners = ownersByGeneration.computeIfAbsent(generation, g -> new HashMap<>());
        for (int partition : partitions) {
            String other = owners.putIfAbsent(partition, member);
            assertThat(other == null ? member : other)
                    .as("owner of partition %s in generation %s", partition, generation)
                    .isEqualTo(member);
        }
    }

    /** Only the owner in the current generation commits, and never one of an earlier generation after a later one. */
    void committed(int generation, int current, String member, int partition) {
        assertThat(generation).as("generation of an accepted commit").isEqualTo(current);
        assertThat(ownersByGeneration.get(generation)).containsEntry(partition, member);
        int last = lastCommitGeneration.getOrDefault(partition, -1);
        assertThat(generation)
                .as("generation of a commit after one of %s", last)
                .isGreaterThanOrEqualTo(last);
        lastCommitGeneration.put(partition, generation);
        commits++;
    }

    int commits() {
        return commits;
    }
}
