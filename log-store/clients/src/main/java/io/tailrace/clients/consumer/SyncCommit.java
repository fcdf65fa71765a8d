package io.tailrace.clients.consumer;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.RetriableException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A commit that is tried again while its failures are passing ones.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class SyncCommit {
    private final ConsumerCore core;
    private final Map<TopicPartition, OffsetAndMetadata> offsets;
    private OffsetCommit attempt;
    private long retryAtMs = Long.MAX_VALUE;

    SyncCommit(ConsumerCore core, Map<TopicPartition, OffsetAndMetadata> offsets) {
        this.core = core;
        this.offsets = offsets;
        this.attempt = submit();
    }

    private OffsetCommit submit() {
        return core.group().commits().submit(offsets, core.subscriptions.isGroupManaged(), null);
    }

    void step() {
        if (!attempt.isDone() || !(attempt.failure() instanceof RetriableException)) return;
        long now = core.now();
        if (retryAtMs == Long.MAX_VALUE) {
            retryAtMs = now + core.settings.retryBackoffMs();
        } else if (now >= retryAtMs) {
            retryAtMs = Long.MAX_VALUE;
            attempt = submit();
        }
    }

    long nextStepMs() {
        return retryAtMs;
    }

    boolean isDone() {
        return attempt.isDone() && !(attempt.failure() instanceof RetriableException);
    }

    /** Why it failed for good. */
    @Nullable
    RuntimeException failure() {
        return isDone() ? attempt.failure() : null;
    }
}
