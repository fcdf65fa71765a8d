package io.tailrace.streams;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to close an instance.
 *
 * <p><b>Threads:</b> confined.
 */
public class CloseOptions {
    /** Whether the members of the instance leave the group. */
    public enum GroupMembershipOperation {
        /** Others take over at once. */
        LEAVE_GROUP,
        /** Others take over when the session has timed out, unless the instance, with a {@code group.instance.id}, is back by then. */
        REMAIN_IN_GROUP
    }

    protected GroupMembershipOperation operation = GroupMembershipOperation.REMAIN_IN_GROUP;
    protected Optional<Duration> timeout = Optional.empty();

    private CloseOptions() {}

    protected CloseOptions(CloseOptions options) {
        this.operation = options.operation;
        this.timeout = options.timeout;
    }

    /** Waits no longer than that. */
    public static CloseOptions timeout(Duration timeout) {
        return new CloseOptions().withTimeout(timeout);
    }

    public static CloseOptions groupMembershipOperation(GroupMembershipOperation operation) {
        return new CloseOptions().withGroupMembershipOperation(operation);
    }

    /** Waits no longer than that; null waits until everything is closed. */
    public CloseOptions withTimeout(@Nullable Duration waitAtMost) {
        timeout = Optional.ofNullable(waitAtMost);
        return this;
    }

    public CloseOptions withGroupMembershipOperation(GroupMembershipOperation membership) {
        operation = Objects.requireNonNull(membership, "operation should not be null");
        return this;
    }
}
