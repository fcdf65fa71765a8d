package io.tailrace.clients.admin;

import io.tailrace.common.KafkaFuture;
import java.util.Map;

/** The outcome of {@link Admin#deleteConsumerGroups}. */
public class DeleteConsumerGroupsResult {
    private final Map<String, KafkaFuture<Void>> futures;

    protected DeleteConsumerGroupsResult(Map<String, KafkaFuture<Void>> futures) {
        this.futures = futures;
    }

    /** The outcome of each. */
    public Map<String, KafkaFuture<Void>> deletedGroups() {
        return futures;
    }

    /** Succeeds if every one does. */
    public KafkaFuture<Void> all() {
        return Futures.allOf(futures.values());
    }
}
