package io.tailrace.clients.consumer.group;

import org.jspecify.annotations.Nullable;

/**
 * How a member takes part in its group.
 *
 * @param instanceId the {@code group.instance.id} of a static member, which keeps its place over restarts (KIP-345)
 * @param protocolType {@code consumer}
 * @param rebalanceTimeoutMs {@code max.poll.interval.ms}: how long the application may stay away, and how long the
 *     group waits for it in a rebalance
 */
public record GroupSettings(
        String groupId,
        @Nullable String instanceId,
        String protocolType,
        int sessionTimeoutMs,
        int heartbeatIntervalMs,
        int rebalanceTimeoutMs) {

    /** A join waits for all other members: this much longer than the rebalance may take. */
    private static final int JOIN_GRACE_MS = 5_000;

    public GroupSettings {
        if (heartbeatIntervalMs >= sessionTimeoutMs) {
            throw new IllegalArgumentException("expected heartbeat.interval.ms < session.timeout.ms, found "
                    + heartbeatIntervalMs + " and " + sessionTimeoutMs);
        }
    }

    public boolean isStatic() {
        return instanceId != null;
    }

    int joinTimeoutMs(int requestTimeoutMs) {
        return (int) Math.min(
                Integer.MAX_VALUE, Math.max((long) requestTimeoutMs, (long) rebalanceTimeoutMs + JOIN_GRACE_MS));
    }
}
