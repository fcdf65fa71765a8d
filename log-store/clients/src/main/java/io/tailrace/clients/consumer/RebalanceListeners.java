package io.tailrace.clients.consumer;

import io.tailrace.common.KafkaException;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.InterruptException;
import io.tailrace.common.errors.WakeupException;
import java.util.Collection;
import java.util.Collections;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the application's listener. What it throws is returned, so that the rebalance goes on and the error comes out
 * at its end; only a wake-up or an interrupt ends the call at once.
 */
final class RebalanceListeners {
    private static final Logger LOG = LoggerFactory.getLogger(RebalanceListeners.class);

    private final SubscriptionState subscriptions;

    RebalanceListeners(SubscriptionState subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Nullable
    RuntimeException assigned(Collection<TopicPartition> partitions) {
        return call("assigned", ConsumerRebalanceListener::onPartitionsAssigned, partitions);
    }

    @Nullable
    RuntimeException revoked(Collection<TopicPartition> partitions) {
        return call("revoked", ConsumerRebalanceListener::onPartitionsRevoked, partitions);
    }

    @Nullable
    RuntimeException lost(Collection<TopicPartition> partitions) {
        return call("lost", ConsumerRebalanceListener::onPartitionsLost, partitions);
    }

    private @Nullable RuntimeException call(
            String what,
            BiConsumer<ConsumerRebalanceListener, Collection<TopicPartition>> method,
            Collection<TopicPartition> partitions) {
        ConsumerRebalanceListener listener = subscriptions.listener();
        if (listener == null) return null;
        try {
            method.accept(listener, Collections.unmodifiableCollection(partitions));
            return null;
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error(
                    "Rebalance listener {} failed on partitions {}",
                    listener.getClass().getName(),
                    what,
                    e);
            return e;
        }
    }

    static void rethrow(@Nullable RuntimeException failure) {
        if (failure == null) return;
        if (failure instanceof KafkaException) throw failure;
        throw new KafkaException("User rebalance callback throws an error", failure);
    }
}
