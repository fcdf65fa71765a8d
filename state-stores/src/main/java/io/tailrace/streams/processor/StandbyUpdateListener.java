package io.tailrace.streams.processor;

import io.tailrace.common.TopicPartition;

/**
 * Told how the standby copies of stores follow their changelogs. All stores of an instance share one listener, so calls
 * may come from several threads at once. Source: KIP-988.
 */
public interface StandbyUpdateListener {

    /** Why a copy is not followed any more. */
    enum SuspendReason {
        /** It went to another instance. */
        MIGRATED,
        /** It became the active copy. */
        PROMOTED
    }

    /** A copy begins to follow, from {@code startingOffset} on. */
    void onUpdateStart(TopicPartition topicPartition, String storeName, long startingOffset);

    /** {@code batchSize} records up to {@code batchEndOffset} are in the copy; the changelog ends at {@code currentEndOffset}. */
    void onBatchLoaded(
            TopicPartition topicPartition,
            String storeName,
            TaskId taskId,
            long batchEndOffset,
            long batchSize,
            long currentEndOffset);

    /** A copy stops following, at {@code storeOffset}. */
    void onUpdateSuspended(
            TopicPartition topicPartition,
            String storeName,
            long storeOffset,
            long currentEndOffset,
            SuspendReason reason);
}
