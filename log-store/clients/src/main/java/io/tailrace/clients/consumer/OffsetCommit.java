package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.group.Generation;
import io.tailrace.common.TopicPartition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One commit on its way: what, by whom, and how it ended.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class OffsetCommit {
    final Map<TopicPartition, OffsetAndMetadata> offsets;
    final Generation generation;
    final @Nullable OffsetCommitCallback callback;
    private boolean done;
    private @Nullable RuntimeException failure;

    OffsetCommit(
            Map<TopicPartition, OffsetAndMetadata> offsets,
            Generation generation,
            @Nullable OffsetCommitCallback callback) {
        this.offsets = Map.copyOf(offsets);
        this.generation = generation;
        this.callback = callback;
    }

    void end(@Nullable RuntimeException outcome) {
        if (done) return;
        done = true;
        failure = outcome;
    }

    boolean isDone() {
        return done;
    }

    @Nullable
    RuntimeException failure() {
        return failure;
    }
}
