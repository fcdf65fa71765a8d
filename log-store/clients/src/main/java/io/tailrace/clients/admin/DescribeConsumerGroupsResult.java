package io.tailrace.clients.admin;

import io.tailrace.common.KafkaFuture;
import java.util.Map;

/** The outcome of {@link Admin#describeConsumerGroups}. */
public class DescribeConsumerGroupsResult {
    private final Map<String, KafkaFuture<ConsumerGroupDescription>> futures;

    protected DescribeConsumerGroupsResult(Map<String, KafkaFuture<ConsumerGroupDescription>> futures) {
        this.futures = futures;
    }

    /** The outcome of each. */
    public Map<String, KafkaFuture<ConsumerGroupDescription>> describedGroups() {
        return futures;
    }

    /** Succeeds if every one does. */
    public KafkaFuture<Map<String, ConsumerGroupDescription>> all() {
        return Futures.all(futures);
    }
}
