package io.tailrace.coordinator.group;

import io.tailrace.coordinator.record.GroupRecord;
import io.tailrace.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves a group from one generation to the next; see {@link GroupState} for the states.
 *
 * <p>A rebalance has two barriers. At the first, JoinGroup requests wait until every member has sent one or the
 * rebalance timeout is over; then the new generation begins and all are answered. At the second, SyncGroup requests
 * wait until the leader has sent the assignment and it is in the log. Members that miss a barrier are removed. Static
 * members (KIP-345) survive the first barrier until their session ends.
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class Rebalance {

    /**
     * Session timeout of a member that waits at its first barrier: it cannot send heartbeats yet, and a client that
     * gave up must not stay for ever.
     */
    static final int NEW_MEMBER_TIMEOUT_MS = 5 * 60 * 1000;

    private final GroupCoordinatorConfig config;

    Rebalance(GroupCoordinatorConfig config) {
        this.config = config;
    }

    /** After a member was added or changed: begins a rebalance, or completes the one that waited for it. */
    void prepareOrComplete(ClassicGroup group, String reason, Turn turn) {
        if (group.isIn(GroupState.PREPARING_REBALANCE)) {
            completeJoinIfReady(group, turn);
        } else {
            prepare(group, reason, turn);
        }
    }

    /** Begins a rebalance of a group that is in any state but preparing. */
    void prepare(ClassicGroup group, String reason, Turn turn) {
        turn.note(group.groupId(), "rebalance of generation " + group.generation() + " begins: " + reason);
        if (group.isIn(GroupState.COMPLETING_REBALANCE)) {
            failAssignment(group, ErrorCode.REBALANCE_IN_PROGRESS, turn);
        }
        if (!group.pendingSync().isEmpty()) {
            group.pendingSync().clear();
            turn.cancel(TimerKey.sync(group.groupId()));
        }
        boolean initial = group.isIn(GroupState.EMPTY);
        group.enter(GroupState.PREPARING_REBALANCE, turn.nowMs());
        if (initial) {
            int delayMs = config.initialRebalanceDelayMs();
            group.setInitialRebalance(new InitialRebalance(Math.max(group.rebalanceTimeoutMs() - delayMs, 0), false));
            turn.schedule(TimerKey.join(group.groupId()), delayMs);
        } else if (group.hasAllJoined()) {
            completeJoin(group, turn);
        } else {
            turn.schedule(TimerKey.join(group.groupId()), group.rebalanceTimeoutMs());
        }
    }

    /** Passes the first barrier if nobody is missing. An initial rebalance always waits for its delay. */
    void completeJoinIfReady(ClassicGroup group, Turn turn) {
        if (group.isIn(GroupState.PREPARING_REBALANCE) && group.initialRebalance() == null && group.hasAllJoined()) {
            completeJoin(group, turn);
        }
    }

    /** The time of the first barrier is over. */
    void joinTimerFired(ClassicGroup group, Turn turn) {
        if (!group.isIn(GroupState.PREPARING_REBALANCE)) {
            return;
        }
        InitialRebalance initial = group.initialRebalance();
        if (initial != null && initial.mayWaitLonger()) {
            int delayMs = Math.min(config.initialRebalanceDelayMs(), initial.remainingMs());
            group.setInitialRebalance(new InitialRebalance(initial.remainingMs() - delayMs, false));
            turn.schedule(TimerKey.join(group.groupId()), delayMs);
        } else {
            completeJoin(group, turn);
        }
    }

    private void completeJoin(ClassicGroup group, Turn turn) {
        turn.cancel(TimerKey.join(group.groupId()));
        for (ClassicMember member : List.copyOf(group.members())) {
            if (member.awaitingJoin() == null && !member.isStatic()) {
                turn.cancel(TimerKey.session(group.groupId(), member.memberId()));
                group.remove(member);
            }
        }
        if (!group.electJoinedLeader() && group.size() > 0) {
            // Only static members, none of them back: give them another round, their sessions will end it.
            turn.schedule(TimerKey.join(group.groupId()), Math.max(1, group.rebalanceTimeoutMs()));
            return;
        }
        group.nextGeneration(turn.nowMs());
        if (group.isIn(GroupState.EMPTY)) {
            turn.note(group.groupId(), "is empty in generation " + group.generation());
            if (!group.protocolType().isEmpty()) {
                // If this is lost, the last generation with members comes back at recovery and times out.
                turn.append(new GroupRecord(group.groupId(), group.toValue()));
            }
            return;
        }
        turn.note(
                group.groupId(),
                "generation " + group.generation() + " begins with " + group.size() + " members, protocol "
                        + group.protocol());
        for (ClassicMember member : group.members()) {
            RequestContext join = member.awaitingJoin();
            if (join != null) {
                turn.respond(join.handle(), JoinAnswers.joined(group, member, join.apiVersion(), false));
                group.park(member, null);
            }
            member.setNew(false);
            group.pendingSync().add(member.memberId());
            scheduleSession(group, member, turn);
        }
        turn.schedule(TimerKey.sync(group.groupId()), group.rebalanceTimeoutMs());
    }

    /** The time of the second barrier is over: who did not ask for an assignment is taken for dead. */
    void syncTimerFired(ClassicGroup group, Turn turn) {
        boolean waits = group.isIn(GroupState.COMPLETING_REBALANCE) || group.isIn(GroupState.STABLE);
        if (!waits || group.pendingSync().isEmpty()) {
            return;
        }
        List<String> missing = new ArrayList<>(group.pendingSync());
        for (String memberId : missing) {
            ClassicMember member = group.member(memberId);
            if (member != null) {
                discard(group, member, ErrorCode.UNKNOWN_MEMBER_ID, turn);
            }
        }
        prepare(group, missing.size() + " members did not fetch their assignment in time", turn);
    }

    /** Notes that a member has asked for its assignment. */
    void syncReceived(ClassicGroup group, ClassicMember member, Turn turn) {
        if (group.pendingSync().remove(member.memberId()) && group.pendingSync().isEmpty()) {
            turn.cancel(TimerKey.sync(group.groupId()));
        }
    }

    /** Takes a member out of the group, answers what it waits for, and rebalances. */
    void removeMember(ClassicGroup group, ClassicMember member, ErrorCode answer, String reason, Turn turn) {
        turn.note(group.groupId(), "member " + member.memberId() + " is removed: " + reason);
        discard(group, member, answer, turn);
        if (group.isIn(GroupState.STABLE) || group.isIn(GroupState.COMPLETING_REBALANCE)) {
            prepare(group, "a member was removed", turn);
        } else {
            completeJoinIfReady(group, turn);
        }
    }

    /** Takes back a member id that was handed out but not used. */
    void removePending(ClassicGroup group, String memberId, Turn turn) {
        if (group.pendingMembers().remove(memberId)) {
            turn.cancel(TimerKey.session(group.groupId(), memberId));
            completeJoinIfReady(group, turn);
        }
    }

    private void discard(ClassicGroup group, ClassicMember member, ErrorCode answer, Turn turn) {
        answerWaiting(group, member, answer, turn);
        turn.cancel(TimerKey.session(group.groupId(), member.memberId()));
        group.remove(member);
    }

    /** Answers the parked requests of a member with an error. */
    void answerWaiting(ClassicGroup group, ClassicMember member, ErrorCode error, Turn turn) {
        RequestContext join = member.awaitingJoin();
        if (join != null) {
            turn.respond(join.handle(), JoinAnswers.error(error, member.memberId(), join.apiVersion()));
            group.park(member, null);
        }
        RequestContext sync = member.awaitingSync();
        if (sync != null) {
            turn.respond(sync.handle(), SyncAnswers.error(error));
            member.setAwaitingSync(null);
        }
    }

    /** The assignment of this generation is in the log: everyone who waits for it gets it. */
    void propagateAssignment(ClassicGroup group, Turn turn) {
        for (ClassicMember member : group.members()) {
            RequestContext sync = member.awaitingSync();
            if (sync != null) {
                turn.respond(sync.handle(), SyncAnswers.assigned(group, member));
                member.setAwaitingSync(null);
                // Its session may have run out while the answer was owed; that did not count.
                scheduleSession(group, member, turn);
            }
        }
    }

    /** There will be no assignment of this generation. */
    void failAssignment(ClassicGroup group, ErrorCode error, Turn turn) {
        for (ClassicMember member : group.members()) {
            member.setAssignment(ClassicMember.NO_ASSIGNMENT);
            RequestContext sync = member.awaitingSync();
            if (sync != null) {
                turn.respond(sync.handle(), SyncAnswers.error(error));
                member.setAwaitingSync(null);
                scheduleSession(group, member, turn);
            }
        }
    }

    /** Gives the member another session timeout from now on. */
    void scheduleSession(ClassicGroup group, ClassicMember member, Turn turn) {
        turn.schedule(
                TimerKey.session(group.groupId(), member.memberId()),
                member.isNew() ? NEW_MEMBER_TIMEOUT_MS : member.sessionTimeoutMs());
    }

    /** A session is over. A member that is owed an answer cannot send heartbeats: its session goes on. */
    void sessionTimerFired(ClassicGroup group, String memberId, Turn turn) {
        if (group.pendingMembers().contains(memberId)) {
            removePending(group, memberId, turn);
            return;
        }
        ClassicMember member = group.member(memberId);
        if (member == null) {
            return;
        }
        boolean owed = member.awaitingJoin() != null || member.awaitingSync() != null;
        if (member.isNew() || !owed) {
            removeMember(group, member, ErrorCode.UNKNOWN_MEMBER_ID, "its session timed out", turn);
        }
    }
}
