package io.tailrace.clients.admin;

import io.tailrace.common.KafkaFuture;
import java.util.Map;

/** The outcome of {@link Admin#describeClassicGroups}. */
public class DescribeClassicGroupsResult {
    private final Map<String, KafkaFuture<ClassicGroupDescription>> futures;

    protected DescribeClassicGroupsResult(Map<String, KafkaFuture<ClassicGroupDescription>> futures) {
        this.futures = futures;
    }

    /** The outcome of each. */
    public Map<String, KafkaFuture<ClassicGroupDescription>> describedGroups() {
        return futures;
    }

    /** Succeeds if every one does. */
    public KafkaFuture<Map<String, ClassicGroupDescription>> all() {
        return Futures.all(futures);
    }
}
