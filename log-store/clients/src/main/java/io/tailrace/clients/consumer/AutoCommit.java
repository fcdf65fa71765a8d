package io.tailrace.clients.consumer;

import io.tailrace.common.errors.RetriableException;
import io.tailrace.protocol.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits positions without being asked: every interval, before partitions are given up, and at the end. It runs at
 * the beginning of a poll, so it commits only what earlier polls returned and the application has had its turn at.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class AutoCommit {
    private static final Logger LOG = LoggerFactory.getLogger(AutoCommit.class);

    private final OffsetCommits commits;
    private final SubscriptionState subscriptions;
    private final ConsumerSettings settings;
    private final Clock clock;
    private long nextMs;
    private @Nullable OffsetCommit running;
    private @Nullable OffsetCommit beforeRebalance;
    private long beforeRebalanceUntilMs;
    private long retryAtMs;

    AutoCommit(OffsetCommits commits, SubscriptionState subscriptions, ConsumerSettings settings, Clock clock) {
        this.commits = commits;
        this.subscriptions = subscriptions;
        this.settings = settings;
        this.clock = clock;
        restart();
    }

    boolean isEnabled() {
        return settings.autoCommit().enabled();
    }

    /** The interval begins anew. */
    void restart() {
        nextMs = clock.monotonicMs() + settings.autoCommit().intervalMs();
    }

    long nextStepMs() {
        return isEnabled() ? Math.max(nextMs, retryAtMs) : Long.MAX_VALUE;
    }

    void poll(long nowMs) {
        if (!isEnabled() || nowMs < nextMs || (running != null && !running.isDone())) return;
        restart();
        running = submit((offsets, failure) -> {
            if (failure instanceof RetriableCommitFailedException) {
                nextMs = Math.min(nextMs, clock.monotonicMs() + settings.retryBackoffMs());
            } else if (failure != null) {
                LOG.warn("Automatic commit failed: {}", failure.toString());
            }
        });
    }

    /** Commits what is consumed now; the outcome is only logged. */
    void commitNow() {
        if (isEnabled()) submit(null);
    }

    private OffsetCommit submit(@Nullable OffsetCommitCallback callback) {
        return commits.submit(subscriptions.consumedPositions(), subscriptions.isGroupManaged(), callback);
    }

    /**
     * Commits before the member joins a rebalance, and tries again for as long as the rebalance may take.
     *
     * @param all whether all partitions are about to be given up: nothing more is returned from them meanwhile
     * @return false while it is under way
     */
    boolean commitBeforeRebalance(boolean all) {
        if (!isEnabled()) return true;
        long now = clock.monotonicMs();
        if (beforeRebalance == null) {
            if (all) subscriptions.states().forEach(state -> state.revoking = true);
            if (beforeRebalanceUntilMs == 0) {
                int limitMs = settings.group() == null ? 0 : settings.group().rebalanceTimeoutMs();
                beforeRebalanceUntilMs = now + limitMs;
            }
            if (now < retryAtMs) return false;
            beforeRebalance = submit(null);
        }
        if (!beforeRebalance.isDone() && now < beforeRebalanceUntilMs) return false;
        RuntimeException failure = beforeRebalance.failure();
        beforeRebalance = null;
        if (failure instanceof RetriableException && now < beforeRebalanceUntilMs) {
            retryAtMs = now + settings.retryBackoffMs();
            return false;
        }
        if (failure != null) LOG.info("Commit before the rebalance failed: {}", failure.toString());
        beforeRebalanceUntilMs = 0;
        retryAtMs = 0;
        return true;
    }
}
