package io.tailrace.coordinator.group;

import io.tailrace.coordinator.record.CoordinatorRecord;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.DeleteGroupsRequest;
import io.tailrace.protocol.message.DescribeGroupsRequest;
import io.tailrace.protocol.message.DescribeGroupsResponse;
import io.tailrace.protocol.message.HeartbeatRequest;
import io.tailrace.protocol.message.JoinGroupRequest;
import io.tailrace.protocol.message.LeaveGroupRequest;
import io.tailrace.protocol.message.ListGroupsRequest;
import io.tailrace.protocol.message.ListGroupsResponse;
import io.tailrace.protocol.message.OffsetCommitRequest;
import io.tailrace.protocol.message.OffsetDeleteRequest;
import io.tailrace.protocol.message.OffsetFetchRequest;
import io.tailrace.protocol.message.OffsetFetchResponse;
import io.tailrace.protocol.message.SyncGroupRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The classic group coordinator of one partition of the offsets topic, without I/O, threads, clock or randomness.
 *
 * <p>An event (a request, a timer) and the wall-clock time go in; a {@link Decision} comes out: records to append and
 * {@link Effect}s. A request may be answered at a later event. Payloads of members are opaque, whatever their protocol
 * type; see {@link SubscribedTopics} for the one exception.
 *
 * <p><b>State.</b> What must survive a restart is in {@link DurableState}, which only {@link #replay} changes: live after
 * the records are appended, and on recovery. Who is in the middle of joining is volatile, as in Apache Kafka: it is
 * changed when the decision is made, and lost with the process; members then join again. What depends on the log (an
 * assignment, a deletion, the takeover of a static member) happens when the records are in it, and if the log refuses
 * them the decision is undone and answered with an error.
 *
 * <p><b>Life cycle.</b> {@link #replay} for every record of the partition, {@link #loaded} once, then events; finally
 * {@link #unload}, after which the object is dropped.
 *
 * <p><b>Threads:</b> one at a time: a lock or an event loop of the host, that covers an event and its
 * {@link Decision#run}.
 */
public final class GroupCoordinator {

    private final GroupCoordinatorConfig config;
    private final Groups groups = new Groups();
    private final Rebalance rebalance;
    private final JoinGroup joinGroup;
    private final SyncGroup syncGroup;
    private final Heartbeat heartbeat;
    private final LeaveGroup leaveGroup;
    private final OffsetCommit offsetCommit;
    private final OffsetFetch offsetFetch;
    private final OffsetDelete offsetDelete;
    private final DescribeGroups describeGroups;
    private final ListGroups listGroups;
    private final DeleteGroups deleteGroups;
    private final OffsetExpiration offsetExpiration;

    public GroupCoordinator(GroupCoordinatorConfig config, MemberIds ids) {
        this.config = config;
        this.rebalance = new Rebalance(config);
        this.joinGroup = new JoinGroup(config, groups, rebalance, ids);
        this.syncGroup = new SyncGroup(groups, rebalance);
        this.heartbeat = new Heartbeat(groups, rebalance);
        this.leaveGroup = new LeaveGroup(groups, rebalance);
        this.offsetCommit = new OffsetCommit(config, groups, rebalance);
        this.offsetFetch = new OffsetFetch(groups.durable());
        this.offsetDelete = new OffsetDelete(groups);
        this.describeGroups = new DescribeGroups(groups);
        this.listGroups = new ListGroups(groups);
        this.deleteGroups = new DeleteGroups(groups);
        this.offsetExpiration = new OffsetExpiration(config, groups);
    }

    public Decision joinGroup(RequestContext context, JoinGroupRequest request, long nowMs) {
        return decide(nowMs, turn -> joinGroup.handle(context, request, turn));
    }

    public Decision syncGroup(RequestContext context, SyncGroupRequest request, long nowMs) {
        return decide(nowMs, turn -> syncGroup.handle(context, request, turn));
    }

    public Decision heartbeat(RequestContext context, HeartbeatRequest request, long nowMs) {
        return decide(nowMs, turn -> heartbeat.handle(context, request, turn));
    }

    public Decision leaveGroup(RequestContext context, LeaveGroupRequest request, long nowMs) {
        return decide(nowMs, turn -> leaveGroup.handle(context, request, turn));
    }

    public Decision offsetCommit(RequestContext context, OffsetCommitRequest request, long nowMs) {
        return decide(nowMs, turn -> offsetCommit.handle(context, request, turn));
    }

    public Decision offsetDelete(RequestContext context, OffsetDeleteRequest request, long nowMs) {
        return decide(nowMs, turn -> offsetDelete.handle(context, request, turn));
    }

    public Decision deleteGroups(RequestContext context, DeleteGroupsRequest request, long nowMs) {
        return decide(nowMs, turn -> deleteGroups.handle(context, request, turn));
    }

    /** Reads appended offsets; send the answer when everything appended so far is durable. */
    public OffsetFetchResponse offsetFetch(short apiVersion, OffsetFetchRequest request) {
        return offsetFetch.handle(apiVersion, request);
    }

    public DescribeGroupsResponse describeGroups(short apiVersion, DescribeGroupsRequest request) {
        return describeGroups.handle(apiVersion, request);
    }

    /** Lists the groups of this shard only. */
    public ListGroupsResponse listGroups(short apiVersion, ListGroupsRequest request) {
        return listGroups.handle(request);
    }

    /** A timer that {@link Effect.Schedule} asked for is due, and was neither cancelled nor replaced. */
    public Decision timerFired(TimerKey key, long nowMs) {
        return decide(nowMs, turn -> {
            ClassicGroup group = groups.find(key.groupId());
            if (group == null) {
                return;
            }
            switch (key.kind()) {
                case SESSION -> rebalance.sessionTimerFired(group, key.memberId(), turn);
                case JOIN -> rebalance.joinTimerFired(group, turn);
                case SYNC -> rebalance.syncTimerFired(group, turn);
            }
            groups.dropIfVoid(group);
        });
    }

    /** Forgets offsets and groups whose retention is over; to be called now and then. */
    public Decision expireOffsets(long nowMs) {
        return decide(nowMs, offsetExpiration::expire);
    }

    /** Forgets the offsets of partitions that were deleted. */
    public Decision partitionsDeleted(Set<GroupTopicPartition> partitions, long nowMs) {
        return decide(nowMs, turn -> offsetExpiration.forget(partitions, turn));
    }

    /** Applies a record of the log, on recovery; live, {@link Decision#run} does it. */
    public void replay(CoordinatorRecord record) {
        groups.durable().replay(record);
    }

    /**
     * Recovery is complete: members that the log knows get a session timeout to show up, groups that are larger than
     * now allowed a rebalance.
     */
    public List<Effect> loaded(long nowMs) {
        groups.clearLive();
        Turn turn = new Turn(nowMs);
        for (String groupId : groups.ids()) {
            ClassicGroup group = groups.find(groupId);
            if (group == null) {
                continue;
            }
            group.members().forEach(member -> rebalance.scheduleSession(group, member, turn));
            if (group.size() > config.maxGroupSize()) {
                rebalance.prepare(group, "the group exceeds its maximum size of " + config.maxGroupSize(), turn);
            }
        }
        return turn.appended();
    }

    /** The shard ends here: whoever waits gets {@code error}, all timers are cancelled. */
    public List<Effect> unload(ErrorCode error) {
        Turn turn = new Turn(0);
        for (String groupId : groups.ids()) {
            ClassicGroup group = groups.find(groupId);
            if (group == null) {
                continue;
            }
            for (ClassicMember member : group.members()) {
                rebalance.answerWaiting(group, member, error, turn);
                turn.cancel(TimerKey.session(groupId, member.memberId()));
            }
            group.pendingMembers().forEach(memberId -> turn.cancel(TimerKey.session(groupId, memberId)));
            turn.cancel(TimerKey.join(groupId));
            turn.cancel(TimerKey.sync(groupId));
        }
        return turn.appended();
    }

    private Decision decide(long nowMs, Consumer<Turn> handler) {
        Turn turn = new Turn(nowMs);
        handler.accept(turn);
        return new Decision(turn, this::replay);
    }

    /** What the log says, for tests that compare it with what recovery makes of it. */
    DurableState durable() {
        return groups.durable();
    }

    Groups groups() {
        return groups;
    }
}
