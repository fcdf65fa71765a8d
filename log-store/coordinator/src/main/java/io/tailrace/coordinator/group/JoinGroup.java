package io.tailrace.coordinator.group;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.JoinGroupRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * JoinGroup, versions 0 to 9.
 *
 * <ul>
 *   <li>0 has no rebalance timeout: the session timeout stands for it.
 *   <li>4: a dynamic member without id gets one first, and has to join again with it (KIP-394), so that clients that
 *       give up leave nothing behind.
 *   <li>5: static members (KIP-345), see {@link StaticMembers}.
 *   <li>8: a reason, for the log (KIP-800). 9: a leader may be told to skip the assignment (KIP-814).
 * </ul>
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class JoinGroup {

    private static final short FIRST_WITH_REQUIRED_MEMBER_ID = 4;
    private static final int MAX_PENDING_MEMBERS = 10_000;
    private static final int MAX_ID_PREFIX_CHARS = 1_000;

    private final GroupCoordinatorConfig config;
    private final Groups groups;
    private final Rebalance rebalance;
    private final StaticMembers staticMembers;
    private final MemberIds ids;

    JoinGroup(GroupCoordinatorConfig config, Groups groups, Rebalance rebalance, MemberIds ids) {
        this.config = config;
        this.groups = groups;
        this.rebalance = rebalance;
        this.staticMembers = new StaticMembers(rebalance);
        this.ids = ids;
    }

    void handle(RequestContext context, JoinGroupRequest request, Turn turn) {
        ErrorCode invalid = validate(request);
        if (invalid != ErrorCode.NONE) {
            refuse(context, invalid, request.memberId(), turn);
            return;
        }
        boolean isUnknown = request.memberId().isEmpty();
        ClassicGroup group =
                isUnknown ? groups.findOrCreate(request.groupId(), turn.nowMs()) : groups.find(request.groupId());
        if (group == null) {
            refuse(context, ErrorCode.UNKNOWN_MEMBER_ID, request.memberId(), turn);
            return;
        }
        Joining joining = Joining.of(context, request);
        if (!hasRoom(group, joining)) {
            removeIfPresent(group, request.memberId(), turn);
            refuse(context, ErrorCode.GROUP_MAX_SIZE_REACHED, "", turn);
        } else if (!group.supports(joining.protocolType(), joining.protocols())) {
            refuse(context, ErrorCode.INCONSISTENT_GROUP_PROTOCOL, request.memberId(), turn);
        } else if (isUnknown) {
            joinNew(group, joining, turn);
        } else {
            joinAgain(group, joining, turn);
        }
        groups.dropIfVoid(group);
    }

    private ErrorCode validate(JoinGroupRequest request) {
        if (request.groupId().isEmpty() || !WireText.fits(request.groupId())) {
            return ErrorCode.INVALID_GROUP_ID;
        }
        int sessionTimeoutMs = request.sessionTimeoutMs();
        if (sessionTimeoutMs < config.minSessionTimeoutMs() || sessionTimeoutMs > config.maxSessionTimeoutMs()) {
            return ErrorCode.INVALID_SESSION_TIMEOUT;
        }
        boolean fits = WireText.fits(request.groupInstanceId())
                && WireText.fits(request.protocolType())
                && WireText.fits(request.memberId())
                && request.protocols().stream().allMatch(p -> WireText.fits(p.name()));
        return fits ? ErrorCode.NONE : ErrorCode.INVALID_REQUEST;
    }

    /** While members gather, those that have arrived count; later, those that are in. */
    private boolean hasRoom(ClassicGroup group, Joining joining) {
        String instance = joining.groupInstanceId();
        if (instance != null && group.memberIdOf(instance) != null) {
            return true; // a static member keeps its place
        }
        ClassicMember member = group.member(joining.memberId());
        return switch (group.state()) {
            case EMPTY, DEAD -> group.pendingMembers().size() < MAX_PENDING_MEMBERS;
            case PREPARING_REBALANCE ->
                (member != null && member.awaitingJoin() != null) || group.awaitingJoinCount() < config.maxGroupSize();
            case COMPLETING_REBALANCE, STABLE ->
                member != null
                        || (group.size() < config.maxGroupSize()
                                && group.pendingMembers().size() < MAX_PENDING_MEMBERS);
        };
    }

    private void removeIfPresent(ClassicGroup group, String memberId, Turn turn) {
        rebalance.removePending(group, memberId, turn);
        ClassicMember member = group.member(memberId);
        if (member != null) {
            rebalance.removeMember(
                    group, member, ErrorCode.GROUP_MAX_SIZE_REACHED, "the group has reached its maximum size", turn);
        }
    }

    private void joinNew(ClassicGroup group, Joining joining, Turn turn) {
        String instance = joining.groupInstanceId();
        String prefix = instance != null ? instance : joining.context().clientId();
        String memberId = WireText.truncated(prefix, MAX_ID_PREFIX_CHARS) + "-" + ids.next();
        if (instance != null) {
            String current = group.memberIdOf(instance);
            if (current == null) {
                add(group, joining.as(memberId), turn);
            } else {
                staticMembers.replace(group, current, joining.as(memberId), turn);
            }
        } else if (joining.context().apiVersion() >= FIRST_WITH_REQUIRED_MEMBER_ID) {
            group.pendingMembers().add(memberId);
            turn.schedule(TimerKey.session(group.groupId(), memberId), joining.sessionTimeoutMs());
            refuse(joining.context(), ErrorCode.MEMBER_ID_REQUIRED, memberId, turn);
        } else {
            add(group, joining.as(memberId), turn);
        }
    }

    private void joinAgain(ClassicGroup group, Joining joining, Turn turn) {
        String memberId = joining.memberId();
        if (group.pendingMembers().contains(memberId) && joining.groupInstanceId() == null) {
            add(group, joining, turn);
            return;
        }
        ErrorCode error = group.validate(memberId, joining.groupInstanceId());
        ClassicMember member = group.member(memberId);
        if (error != ErrorCode.NONE || member == null) {
            ErrorCode answer = error == ErrorCode.NONE ? ErrorCode.UNKNOWN_MEMBER_ID : error;
            refuse(joining.context(), answer, memberId, turn);
            return;
        }
        boolean isSame = member.protocols().equals(joining.protocols());
        switch (group.state()) {
            case PREPARING_REBALANCE -> update(group, member, joining, "member rejoins", turn);
            case COMPLETING_REBALANCE -> {
                if (isSame) {
                    // It seems not to have got the answer to its JoinGroup: the generation is the same.
                    answerCurrent(group, member, joining, turn);
                } else {
                    update(group, member, joining, "member changed its metadata", turn);
                }
            }
            case STABLE -> {
                if (group.isLeader(memberId)) {
                    update(group, member, joining, "leader rejoins", turn);
                } else if (!isSame) {
                    update(group, member, joining, "member changed its metadata", turn);
                } else {
                    answerCurrent(group, member, joining, turn);
                }
            }
            case EMPTY, DEAD -> refuse(joining.context(), ErrorCode.UNKNOWN_MEMBER_ID, memberId, turn);
        }
    }

    private static void answerCurrent(ClassicGroup group, ClassicMember member, Joining joining, Turn turn) {
        RequestContext context = joining.context();
        turn.respond(context.handle(), JoinAnswers.joined(group, member, context.apiVersion(), false));
    }

    private void add(ClassicGroup group, Joining joining, Turn turn) {
        ClassicMember member = joining.toMember();
        member.setNew(true);
        InitialRebalance initial = group.initialRebalance();
        if (initial != null) {
            group.setInitialRebalance(initial.withNewMember());
        }
        group.add(member, joining.protocolType());
        group.park(member, joining.context());
        rebalance.scheduleSession(group, member, turn);
        rebalance.prepareOrComplete(group, joining.describe("member joins"), turn);
    }

    private void update(ClassicGroup group, ClassicMember member, Joining joining, String why, Turn turn) {
        joining.takeOver(group, member, turn);
        rebalance.prepareOrComplete(group, joining.describe(why), turn);
    }

    private static void refuse(RequestContext context, ErrorCode error, String memberId, Turn turn) {
        turn.respond(context.handle(), JoinAnswers.error(error, memberId, context.apiVersion()));
    }

    /** The offers in a request. */
    static List<GroupProtocol> protocols(JoinGroupRequest request) {
        List<GroupProtocol> protocols = new ArrayList<>(request.protocols().size());
        request.protocols().forEach(p -> protocols.add(new GroupProtocol(p.name(), p.metadata())));
        return List.copyOf(protocols);
    }
}
