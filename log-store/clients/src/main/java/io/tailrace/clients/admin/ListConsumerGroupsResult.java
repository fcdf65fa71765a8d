package io.tailrace.clients.admin;

import io.tailrace.common.KafkaFuture;
import java.util.Collection;

/** The outcome of {@link Admin#listConsumerGroups}. */
public class ListConsumerGroupsResult {
    private final KafkaFuture<GroupListings<ConsumerGroupListing>> future;

    ListConsumerGroupsResult(KafkaFuture<GroupListings<ConsumerGroupListing>> future) {
        this.future = future;
    }

    /** The groups of all brokers; fails if one broker fails. */
    public KafkaFuture<Collection<ConsumerGroupListing>> all() {
        return future.thenApply(GroupListings::requireAll);
    }

    /** The groups of the brokers that answered. */
    public KafkaFuture<Collection<ConsumerGroupListing>> valid() {
        return future.thenApply(GroupListings::groups);
    }

    /** Why the other brokers did not answer. */
    public KafkaFuture<Collection<Throwable>> errors() {
        return future.thenApply(GroupListings::errors);
    }
}
