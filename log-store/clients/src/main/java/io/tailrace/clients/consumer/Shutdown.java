package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.CloseOptions.GroupMembershipOperation;
import io.tailrace.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a consumer in the order that loses nothing: commit what was consumed, give the partitions up, wait for commits
 * under way and run their callbacks, leave the group, close the connections. Every step has what is left of the time;
 * the first failure is kept and the rest goes on.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final ConsumerCore core;
    private @Nullable RuntimeException failure;
    private boolean left;

    Shutdown(ConsumerCore core) {
        this.core = core;
    }

    @Nullable
    RuntimeException run(GroupMembershipOperation operation, long deadlineMs) {
        GroupCoordination group = core.group;
        if (group != null) {
            attempt(core::runEvents);
            attempt(() -> commit(group, deadlineMs));
            attempt(group::prepareLeave);
            attempt(() -> core.drain(group.commits()::isIdle, deadlineMs));
            attempt(core::runCommitCallbacks);
            boolean silently = switch (operation) {
                case LEAVE_GROUP -> false;
                case REMAIN_IN_GROUP -> true;
                case DEFAULT -> group.member().settings().isStatic();
            };
            attempt(() -> group.leave("the consumer is being closed", silently, () -> left = true));
            attempt(() -> core.drain(() -> left, deadlineMs));
        }
        core.close();
        if (Thread.currentThread().isInterrupted() && failure == null) {
            return new InterruptException(new InterruptedException("interrupted while closing"));
        }
        return failure;
    }

    private void commit(GroupCoordination group, long deadlineMs) {
        if (!group.autoCommit().isEnabled()) return;
        SyncCommit commit = new SyncCommit(core, core.subscriptions.consumedPositions());
        core.drain(
                () -> {
                    commit.step();
                    return commit.isDone();
                },
                deadlineMs);
        if (!commit.isDone() || commit.failure() != null) {
            LOG.warn("The last automatic commit did not succeed: {}", String.valueOf(commit.failure()));
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("A step of closing the consumer failed", e);
            if (failure == null) failure = e;
        }
    }
}
