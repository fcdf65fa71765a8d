package io.tailrace.clients.admin;

import io.tailrace.common.KafkaFuture;
import io.tailrace.common.TopicPartition;
import java.util.Map;

/** The outcome of {@link Admin#deleteRecords}. */
public class DeleteRecordsResult {
    private final Map<TopicPartition, KafkaFuture<DeletedRecords>> futures;

    protected DeleteRecordsResult(Map<TopicPartition, KafkaFuture<DeletedRecords>> futures) {
        this.futures = futures;
    }

    /** The outcome of each. */
    public Map<TopicPartition, KafkaFuture<DeletedRecords>> lowWatermarks() {
        return futures;
    }

    /** Succeeds if every one does. */
    public KafkaFuture<Void> all() {
        return Futures.allOf(futures.values());
    }
}
