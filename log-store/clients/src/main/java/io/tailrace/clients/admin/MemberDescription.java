package io.tailrace.clients.admin;

import java.util.Optional;

/** A member of a group. What only the newer group protocol has is empty for a classic member. */
public record MemberDescription(
        String consumerId,
        Optional<String> groupInstanceId,
        Optional<String> rackId,
        String clientId,
        String host,
        MemberAssignment assignment,
        Optional<MemberAssignment> targetAssignment,
        Optional<Integer> memberEpoch,
        Optional<Boolean> upgraded) {

    public MemberDescription(
            String consumerId,
            Optional<String> groupInstanceId,
            String clientId,
            String host,
            MemberAssignment assignment) {
        this(
                consumerId,
                groupInstanceId,
                Optional.empty(),
                clientId,
                host,
                assignment,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
