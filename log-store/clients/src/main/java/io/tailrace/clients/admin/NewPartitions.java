package io.tailrace.clients.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a topic is to grow. <b>Threads:</b> immutable. */
public final class NewPartitions {
    private final int totalCount;
    private final @Nullable List<List<Integer>> assignments;

    private NewPartitions(int totalCount, @Nullable List<List<Integer>> assignments) {
        this.totalCount = totalCount;
        this.assignments = assignments;
    }

    /** @param totalCount how many partitions the topic is to have in all */
    public static NewPartitions increaseTo(int totalCount) {
        return new NewPartitions(totalCount, null);
    }

    /** @param assignments the brokers of each added partition, preferred leader first */
    public static NewPartitions increaseTo(int totalCount, List<List<Integer>> assignments) {
        return new NewPartitions(totalCount, assignments);
    }

    public int totalCount() {
        return totalCount;
    }

    public @Nullable List<List<Integer>> assignments() {
        return assignments;
    }

    @Override
    public String toString() {
        return "(totalCount=" + totalCount + ", newAssignments=" + assignments + ")";
    }
}
