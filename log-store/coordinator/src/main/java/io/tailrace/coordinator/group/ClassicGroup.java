package io.tailrace.coordinator.group;

import io.tailrace.coordinator.record.GroupValue;
import io.tailrace.coordinator.record.MemberValue;
import io.tailrace.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Membership of one group: who is in it, in which generation, and who is waited for. It answers questions and keeps
 * its own counts right; {@link Rebalance} moves it from state to state.
 *
 * <p>This is the volatile side of a group. Its durable side, what the last finished rebalance left, is the
 * {@link GroupValue} in {@link DurableState}, from which a group is made again after a restart: members that were in
 * the middle of a rebalance then join again.
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class ClassicGroup {

    private final String groupId;
    private final Map<String, ClassicMember> members = new LinkedHashMap<>();
    private final Map<String, String> memberIdByInstance = new HashMap<>();
    private final Set<String> pendingMembers = new LinkedHashSet<>();
    private final Set<String> pendingSync = new LinkedHashSet<>();
    private GroupState state = GroupState.EMPTY;
    private long stateTimestampMs;
    private String protocolType = "";
    private int generation;
    private @Nullable String protocol;
    private @Nullable String leader;
    private @Nullable InitialRebalance initialRebalance;
    private int awaitingJoinCount;

    ClassicGroup(String groupId, long nowMs) {
        this.groupId = groupId;
        this.stateTimestampMs = nowMs;
    }

    static ClassicGroup recovered(String groupId, GroupValue value) {
        ClassicGroup group = new ClassicGroup(groupId, value.stateTimestampMs());
        group.protocolType = value.protocolType();
        group.generation = value.generation();
        group.protocol = value.protocol();
        group.leader = value.leader();
        for (MemberValue member : value.members()) {
            group.put(ClassicMember.recovered(member, value.protocol()));
        }
        group.state = group.members.isEmpty() ? GroupState.EMPTY : GroupState.STABLE;
        return group;
    }

    /** The group as it is, with these assignments (by member id; a member without one gets an empty one). */
    GroupValue toValue(Map<String, byte[]> assignments) {
        List<MemberValue> values = new ArrayList<>(members.size());
        for (ClassicMember member : members.values()) {
            byte[] assignment = assignments.getOrDefault(member.memberId(), ClassicMember.NO_ASSIGNMENT);
            values.add(member.toValue(protocol, assignment));
        }
        return new GroupValue(protocolType, generation, protocol, leader, stateTimestampMs, values);
    }

    GroupValue toValue() {
        Map<String, byte[]> assignments = new HashMap<>();
        members.values().forEach(member -> assignments.put(member.memberId(), member.assignment()));
        return toValue(assignments);
    }

    String groupId() {
        return groupId;
    }

    GroupState state() {
        return state;
    }

    boolean isIn(GroupState expected) {
        return state == expected;
    }

    void enter(GroupState next, long nowMs) {
        state = next;
        stateTimestampMs = nowMs;
    }

    long stateTimestampMs() {
        return stateTimestampMs;
    }

    String protocolType() {
        return protocolType;
    }

    int generation() {
        return generation;
    }

    @Nullable
    String protocol() {
        return protocol;
    }

    @Nullable
    String leader() {
        return leader;
    }

    boolean isLeader(String memberId) {
        return memberId.equals(leader);
    }

    /** Present from the first join of an empty group until that rebalance is complete. */
    @Nullable
    InitialRebalance initialRebalance() {
        return initialRebalance;
    }

    void setInitialRebalance(@Nullable InitialRebalance initialRebalance) {
        this.initialRebalance = initialRebalance;
    }

    Collection<ClassicMember> members() {
        return Collections.unmodifiableCollection(members.values());
    }

    int size() {
        return members.size();
    }

    @Nullable
    ClassicMember member(String memberId) {
        return members.get(memberId);
    }

    @Nullable
    String memberIdOf(String groupInstanceId) {
        return memberIdByInstance.get(groupInstanceId);
    }

    /**
     * Whether {@code memberId} speaks for a member: {@code NONE}, {@code UNKNOWN_MEMBER_ID}, or
     * {@code FENCED_INSTANCE_ID} if another process has taken over the static member (KIP-345).
     */
    ErrorCode validate(String memberId, @Nullable String groupInstanceId) {
        if (groupInstanceId != null) {
            String current = memberIdByInstance.get(groupInstanceId);
            if (current == null) {
                return ErrorCode.UNKNOWN_MEMBER_ID;
            }
            return current.equals(memberId) ? ErrorCode.NONE : ErrorCode.FENCED_INSTANCE_ID;
        }
        return members.containsKey(memberId) ? ErrorCode.NONE : ErrorCode.UNKNOWN_MEMBER_ID;
    }

    void add(ClassicMember member, String memberProtocolType) {
        if (members.isEmpty()) {
            protocolType = memberProtocolType;
        }
        if (leader == null) {
            leader = member.memberId();
        }
        pendingMembers.remove(member.memberId());
        put(member);
    }

    /** Removes a member; the caller has answered what waited. */
    void remove(ClassicMember member) {
        park(member, null);
        members.remove(member.memberId());
        pendingSync.remove(member.memberId());
        String instance = member.groupInstanceId();
        if (instance != null) {
            memberIdByInstance.remove(instance, member.memberId());
        }
        if (isLeader(member.memberId())) {
            leader = members.isEmpty() ? null : members.keySet().iterator().next();
        }
    }

    /** Puts {@code replacement} in the place of a static member; it becomes the leader if the old one was. */
    void replace(ClassicMember old, ClassicMember replacement) {
        boolean wasLeader = isLeader(old.memberId());
        boolean wasPendingSync = pendingSync.contains(old.memberId());
        remove(old);
        put(replacement);
        if (wasLeader) {
            leader = replacement.memberId();
        }
        if (wasPendingSync) {
            pendingSync.add(replacement.memberId());
        }
    }

    private void put(ClassicMember member) {
        members.put(member.memberId(), member);
        String instance = member.groupInstanceId();
        if (instance != null) {
            memberIdByInstance.put(instance, member.memberId());
        }
    }

    /** Notes that the JoinGroup request of the member waits, or with null that it no longer does. */
    void park(ClassicMember member, @Nullable RequestContext join) {
        if (member.awaitingJoin() != null) {
            awaitingJoinCount--;
        }
        if (join != null) {
            awaitingJoinCount++;
        }
        member.setAwaitingJoin(join);
    }

    int awaitingJoinCount() {
        return awaitingJoinCount;
    }

    boolean hasAllJoined() {
        return awaitingJoinCount == members.size() && pendingMembers.isEmpty();
    }

    /** Ids that were handed out to members which have not used them yet (KIP-394). */
    Set<String> pendingMembers() {
        return pendingMembers;
    }

    /** Members of this generation that have not asked for their assignment yet. */
    Set<String> pendingSync() {
        return pendingSync;
    }

    /** The longest rebalance timeout of the members: how long a rebalance waits for them. */
    int rebalanceTimeoutMs() {
        return members.values().stream()
                .mapToInt(ClassicMember::rebalanceTimeoutMs)
                .max()
                .orElse(0);
    }

    /** Whether somebody who offers {@code offered} can be in this group: one of them is offered by everyone. */
    boolean supports(String type, List<GroupProtocol> offered) {
        if (type.isEmpty() || offered.isEmpty()) {
            return false;
        }
        if (members.isEmpty()) {
            return true;
        }
        return type.equals(protocolType)
                && offered.stream().anyMatch(p -> members.values().stream().allMatch(m -> m.offers(p.name())));
    }

    /** The protocol that the next generation uses; members must not be empty. */
    String selectProtocol() {
        return ProtocolElection.elect(members.values());
    }

    /**
     * Makes sure that the leader is a member that has joined.
     *
     * @return false if no member has
     */
    boolean electJoinedLeader() {
        ClassicMember current = leader == null ? null : members.get(leader);
        if (current != null && current.awaitingJoin() != null) {
            return true;
        }
        for (ClassicMember member : members.values()) {
            if (member.awaitingJoin() != null) {
                leader = member.memberId();
                return true;
            }
        }
        return false;
    }

    /** Begins the next generation with the members there are. */
    void nextGeneration(long nowMs) {
        generation = generation == Integer.MAX_VALUE ? 1 : generation + 1;
        initialRebalance = null;
        pendingSync.clear();
        if (members.isEmpty()) {
            protocol = null;
            leader = null;
            enter(GroupState.EMPTY, nowMs);
        } else {
            protocol = selectProtocol();
            enter(GroupState.COMPLETING_REBALANCE, nowMs);
        }
    }

    /** Topics that the members of a consumer group subscribe to; null if they cannot be told. */
    @Nullable
    Set<String> subscribedTopics() {
        if (!SubscribedTopics.CONSUMER.equals(protocolType) || protocol == null) {
            return null;
        }
        Set<String> topics = new LinkedHashSet<>();
        for (ClassicMember member : members.values()) {
            Set<String> subscribed = SubscribedTopics.parse(member.metadata(protocol));
            if (subscribed == null) {
                return null;
            }
            topics.addAll(subscribed);
        }
        return topics;
    }
}
