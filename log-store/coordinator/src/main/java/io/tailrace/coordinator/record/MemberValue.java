package io.tailrace.coordinator.record;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A member of a stable group. The arrays are opaque to the coordinator and must not be changed.
 *
 * @param subscription metadata of the member for the chosen protocol
 * @param assignment what the leader assigned
 */
@SuppressWarnings("ArrayRecordComponent") // opaque payloads; equality is by content, below
public record MemberValue(
        String memberId,
        @Nullable String groupInstanceId,
        String clientId,
        String clientHost,
        int rebalanceTimeoutMs,
        int sessionTimeoutMs,
        byte[] subscription,
        byte[] assignment) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MemberValue that
                && memberId.equals(that.memberId)
                && Objects.equals(groupInstanceId, that.groupInstanceId)
                && clientId.equals(that.clientId)
                && clientHost.equals(that.clientHost)
                && rebalanceTimeoutMs == that.rebalanceTimeoutMs
                && sessionTimeoutMs == that.sessionTimeoutMs
                && Arrays.equals(subscription, that.subscription)
                && Arrays.equals(assignment, that.assignment);
    }

    @Override
    public int hashCode() {
        return Objects.hash(memberId, groupInstanceId, Arrays.hashCode(subscription), Arrays.hashCode(assignment));
    }

    /** Payloads are shown by their length only. */
    @Override
    public String toString() {
        return "MemberValue[memberId=" + memberId + ", groupInstanceId=" + groupInstanceId + ", clientId=" + clientId
                + ", clientHost=" + clientHost + ", rebalanceTimeoutMs=" + rebalanceTimeoutMs + ", sessionTimeoutMs="
                + sessionTimeoutMs + ", subscription=" + subscription.length + " bytes, assignment="
                + assignment.length + " bytes]";
    }
}
