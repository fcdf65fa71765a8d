package io.tailrace.streams.runtime;

import io.tailrace.common.TopicPartition;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.topology.CompiledTopology;
import java.util.Map;
import java.util.Set;

/**
 * A stream thread as its assignor sees it.
 *
 * <p><b>Threads:</b> the thread's own, inside {@code poll}.
 */
interface GroupMembership {
    MemberInfo info();

    CompiledTopology topology();

    InternalTopics internalTopics();

    TaskSpreading spreading();

    /** This member leads the group and found that the application cannot run. */
    void leaderFailed(StreamsException error);

    /** The tasks that this member now has. */
    void assigned(AssignmentInfo.Problem problem, Map<TaskId, Set<TopicPartition>> tasks, ClusterTasks cluster);
}
