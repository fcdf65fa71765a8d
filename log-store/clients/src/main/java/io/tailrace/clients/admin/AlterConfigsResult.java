package io.tailrace.clients.admin;

import io.tailrace.common.KafkaFuture;
import io.tailrace.common.config.ConfigResource;
import java.util.Map;

/** The outcome of {@link Admin#incrementalAlterConfigs}. */
public class AlterConfigsResult {
    private final Map<ConfigResource, KafkaFuture<Void>> futures;

    protected AlterConfigsResult(Map<ConfigResource, KafkaFuture<Void>> futures) {
        this.futures = futures;
    }

    /** The outcome of each. */
    public Map<ConfigResource, KafkaFuture<Void>> values() {
        return futures;
    }

    /** Succeeds if every one does. */
    public KafkaFuture<Void> all() {
        return Futures.allOf(futures.values());
    }
}
