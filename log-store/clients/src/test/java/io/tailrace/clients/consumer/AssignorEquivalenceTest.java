package io.tailrace.clients.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import io.tailrace.clients.consumer.ConsumerPartitionAssignor.Subscription;
import io.tailrace.common.Cluster;
import io.tailrace.common.Node;
import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Random groups through several rebalances: every assignor decides as the one of kafka-clients does. */
class AssignorEquivalenceTest {
    private static final int GROUPS = 400;
    private static final int ROUNDS = 6;

    @Test
    void shouldAssignRangesAsKafka() {
        compareAll(RangeAssignor::new, org.apache.kafka.clients.consumer.RangeAssignor::new);
    }

    @Test
    void shouldDealRoundRobinAsKafka() {
        compareAll(RoundRobinAssignor::new, org.apache.kafka.clients.consumer.RoundRobinAssignor::new);
    }

    @Test
    void shouldStickAsKafka() {
        compareAll(StickyAssignor::new, org.apache.kafka.clients.consumer.StickyAssignor::new);
    }

    @Test
    void shouldStickCooperativelyAsKafka() {
        compareAll(CooperativeStickyAssignor::new, org.apache.kafka.clients.consumer.CooperativeStickyAssignor::new);
    }

    private static void compareAll(
            Supplier<ConsumerPartitionAssignor> ours,
            Supplier<org.apache.kafka.clients.consumer.ConsumerPartitionAssignor> theirs) {
        for (long seed = 0; seed < GROUPS; seed++) {
            new Group(seed, ours, theirs).rebalanceRepeatedly();
        }
    }

    private static final class Member {
        final String id;
        final Optional<String> instanceId;
        final String rack;
        List<String> topics;
        List<TopicPartition> owned = List.of();
        int generation = -1;
        final ConsumerPartitionAssignor ours;
        final org.apache.kafka.clients.consumer.ConsumerPartitionAssignor theirs;

        Member(
                Random random,
                List<String> topics,
                String rack,
                ConsumerPartitionAssignor ours,
                org.apache.kafka.clients.consumer.ConsumerPartitionAssignor theirs) {
            this.id = "consumer-" + Long.toHexString(random.nextLong());
            this.instanceId = random.nextInt(4) == 0 ? Optional.of("i" + random.nextInt(1000)) : Optional.empty();
            this.topics = topics;
            this.rack = rack;
            this.ours = ours;
            this.theirs = theirs;
        }
    }

    private static final class Group {
        private final long seed;
        private final Random random;
        private final Supplier<ConsumerPartitionAssignor> ours;
        private final Supplier<org.apache.kafka.clients.consumer.ConsumerPartitionAssignor> theirs;
        private final boolean sameTopics;
        private final boolean racks;
        private final Map<String, Integer> topics = new HashMap<>();
        private final List<Member> members = new ArrayList<>();
        private final Node[] nodes;

        Group(
                long seed,
                Supplier<ConsumerPartitionAssignor> ours,
                Supplier<org.apache.kafka.clients.consumer.ConsumerPartitionAssignor> theirs) {
            this.seed = seed;
            this.random = new Random(seed);
            this.ours = ours;
            this.theirs = theirs;
            this.sameTopics = random.nextBoolean();
            this.racks = random.nextInt(3) == 0;
            int topicCount = 1 + random.nextInt(5);
            for (int i = 0; i < topicCount; i++) topics.put("topic-" + i, 1 + random.nextInt(9));
            nodes = new Node[3];
            for (int i = 0; i < 3; i++) nodes[i] = new Node(i, "h", 1, racks ? "rack-" + i : null);
            for (int i = 1 + random.nextInt(6); i > 0; i--) join();
        }

        private void join() {
            List<String> subscribed = new ArrayList<>(topics.keySet());
            if (!sameTopics) {
                subscribed.removeIf(topic -> random.nextInt(3) == 0);
                if (subscribed.isEmpty()) subscribed.add("topic-0");
            }
            String rack = racks && random.nextInt(5) > 0 ? "rack-" + random.nextInt(4) : null;
            members.add(new Member(random, subscribed, rack, ours.get(), theirs.get()));
        }

        void rebalanceRepeatedly() {
            for (int round = 0; round < ROUNDS; round++) {
                rebalance(round);
                change();
            }
        }

