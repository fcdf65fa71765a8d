package io.tailrace.clients.consumer;

import io.tailrace.common.TopicPartition;
import java.util.Collection;

/**
 * Told by the group about partitions that come and go.
 *
 * <p>With an eager assignor a rebalance takes all partitions away and gives the new set; with a cooperative one only
 * what moves is taken, and each call gets only the difference. The order in one rebalance is revoked or lost, then
 * assigned; assigned is called at the end of every rebalance, also with nothing new; lost and cooperative revoked only if something goes.
 *
 * <p><b>Threads:</b> called inside {@code poll}, {@code unsubscribe} and {@code close} of the thread that owns the
 * consumer; calls to the consumer are allowed, save another {@code poll}. What it throws comes out of that call, after
 * the rebalance went on.
 */
public interface ConsumerRebalanceListener {

    /** These are going to other members: still owned during this call, so their offsets can be committed. */
    void onPartitionsRevoked(Collection<TopicPartition> partitions);

    /** These are new here. Their positions may be set with {@code seek}. */
    void onPartitionsAssigned(Collection<TopicPartition> partitions);

    /** These were owned and belong to others already: there is nothing left to commit. By default as revoked. */
    default void onPartitionsLost(Collection<TopicPartition> partitions) {
        onPartitionsRevoked(partitions);
    }
}
