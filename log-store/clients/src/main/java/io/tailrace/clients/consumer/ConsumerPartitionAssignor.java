package io.tailrace.clients.consumer;

import io.tailrace.common.Cluster;
import io.tailrace.common.Configurable;
import io.tailrace.common.KafkaException;
import io.tailrace.common.TopicPartition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Divides the partitions of the subscribed topics among the members of a classic consumer group. All members must have
 * one assignor (by {@link #name()}) in common; the group's leader runs it.
 *
 * <p>For each rebalance every member is asked for {@link #subscriptionUserData}; then the leader's
 * {@link #assign} runs on what all members sent; then every member's {@link #onAssignment} gets its part.
 *
 * <p><b>Threads:</b> called by the thread that owns the consumer, within {@code poll}. An assignor that is also
 * {@link Configurable} is configured once with the consumer's configuration.
 */
public interface ConsumerPartitionAssignor {

    /** Bytes that this member sends to the leader's assignor along with its topics; null for none. */
    default @Nullable ByteBuffer subscriptionUserData(Set<String> topics) {
        return null;
    }

    /** Divides the partitions. Every member of the subscription must be in the result, if need be with no partitions. */
    GroupAssignment assign(Cluster metadata, GroupSubscription groupSubscription);

    /** Told what the leader gave to this member. */
    default void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {}

    /** The rebalance protocols this assignor can work with. A consumer uses the highest one all its assignors know. */
    default List<RebalanceProtocol> supportedProtocols() {
        return Collections.singletonList(RebalanceProtocol.EAGER);
    }

    /** Version of the user data. */
    default short version() {
        return 0;
    }

    /** Unique name: what members agree on. */
    String name();

    /** What one member asks for. */
    final class Subscription {
        private final List<String> topics;
        private final @Nullable ByteBuffer userData;
        private final List<TopicPartition> ownedPartitions;
        private final int generationId;
        private final Optional<String> rackId;
        private Optional<String> groupInstanceId = Optional.empty();

        /**
         * @param ownedPartitions what the member holds while it joins (cooperative members only)
         * @param generationId the generation in which it got them, or -1
         */
        public Subscription(
                List<String> topics,
                @Nullable ByteBuffer userData,
                List<TopicPartition> ownedPartitions,
                int generationId,
                Optional<String> rackId) {
            this.topics = topics;
            this.userData = userData;
            this.ownedPartitions = ownedPartitions;
            this.generationId = generationId;
            this.rackId = rackId;
        }

        public Subscription(List<String> topics, @Nullable ByteBuffer userData, List<TopicPartition> ownedPartitions) {
            this(topics, userData, ownedPartitions, -1, Optional.empty());
        }

        public Subscription(List<String> topics, @Nullable ByteBuffer userData) {
            this(topics, userData, Collections.emptyList());
        }

        public Subscription(List<String> topics) {
            this(topics, null);
        }

        public List<String> topics() {
            return topics;
        }

        public @Nullable ByteBuffer userData() {
            return userData;
        }

        public List<TopicPartition> ownedPartitions() {
            return ownedPartitions;
        }

        public Optional<String> rackId() {
            return rackId;
        }

        public void setGroupInstanceId(Optional<String> groupInstanceId) {
            this.groupInstanceId = groupInstanceId;
        }

        public Optional<String> groupInstanceId() {
            return groupInstanceId;
        }

        /** Empty where the member's version does not send it. */
        public Optional<Integer> generationId() {
            return generationId < 0 ? Optional.empty() : Optional.of(generationId);
        }

        @Override
        public String toString() {
            return "Subscription(topics=" + topics + (userData == null ? "" : ", userDataSize=" + userData.remaining())
                    + ", ownedPartitions=" + ownedPartitions + ", groupInstanceId="
                    + groupInstanceId.orElse("null") + ", generationId=" + generationId + ", rackId="
                    + rackId.orElse("null") + ")";
        }
    }

    /** What one member gets. */
    final class Assignment {
        private final List<TopicPartition> partitions;
        private final @Nullable ByteBuffer userData;

        public Assignment(List<TopicPartition> partitions, @Nullable ByteBuffer userData) {
            this.partitions = partitions;
            this.userData = userData;
        }

        public Assignment(List<TopicPartition> partitions) {
            this(partitions, null);
        }

        public List<TopicPartition> partitions() {
            return partitions;
        }

        public @Nullable ByteBuffer userData() {
            return userData;
        }

        @Override
        public String toString() {
            return "Assignment(partitions=" + partitions
                    + (userData == null ? "" : ", userDataSize=" + userData.remaining()) + ")";
        }
    }

    /** The subscriptions of all members by member id. */
    final class GroupSubscription {
        private final Map<String, Subscription> subscriptions;

        public GroupSubscription(Map<String, Subscription> subscriptions) {
            this.subscriptions = subscriptions;
        }

        public Map<String, Subscription> groupSubscription() {
            return subscriptions;
        }

        @Override
        public String toString() {
            return "GroupSubscription(subscriptions=" + subscriptions + ")";
        }
    }

    /** The assignments of all members by member id. */
    final class GroupAssignment {
        private final Map<String, Assignment> assignments;

        public GroupAssignment(Map<String, Assignment> assignments) {
            this.assignments = assignments;
        }

        public Map<String, Assignment> groupAssignment() {
            return assignments;
        }

        @Override
        public String toString() {
            return "GroupAssignment(assignments=" + assignments + ")";
        }
    }

    /** What a member does with its partitions while the group rebalances. */
    enum RebalanceProtocol {
        /** Gives up all of them before it joins. */
        EAGER((byte) 0),
        /** Keeps them, and gives up only what the new assignment takes away; that moves in a second rebalance (KIP-429). */
        COOPERATIVE((byte) 1);

        private final byte id;

        RebalanceProtocol(byte id) {
            this.id = id;
        }

        public byte id() {
            return id;
        }

        public static RebalanceProtocol forId(byte id) {
            return switch (id) {
                case 0 -> EAGER;
                case 1 -> COOPERATIVE;
                default -> throw new IllegalArgumentException("Unknown rebalance protocol id: " + id);
            };
        }
    }

    /**
     * Makes the assignors of a configuration.
     *
     * @param assignorClasses class names or classes
     * @throws KafkaException if one cannot be made, or two have the same name
     */
    static List<ConsumerPartitionAssignor> getAssignorInstances(
            @Nullable List<?> assignorClasses, Map<String, Object> configs) {
        List<ConsumerPartitionAssignor> assignors = new ArrayList<>();
        if (assignorClasses == null) return assignors;
        Map<String, String> classByName = new HashMap<>();
        for (Object entry : assignorClasses) {
            ConsumerPartitionAssignor assignor = AssignorFactory.create(entry);
            if (assignor instanceof Configurable configurable) configurable.configure(configs);
            String className = assignor.getClass().getName();
            String other = classByName.putIfAbsent(assignor.name(), className);
            if (other != null) {
                throw new KafkaException("The assignor name: '" + assignor.name()
                        + "' is used in more than one assignor: " + other + ", " + className);
            }
            assignors.add(assignor);
        }
        return assignors;
    }
}
