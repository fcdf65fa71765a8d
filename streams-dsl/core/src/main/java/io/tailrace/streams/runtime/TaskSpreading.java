package io.tailrace.streams.runtime;

import io.tailrace.clients.consumer.ConsumerPartitionAssignor.GroupAssignment;
import io.tailrace.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import io.tailrace.common.TopicPartition;
import io.tailrace.streams.processor.TaskId;
import java.util.Map;
import java.util.Set;

/**
 * How the leader spreads tasks over members.
 *
 * <p><b>Threads:</b> the leader's stream thread, inside {@code poll}.
 */
interface TaskSpreading {
    /**
     * The tasks of each member.
     *
     * @param tasks all tasks with the partitions that they read
     * @throws io.tailrace.streams.errors.TaskAssignmentException if there is no assignment
     */
    Map<String, Set<TaskId>> spread(Map<TaskId, Set<TopicPartition>> tasks, Map<String, MemberInfo> members);

    /** What became of it. */
    default void computed(GroupAssignment assignment, GroupSubscription subscription) {}
}
