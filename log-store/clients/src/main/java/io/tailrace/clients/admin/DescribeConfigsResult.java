package io.tailrace.clients.admin;

import io.tailrace.common.KafkaFuture;
import io.tailrace.common.config.ConfigResource;
import java.util.Map;

/** The outcome of {@link Admin#describeConfigs}. */
public class DescribeConfigsResult {
    private final Map<ConfigResource, KafkaFuture<Config>> futures;

    protected DescribeConfigsResult(Map<ConfigResource, KafkaFuture<Config>> futures) {
        this.futures = futures;
    }

    /** The outcome of each. */
    public Map<ConfigResource, KafkaFuture<Config>> values() {
        return futures;
    }

    /** Succeeds if every one does. */
    public KafkaFuture<Map<ConfigResource, Config>> all() {
        return Futures.all(futures);
    }
}
