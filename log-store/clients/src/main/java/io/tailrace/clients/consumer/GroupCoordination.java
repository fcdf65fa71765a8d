package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.ConsumerPartitionAssignor.Assignment;
import io.tailrace.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import io.tailrace.clients.consumer.ConsumerPartitionAssignor.RebalanceProtocol;
import io.tailrace.clients.consumer.ConsumerPartitionAssignor.Subscription;
import io.tailrace.clients.consumer.dispatch.Dispatcher;
import io.tailrace.clients.consumer.dispatch.Mailbox;
import io.tailrace.clients.consumer.group.Generation;
import io.tailrace.clients.consumer.group.GroupMember;
import io.tailrace.clients.consumer.group.RebalanceHandler;
import io.tailrace.clients.core.ClusterSnapshot;
import io.tailrace.common.KafkaException;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.InvalidGroupIdException;
import io.tailrace.common.errors.RetriableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a rebalance means for a consumer: which partitions go and come, in which order the listener hears of it, and
 * what the leader works out for everybody.
 *
 * <p>Eagerly, all partitions are given up before the member joins. Cooperatively (KIP-429) they are kept while it
 * joins; what the new assignment lacks is given up then, and the member joins once more so that others can have it.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class GroupCoordination implements RebalanceHandler {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCoordination.class);

    private final Dispatcher dispatcher;
    private final SubscriptionState subscriptions;
    private final List<ConsumerPartitionAssignor> assignors;
    private final @Nullable RebalanceProtocol protocol;
    private final String rack;
    private final RebalanceListeners listeners;
    private final GroupMember member;
    private final OffsetCommits commits;
    private final AutoCommit autoCommit;
    private @Nullable Set<String> joinedTopics;
    private @Nullable LeaderWatch leaderWatch;
    private @Nullable Set<String> learning;
    private boolean learned;
    private long rebalances;

    GroupCoordination(
            Dispatcher dispatcher,
            Mailbox mailbox,
            SubscriptionState subscriptions,
            ConsumerSettings settings,
            List<ConsumerPartitionAssignor> assignors) {
        if (settings.group() == null) throw new IllegalArgumentException("expected a group.id, found none");
        this.dispatcher = dispatcher;
        this.subscriptions = subscriptions;
        this.assignors = assignors;
        this.protocol = commonProtocol(assignors);
        this.rack = settings.rack();
        this.listeners = new RebalanceListeners(subscriptions);
        this.member = new GroupMember(dispatcher, mailbox, settings.group(), this);
        this.commits = new OffsetCommits(dispatcher, member);
        this.autoCommit = new AutoCommit(
                commits, subscriptions, settings, dispatcher.client().clock());
    }

    /** The highest protocol that all assignors know. */
    private static @Nullable RebalanceProtocol commonProtocol(List<ConsumerPartitionAssignor> assignors) {
        if (assignors.isEmpty()) return null;
        Set<RebalanceProtocol> common = new TreeSet<>(assignors.get(0).supportedProtocols());
        for (ConsumerPartitionAssignor assignor : assignors) common.retainAll(assignor.supportedProtocols());
        if (common.isEmpty()) {
            throw new IllegalArgumentException("Specified assignors do not have commonly supported rebalance protocol: "
                    + assignors.stream().map(ConsumerPartitionAssignor::name).toList());
        }
        return Collections.max(common);
    }

    GroupMember member() {
        return member;
    }

    OffsetCommits commits() {
        return commits;
    }

    AutoCommit autoCommit() {
        return autoCommit;
    }

    boolean canAssign() {
        return protocol != null;
    }

    long rebalances() {
        return rebalances;
    }

    ConsumerGroupMetadata metadata() {
        Generation generation = member.generation();
        return new ConsumerGroupMetadata(
                member.settings().groupId(),
                generation.id(),
                generation.memberId(),
                Optional.ofNullable(member.settings().instanceId()));
    }

    /**
     * One round of group work without waiting; the listener may be called.
     *
     * @param topicsKnown whether the topics are known that a pattern matches: else it is too early to join
     */
    void poll(long nowMs, boolean topicsKnown) {
        if (subscriptions.isGroupManaged()) {
            member.polled(nowMs);
            if (topicsKnown) {
                watch();
                member.poll(nowMs);
            }
        }
        autoCommit.poll(nowMs);
    }

    long nextStepMs() {
        long next = autoCommit.nextStepMs();
        return subscriptions.isGroupManaged() ? Math.min(next, member.nextDeadlineMs()) : next;
    }

    private void watch() {
        if (leaderWatch != null && leaderWatch.hasChanged(snapshot())) {
            member.requestRejoin("cached metadata has changed");
        } else if (joinedTopics != null && !joinedTopics.equals(subscriptions.topics())) {
            member.requestRejoin("subscription has changed");
        }
    }

    private ClusterSnapshot snapshot() {
        return dispatcher.client().metadata().snapshot();
    }

    // ---- RebalanceHandler

    @Override
    public List<Protocol> protocols() {
        if (protocol == null) {
            throw new IllegalStateException("User configured " + ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG
                    + " to empty while trying to subscribe for group protocol to auto assign partitions");
        }
        joinedTopics = Set.copyOf(subscriptions.topics());
        List<String> topics = new ArrayList<>(subscriptions.topics());
        List<TopicPartition> owned = new ArrayList<>(subscriptions.assignedPartitions());
        List<Protocol> protocols = new ArrayList<>();
        for (ConsumerPartitionAssignor assignor : assignors) {
            Subscription subscription = new Subscription(
                    topics,
                    assignor.subscriptionUserData(joinedTopics),
                    protocol == RebalanceProtocol.COOPERATIVE ? owned : List.of(),
                    member.generation().id(),
                    rack.isEmpty() ? Optional.empty() : Optional.of(rack));
            protocols.add(new Protocol(assignor.name(), SubscriptionCodec.write(subscription)));
        }
        return protocols;
    }

    @Override
    public boolean prepare(Generation before) {
        if (!autoCommit.commitBeforeRebalance(protocol == RebalanceProtocol.EAGER)) return false;
        Set<TopicPartition> owned = sorted(subscriptions.assignedPartitions());
        leaderWatch = null;
        subscriptions.setGroupTopics(Collections.emptySet());
        RuntimeException failure = null;
        if (!before.isMember()) {
            if (!owned.isEmpty()) {
                LOG.info("Membership was lost, and with it {}", owned);
                failure = listeners.lost(owned);
                subscriptions.assignFromGroup(Set.of());
            }
        } else if (protocol == RebalanceProtocol.EAGER) {
            failure = listeners.revoked(owned);
            subscriptions.assignFromGroup(Set.of());
        } else {
            Set<TopicPartition> unwanted = sorted(owned);
            unwanted.removeIf(partition -> subscriptions.topics().contains(partition.topic()));
            if (!unwanted.isEmpty()) {
                failure = listeners.revoked(unwanted);
                owned.removeAll(unwanted);
                subscriptions.assignFromGroup(owned);
            }
        }
        RebalanceListeners.rethrow(failure);
        return true;
    }

    @Override
    public @Nullable Map<String, byte[]> assign(String name, List<Participant> members, boolean skipAssignment) {
        ConsumerPartitionAssignor assignor = assignor(name);
        Map<String, Subscription> group = new HashMap<>();
        Set<String> topics = new TreeSet<>();
        for (Participant participant : members) {
            Subscription subscription = SubscriptionCodec.readSubscription(participant.metadata());
            subscription.setGroupInstanceId(Optional.ofNullable(participant.instanceId()));
            group.put(participant.memberId(), subscription);
            topics.addAll(subscription.topics());
        }
        subscriptions.setGroupTopics(topics);
        if (!knows(topics)) return null;
        ClusterSnapshot cluster = snapshot();
        leaderWatch = LeaderWatch.of(cluster, subscriptions.metadataTopics());
        if (skipAssignment) return Map.of();
        Map<String, Assignment> assignments = assignor.assign(cluster.toCluster(), new GroupSubscription(group))
                .groupAssignment();
        if (protocol == RebalanceProtocol.COOPERATIVE
                && !name.equals(CooperativeStickyAssignor.COOPERATIVE_STICKY_ASSIGNOR_NAME)) {
            ensureCooperative(group, assignments);
        }
        LOG.info("Assignment of group {}: {}", member.settings().groupId(), assignments);
        Map<String, byte[]> result = new HashMap<>();
        assignments.forEach((id, assignment) -> result.put(id, SubscriptionCodec.write(assignment)));
        return result;
    }

    /** Whether the metadata of these topics is here; if some is missing it is asked for, once. */
    private boolean knows(Set<String> topics) {
        ClusterSnapshot cluster = snapshot();
        if (topics.stream().allMatch(cluster::contains) || (learned && topics.equals(learning))) {
            learning = null;
            learned = false;
            return true;
        }
        if (!topics.equals(learning)) {
            learning = topics;
            learned = false;
            dispatcher.<ClusterSnapshot>askMetadata(metadata -> metadata.refreshFor(topics), (answer, failure) -> {
                if (failure != null && failure instanceof RetriableException) {
                    learning = null;
                } else if (topics.equals(learning)) {
                    learned = true;
                }
            });
        }
        return false;
    }

    /** A partition may go to another member only after its owner has given it up. */
    private static void ensureCooperative(Map<String, Subscription> group, Map<String, Assignment> assignments) {
        Map<TopicPartition, String> owners = new HashMap<>();
        group.forEach((id, subscription) -> subscription.ownedPartitions().forEach(each -> owners.put(each, id)));
        assignments.forEach((id, assignment) -> {
            for (TopicPartition partition : assignment.partitions()) {
                String owner = owners.get(partition);
                if (owner != null && !owner.equals(id)) {
                    throw new IllegalStateException("expected a cooperative assignor to leave out " + partition
                            + " while member " + owner + " owns it, found it given to " + id);
                }
            }
        });
    }

    private ConsumerPartitionAssignor assignor(@Nullable String name) {
        for (ConsumerPartitionAssignor assignor : assignors) {
            if (assignor.name().equals(name)) return assignor;
        }
        throw new IllegalStateException("Coordinator selected invalid assignment protocol: " + name);
    }

    @Override
    public void complete(Generation generation, byte[] bytes) {
        rebalances++;
        ConsumerPartitionAssignor assignor = assignor(generation.protocol());
        if (bytes.length < Short.BYTES) {
            throw new IllegalStateException("expected an assignment from the group's leader, found " + bytes.length
                    + " B: the assignor may have left out member " + generation.memberId());
        }
        Assignment assignment = SubscriptionCodec.readAssignment(bytes);
        Set<TopicPartition> assigned = sorted(assignment.partitions());
        if (!assigned.stream().allMatch(subscriptions::matches)) {
            member.requestRejoin("received assignment does not match the current subscription");
            return;
        }
        Set<TopicPartition> added = sorted(assigned);
        added.removeAll(subscriptions.assignedPartitions());
        RuntimeException failure = null;
        if (protocol == RebalanceProtocol.COOPERATIVE) {
            Set<TopicPartition> revoked = sorted(subscriptions.assignedPartitions());
            revoked.removeAll(assigned);
            if (!revoked.isEmpty()) {
                autoCommit.commitNow();
                failure = listeners.revoked(revoked);
                member.requestRejoin("need to revoke partitions and re-join");
            }
        }
        LOG.info("Assigned {}, of which new {}", assigned, added);
        followPattern(assigned);
        failure = first(failure, onAssignment(assignor, assignment));
        autoCommit.restart();
        subscriptions.assignFromGroup(assigned);
        failure = first(failure, listeners.assigned(added));
        RebalanceListeners.rethrow(failure);
    }

    /** The leader may have matched topics that this member has not heard of yet. */
    private void followPattern(Set<TopicPartition> assigned) {
        if (subscriptions.pattern() == null) return;
        Set<String> topics = new HashSet<>(subscriptions.topics());
        for (TopicPartition partition : assigned) topics.add(partition.topic());
        if (subscriptions.setMatching(topics)) joinedTopics = Set.copyOf(topics);
    }

    private @Nullable RuntimeException onAssignment(ConsumerPartitionAssignor assignor, Assignment assignment) {
        try {
            assignor.onAssignment(assignment, metadata());
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static @Nullable RuntimeException first(
            @Nullable RuntimeException earlier, @Nullable RuntimeException later) {
        return earlier == null ? later : earlier;
    }

    /** Gives up the partitions of a member that is about to leave. */
    void prepareLeave() {
        if (!subscriptions.isGroupManaged()) return;
        Set<TopicPartition> owned = sorted(subscriptions.assignedPartitions());
        if (owned.isEmpty()) return;
        boolean lost = !member.generation().isMember() || member.isRebalancing();
        RuntimeException failure = lost ? listeners.lost(owned) : listeners.revoked(owned);
        subscriptions.assignFromGroup(Set.of());
        RebalanceListeners.rethrow(failure);
    }

    /** Leaves the group; see {@link GroupMember#leave}. */
    void leave(String reason, boolean silently, Runnable done) {
        joinedTopics = null;
        leaderWatch = null;
        learning = null;
        member.leave(reason, silently, done);
    }

    private static Set<TopicPartition> sorted(Collection<TopicPartition> partitions) {
        Set<TopicPartition> sorted = new TreeSet<>(LeaderWatch.BY_NAME);
        sorted.addAll(partitions);
        return sorted;
    }

    /** For errors of the configuration that only a subscription brings to light. */
    static KafkaException noGroup() {
        return new InvalidGroupIdException("To use the group management or offset commit APIs, you"
                + " must provide a valid " + ConsumerConfig.GROUP_ID_CONFIG + " in the consumer configuration.");
    }
}
