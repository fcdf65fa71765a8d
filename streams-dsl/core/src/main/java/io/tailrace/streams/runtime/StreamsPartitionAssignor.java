package io.tailrace.streams.runtime;

import io.tailrace.clients.consumer.ConsumerGroupMetadata;
import io.tailrace.clients.consumer.ConsumerPartitionAssignor;
import io.tailrace.common.Cluster;
import io.tailrace.common.Configurable;
import io.tailrace.common.TopicPartition;
import io.tailrace.streams.errors.MisconfiguredInternalTopicException;
import io.tailrace.streams.errors.MissingSourceTopicException;
import io.tailrace.streams.errors.TaskAssignmentException;
import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.processor.TaskId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assigns tasks through the consumer group: members tell which tasks they run and have state of, the leader makes the internal topics
 * and spreads the tasks, members learn the task of each of their partitions.
 *
 * <p><b>Threads:</b> one per consumer; called by its thread inside {@code poll}.
 */
public final class StreamsPartitionAssignor implements ConsumerPartitionAssignor, Configurable {
    /** Configuration key under which a stream thread hands itself to its assignor. */
    static final String MEMBERSHIP_CONFIG = "__streams.membership__";

    private static final Logger LOG = LoggerFactory.getLogger(StreamsPartitionAssignor.class);

    /** Partitions travel grouped by topic, so both sides sort them before they match them with tasks. */
    private static final Comparator<TopicPartition> WIRE_ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private @Nullable GroupMembership membership;

    /** Made by the consumer. */
    public StreamsPartitionAssignor() {}

    @Override
    public void configure(Map<String, ?> configs) {
        Object given = configs.get(MEMBERSHIP_CONFIG);
        if (!(given instanceof GroupMembership member)) {
            throw new TaskAssignmentException("Expected " + MEMBERSHIP_CONFIG + " from a stream thread, found "
                    + (given == null ? "nothing" : given.getClass().getName()));
        }
        membership = member;
    }

    private GroupMembership membership() {
        return Objects.requireNonNull(membership, "not configured");
    }

    @Override
    public String name() {
        return "tailrace-streams";
    }

    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        return membership().info().encode();
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription groupSubscription) {
        Map<String, MemberInfo> members = new TreeMap<>();
        groupSubscription
                .groupSubscription()
                .forEach((member, subscription) ->
                        members.put(member, MemberInfo.decode(member, subscription.userData())));
        if (members.values().stream().anyMatch(MemberInfo::shutdownRequested)) {
            return nothing(members.keySet(), AssignmentInfo.Problem.SHUTDOWN_REQUESTED);
        }
        try {
            PartitionCounts counts =
                    PartitionCounts.of(membership().topology(), metadata.topics(), metadata::partitionCountForTopic);
            membership().internalTopics().ensure(counts.internalTopics());
            GroupAssignment assignment = assignment(counts, members);
            membership().spreading().computed(assignment, groupSubscription);
            return assignment;
        } catch (MissingSourceTopicException e) {
            LOG.error("No tasks are assigned: {}", e.getMessage());
            return nothing(members.keySet(), AssignmentInfo.Problem.MISSING_SOURCE_TOPIC);
        } catch (TopologyException | MisconfiguredInternalTopicException | TaskAssignmentException e) {
            LOG.error("No tasks are assigned: {}", e.getMessage());
            membership().leaderFailed(e);
            return nothing(members.keySet(), AssignmentInfo.Problem.BAD_TOPOLOGY);
        }
    }

    private GroupAssignment assignment(PartitionCounts counts, Map<String, MemberInfo> members) {
        Map<TaskId, Set<TopicPartition>> tasks = counts.tasks();
        Map<String, Assignment> assignments = new HashMap<>();
        Map<String, Set<TaskId>> balanced = membership().spreading().spread(tasks, members);
        ClusterTasks cluster = cluster(balanced, members, tasks);
        balanced.forEach((member, assigned) -> {
            Map<TopicPartition, TaskId> owners = new TreeMap<>(WIRE_ORDER);
            assigned.forEach(task -> tasks.get(task).forEach(partition -> owners.put(partition, task)));
            AssignmentInfo info =
                    new AssignmentInfo(AssignmentInfo.Problem.NONE, List.copyOf(owners.values()), cluster);
            assignments.put(member, new Assignment(List.copyOf(owners.keySet()), info.encode()));
        });
        LOG.info("Assigned {} tasks to {} stream threads", tasks.size(), members.size());
        return new GroupAssignment(assignments);
    }

    private static ClusterTasks cluster(
            Map<String, Set<TaskId>> assigned,
            Map<String, MemberInfo> members,
            Map<TaskId, Set<TopicPartition>> tasks) {
        Map<String, Set<TaskId>> byEndpoint = new TreeMap<>();
        assigned.forEach((member, ids) -> {
            String endpoint = members.get(member).endpoint();
            if (!endpoint.isEmpty()) {
                byEndpoint.computeIfAbsent(endpoint, any -> new TreeSet<>()).addAll(ids);
            }
        });
        Map<String, Integer> partitionCounts = new TreeMap<>();
        tasks.values()
                .forEach(partitions -> partitions.forEach(
                        partition -> partitionCounts.merge(partition.topic(), partition.partition() + 1, Math::max)));
        return new ClusterTasks(byEndpoint, partitionCounts);
    }

    private static GroupAssignment nothing(Set<String> members, AssignmentInfo.Problem problem) {
        Map<String, Assignment> assignments = new HashMap<>();
        members.forEach(member -> assignments.put(
                member,
                new Assignment(List.of(), new AssignmentInfo(problem, List.of(), ClusterTasks.UNKNOWN).encode())));
        return new GroupAssignment(assignments);
    }

    @Override
    public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
        List<TopicPartition> partitions = new ArrayList<>(assignment.partitions());
        partitions.sort(WIRE_ORDER);
        AssignmentInfo info = AssignmentInfo.decode(assignment.userData(), partitions.size());
        Map<TaskId, Set<TopicPartition>> tasks = new TreeMap<>();
        for (int i = 0; i < partitions.size(); i++) {
            tasks.computeIfAbsent(info.tasks().get(i), task -> new LinkedHashSet<>())
                    .add(partitions.get(i));
        }
        membership().assigned(info.problem(), tasks, info.cluster());
    }
}
