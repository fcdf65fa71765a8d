package io.tailrace.streams.processor;

import io.tailrace.common.TopicPartition;

/**
 * Told how the restore of each store goes on. All stores of an instance share one listener, so calls may come from
 * several threads at once.
 */
public interface StateRestoreListener {

    /** Restore of a store begins: records from {@code startingOffset} up to {@code endingOffset} (exclusive) are to come. */
    void onRestoreStart(TopicPartition topicPartition, String storeName, long startingOffset, long endingOffset);

    /** A batch of {@code numRestored} records that ends with offset {@code batchEndOffset} is in the store. */
    void onBatchRestored(TopicPartition topicPartition, String storeName, long batchEndOffset, long numRestored);

    /** The store is complete; {@code totalRestored} records were read for it. */
    void onRestoreEnd(TopicPartition topicPartition, String storeName, long totalRestored);

    /** The store was handed to another instance before it was complete. */
    default void onRestoreSuspended(TopicPartition topicPartition, String storeName, long totalRestored) {}
}
