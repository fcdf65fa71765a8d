package io.tailrace.coordinator.group;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.JoinGroupRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A valid JoinGroup request on its way through the coordinator.
 *
 * @param memberId the id that the member has or gets
 * @param protocols in the order of preference
 */
record Joining(
        RequestContext context,
        String memberId,
        @Nullable String groupInstanceId,
        String protocolType,
        List<GroupProtocol> protocols,
        int rebalanceTimeoutMs,
        int sessionTimeoutMs,
        String reason) {

    private static final int MAX_CLIENT_CHARS = 1_000;

    static Joining of(RequestContext context, JoinGroupRequest request) {
        boolean hasRebalanceTimeout = context.apiVersion() >= 1 && request.rebalanceTimeoutMs() >= 0;
        return new Joining(
                context,
                request.memberId(),
                request.groupInstanceId(),
                request.protocolType(),
                JoinGroup.protocols(request),
                hasRebalanceTimeout ? request.rebalanceTimeoutMs() : request.sessionTimeoutMs(),
                request.sessionTimeoutMs(),
                WireText.reason(request.reason()));
    }

    Joining as(String newMemberId) {
        return new Joining(
                context,
                newMemberId,
                groupInstanceId,
                protocolType,
                protocols,
                rebalanceTimeoutMs,
                sessionTimeoutMs,
                reason);
    }

    ClassicMember toMember() {
        return new ClassicMember(
                memberId, groupInstanceId, clientId(), clientHost(), rebalanceTimeoutMs, sessionTimeoutMs, protocols);
    }

    String clientId() {
        return WireText.truncated(context.clientId(), MAX_CLIENT_CHARS);
    }

    String clientHost() {
        return WireText.truncated(context.clientHost(), MAX_CLIENT_CHARS);
    }

    String describe(String what) {
        return what + " (" + memberId.replaceAll("\\p{Cntrl}", " ") + "; client reason: " + reason + ")";
    }

    /**
     * Makes this the state of {@code member} and parks the request. An earlier JoinGroup of it that still waits is
     * answered, so that no request is left without an answer.
     */
    void takeOver(ClassicGroup group, ClassicMember member, Turn turn) {
        RequestContext earlier = member.awaitingJoin();
        if (earlier != null) {
            turn.respond(
                    earlier.handle(),
                    JoinAnswers.error(ErrorCode.REBALANCE_IN_PROGRESS, memberId, earlier.apiVersion()));
        }
        member.update(rebalanceTimeoutMs, sessionTimeoutMs, protocols);
        group.park(member, context);
    }
}
