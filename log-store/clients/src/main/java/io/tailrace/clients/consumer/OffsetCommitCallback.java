package io.tailrace.clients.consumer;

import io.tailrace.common.TopicPartition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Receives the outcome of an asynchronous commit, inside a later call of the thread that owns the consumer. */
@FunctionalInterface
public interface OffsetCommitCallback {

    /**
     * @param offsets what was to be committed
     * @param exception null on success; {@link RetriableCommitFailedException} where trying again makes sense;
     *     {@link CommitFailedException} where the member has lost its partitions
     */
    void onComplete(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception exception);
}
