package io.tailrace.coordinator.group;

import io.tailrace.coordinator.record.GroupRecord;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.JoinGroupResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A static member whose process started again takes the place of its former self (KIP-345): it gets a new member id, and
 * whoever still uses the old one is fenced. If the group is stable and its protocol stays the same there is no
 * rebalance: the new id is written to the log and the member keeps its assignment.
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class StaticMembers {

    private static final short FIRST_WITH_SKIP_ASSIGNMENT = 9;

    private final Rebalance rebalance;

    StaticMembers(Rebalance rebalance) {
        this.rebalance = rebalance;
    }

    void replace(ClassicGroup group, String oldMemberId, Joining joining, Turn turn) {
        ClassicMember old = group.member(oldMemberId);
        if (old == null) {
            throw new IllegalStateException("static member without member, group=" + group.groupId());
        }
        String oldLeader = group.leader();
        rebalance.answerWaiting(group, old, ErrorCode.FENCED_INSTANCE_ID, turn);
        turn.cancel(TimerKey.session(group.groupId(), oldMemberId));
        ClassicMember replacement = old.renamed(joining.memberId(), joining.clientId(), joining.clientHost());
        group.replace(old, replacement);
        turn.note(group.groupId(), "static member " + oldMemberId + " is replaced by " + joining.memberId());

        switch (group.state()) {
            case STABLE -> {
                List<GroupProtocol> before = replacement.protocols();
                replacement.update(joining.rebalanceTimeoutMs(), joining.sessionTimeoutMs(), joining.protocols());
                rebalance.scheduleSession(group, replacement, turn);
                if (group.selectProtocol().equals(group.protocol())) {
                    persist(group, old, replacement, before, oldLeader, joining, turn);
                } else {
                    group.park(replacement, joining.context());
                    rebalance.prepare(group, joining.describe("static member changes the protocol"), turn);
                }
            }
            case COMPLETING_REBALANCE -> {
                // The leader may be assigning to the old id already, which would leave the new one with nothing.
                joining.takeOver(group, replacement, turn);
                rebalance.scheduleSession(group, replacement, turn);
                rebalance.prepare(group, joining.describe("static member is replaced"), turn);
            }
            case PREPARING_REBALANCE -> {
                joining.takeOver(group, replacement, turn);
                rebalance.scheduleSession(group, replacement, turn);
                rebalance.completeJoinIfReady(group, turn);
            }
            case EMPTY, DEAD ->
                throw new IllegalStateException(
                        "a group with members is not " + group.state() + ", group=" + group.groupId());
        }
    }

    private void persist(
            ClassicGroup group,
            ClassicMember old,
            ClassicMember replacement,
            List<GroupProtocol> before,
            @Nullable String oldLeader,
            Joining joining,
            Turn turn) {
        RequestContext context = joining.context();
        turn.append(new GroupRecord(group.groupId(), group.toValue()));
        turn.whenAppended(
                () -> turn.respond(
                        context.handle(),
                        answer(group, replacement, oldLeader == null ? "" : oldLeader, context.apiVersion())),
                error -> {
                    ClassicMember restored = replacement.renamed(old.memberId(), old.clientId(), old.clientHost());
                    restored.update(old.rebalanceTimeoutMs(), old.sessionTimeoutMs(), before);
                    group.replace(replacement, restored);
                    turn.cancel(TimerKey.session(group.groupId(), replacement.memberId()));
                    rebalance.scheduleSession(group, restored, turn);
                    turn.respond(context.handle(), JoinAnswers.error(error, "", context.apiVersion()));
                });
    }

    /**
     * A returning leader that understands it is told to skip the assignment. An older one is told the old id of the
     * leader, so that it takes itself for a follower; either way it fetches the assignment that is there.
     */
    private static JoinGroupResponse answer(ClassicGroup group, ClassicMember member, String oldLeader, short version) {
        return version >= FIRST_WITH_SKIP_ASSIGNMENT
                ? JoinAnswers.joined(group, member, version, true)
                : JoinAnswers.current(group, member.memberId(), oldLeader, version);
    }
}
