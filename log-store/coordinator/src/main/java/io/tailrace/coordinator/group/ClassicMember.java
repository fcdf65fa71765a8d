package io.tailrace.coordinator.group;

import io.tailrace.coordinator.record.MemberValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of a {@link ClassicGroup}: what it said when it joined, what it was assigned, and the requests of it that
 * wait for an answer.
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class ClassicMember {

    static final byte[] NO_ASSIGNMENT = new byte[0];

    private final String memberId;
    private final @Nullable String groupInstanceId;
    private final String clientId;
    private final String clientHost;
    private int rebalanceTimeoutMs;
    private int sessionTimeoutMs;
    private List<GroupProtocol> protocols;
    private byte[] assignment = NO_ASSIGNMENT;
    private @Nullable RequestContext awaitingJoin;
    private @Nullable RequestContext awaitingSync;
    private boolean isNew;

    ClassicMember(
            String memberId,
            @Nullable String groupInstanceId,
            String clientId,
            String clientHost,
            int rebalanceTimeoutMs,
            int sessionTimeoutMs,
            List<GroupProtocol> protocols) {
        this.memberId = memberId;
        this.groupInstanceId = groupInstanceId;
        this.clientId = clientId;
        this.clientHost = clientHost;
        this.rebalanceTimeoutMs = rebalanceTimeoutMs;
        this.sessionTimeoutMs = sessionTimeoutMs;
        this.protocols = protocols;
    }

    /** The member as a record remembers it. */
    static ClassicMember recovered(MemberValue value, @Nullable String protocol) {
        ClassicMember member = new ClassicMember(
                value.memberId(),
                value.groupInstanceId(),
                value.clientId(),
                value.clientHost(),
                value.rebalanceTimeoutMs(),
                value.sessionTimeoutMs(),
                protocol == null ? List.of() : List.of(new GroupProtocol(protocol, value.subscription())));
        member.assignment = value.assignment();
        return member;
    }

    MemberValue toValue(@Nullable String protocol, byte[] newAssignment) {
        return new MemberValue(
                memberId,
                groupInstanceId,
                clientId,
                clientHost,
                rebalanceTimeoutMs,
                sessionTimeoutMs,
                metadata(protocol),
                newAssignment);
    }

    /** The same member under another id: a static member whose process started again. */
    ClassicMember renamed(String newMemberId, String newClientId, String newClientHost) {
        ClassicMember member = new ClassicMember(
                newMemberId,
                groupInstanceId,
                newClientId,
                newClientHost,
                rebalanceTimeoutMs,
                sessionTimeoutMs,
                protocols);
        member.assignment = assignment;
        return member;
    }

    void update(int newRebalanceTimeoutMs, int newSessionTimeoutMs, List<GroupProtocol> newProtocols) {
        rebalanceTimeoutMs = newRebalanceTimeoutMs;
        sessionTimeoutMs = newSessionTimeoutMs;
        protocols = newProtocols;
    }

    String memberId() {
        return memberId;
    }

    @Nullable
    String groupInstanceId() {
        return groupInstanceId;
    }

    boolean isStatic() {
        return groupInstanceId != null;
    }

    String clientId() {
        return clientId;
    }

    String clientHost() {
        return clientHost;
    }

    int rebalanceTimeoutMs() {
        return rebalanceTimeoutMs;
    }

    int sessionTimeoutMs() {
        return sessionTimeoutMs;
    }

    /** In the order of the member's preference. */
    List<GroupProtocol> protocols() {
        return protocols;
    }

    boolean offers(String protocol) {
        return protocols.stream().anyMatch(p -> p.name().equals(protocol));
    }

    /** The member's metadata for {@code protocol}; empty if it does not offer it. */
    byte[] metadata(@Nullable String protocol) {
        for (GroupProtocol candidate : protocols) {
            if (candidate.name().equals(protocol)) {
                return candidate.metadata();
            }
        }
        return new byte[0];
    }

    byte[] assignment() {
        return assignment;
    }

    void setAssignment(byte[] assignment) {
        this.assignment = assignment;
    }

    @Nullable
    RequestContext awaitingJoin() {
        return awaitingJoin;
    }

    void setAwaitingJoin(@Nullable RequestContext context) {
        awaitingJoin = context;
    }

    @Nullable
    RequestContext awaitingSync() {
        return awaitingSync;
    }

    void setAwaitingSync(@Nullable RequestContext context) {
        awaitingSync = context;
    }

    /** Whether the member has not been part of a generation yet: then it does not send heartbeats. */
    boolean isNew() {
        return isNew;
    }

    void setNew(boolean isNew) {
        this.isNew = isNew;
    }
}
