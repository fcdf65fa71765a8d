package io.tailrace.clients.consumer;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a consumer is to end: within what time, and whether it leaves its group.
 *
 * <p><b>Threads:</b> one thread at a time.
 */
public class CloseOptions {

    /** Whether membership ends with the consumer. */
    public enum GroupMembershipOperation {
        LEAVE_GROUP,
        REMAIN_IN_GROUP,
        /** Leave; a static member remains, so that it can come back without a rebalance. */
        DEFAULT
    }

    private GroupMembershipOperation operation = GroupMembershipOperation.DEFAULT;
    private @Nullable Duration timeout;

    private CloseOptions() {}

    public static CloseOptions timeout(Duration timeout) {
        return new CloseOptions().withTimeout(timeout);
    }

    public static CloseOptions groupMembershipOperation(GroupMembershipOperation operation) {
        return new CloseOptions().withGroupMembershipOperation(operation);
    }

    public CloseOptions withTimeout(Duration timeout) {
        this.timeout = timeout;
        return this;
    }

    public CloseOptions withGroupMembershipOperation(GroupMembershipOperation operation) {
        this.operation = Objects.requireNonNull(operation, "operation should not be null");
        return this;
    }

    public GroupMembershipOperation groupMembershipOperation() {
        return operation;
    }

    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }
}