        private void change() {
            switch (random.nextInt(4)) {
                case 0 -> join();
                case 1 -> {
                    if (members.size() > 1) members.remove(random.nextInt(members.size()));
                }
                case 2 -> topics.merge("topic-0", 1 + random.nextInt(3), Integer::sum);
                default -> {
                    // A member that missed a generation: it claims what others may have got since.
                    Member stale = members.get(random.nextInt(members.size()));
                    if (stale.generation > 0 && sameTopics) stale.generation--;
                }
            }
        }

        @SuppressWarnings("removal") // there is no other way to make the metadata of theirs
        private void rebalance(int round) {
            List<PartitionInfo> infos = new ArrayList<>();
            List<org.apache.kafka.common.PartitionInfo> kafkaInfos = new ArrayList<>();
            topics.forEach((topic, count) -> {
                for (int p = 0; p < count; p++) {
                    int replicas = racks ? 1 + random.nextInt(2) : 1;
                    Node[] replicaNodes = Arrays.copyOf(nodes, nodes.length);
                    Collections.shuffle(Arrays.asList(replicaNodes), random);
                    replicaNodes = Arrays.copyOf(replicaNodes, replicas);
                    infos.add(new PartitionInfo(topic, p, replicaNodes[0], replicaNodes, replicaNodes));
                    org.apache.kafka.common.Node[] kafkaNodes =
                            Arrays.stream(replicaNodes).map(Group::kafka).toArray(org.apache.kafka.common.Node[]::new);
                    kafkaInfos.add(
                            new org.apache.kafka.common.PartitionInfo(topic, p, kafkaNodes[0], kafkaNodes, kafkaNodes));
                }
            });
            Cluster cluster =
                    new Cluster("c", Arrays.asList(nodes), infos, Collections.emptySet(), Collections.emptySet());
            org.apache.kafka.common.Cluster kafkaCluster = new org.apache.kafka.common.Cluster(
                    "c",
                    Arrays.stream(nodes).map(Group::kafka).toList(),
                    kafkaInfos,
                    Collections.emptySet(),
                    Collections.emptySet());

            Map<String, Subscription> subscriptions = new HashMap<>();
            Map<String, org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription> kafkaSubscriptions =
                    new HashMap<>();
            for (Member member : members) {
                ByteBuffer userData = member.ours.subscriptionUserData(new java.util.HashSet<>(member.topics));
                ByteBuffer kafkaUserData = member.theirs.subscriptionUserData(new java.util.HashSet<>(member.topics));
                assertThat(userData).as("user data, seed %d", seed).isEqualTo(kafkaUserData);
                Subscription subscription = new Subscription(
                        member.topics,
                        kafkaUserData,
                        member.owned,
                        member.generation,
                        Optional.ofNullable(member.rack));
                subscription.setGroupInstanceId(member.instanceId);
                subscriptions.put(member.id, subscription);
                var kafkaSubscription = new org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription(
                        member.topics,
                        userData,
                        kafka(member.owned),
                        member.generation,
                        Optional.ofNullable(member.rack));
                kafkaSubscription.setGroupInstanceId(member.instanceId);
                kafkaSubscriptions.put(member.id, kafkaSubscription);
            }

            var kafkaResult = theirs.get()
                    .assign(
                            kafkaCluster,
                            new org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription(
                                    kafkaSubscriptions))
                    .groupAssignment();
            var result = ours.get()
                    .assign(cluster, new GroupSubscription(subscriptions))
                    .groupAssignment();

            assertThat(result.keySet()).isEqualTo(kafkaResult.keySet());
            for (Member member : members) {
                List<TopicPartition> assigned = result.get(member.id).partitions();
                assertThat(kafka(assigned))
                        .as("seed %d round %d member %s of %s", seed, round, member.id, subscriptions)
                        .isEqualTo(kafkaResult.get(member.id).partitions());
                member.generation = round + 1;
                member.owned = assigned;
                member.ours.onAssignment(
                        result.get(member.id), new ConsumerGroupMetadata("g", round + 1, member.id, member.instanceId));
                member.theirs.onAssignment(
                        kafkaResult.get(member.id),
                        new org.apache.kafka.clients.consumer.ConsumerGroupMetadata(
                                "g", round + 1, member.id, member.instanceId));
            }
        }

        private static org.apache.kafka.common.Node kafka(Node n) {
            return new org.apache.kafka.common.Node(n.id(), n.host(), n.port(), n.rack());
        }

        private static List<org.apache.kafka.common.TopicPartition> kafka(List<TopicPartition> partitions) {
            return partitions.stream()
                    .map(p -> new org.apache.kafka.common.TopicPartition(p.topic(), p.partition()))
                    .toList();
        }
    }
}
