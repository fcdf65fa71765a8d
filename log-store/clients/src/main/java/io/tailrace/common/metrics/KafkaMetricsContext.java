package io.tailrace.common.metrics;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * A {@link MetricsContext} of given labels.
 *
 * <p><b>Threads:</b> immutable.
 */
public class KafkaMetricsContext implements MetricsContext {
    private final Map<String, String> contextLabels = new HashMap<>();

    public KafkaMetricsContext(String namespace) {
        this(namespace, Map.of());
    }

    /** @param contextLabels more labels; values are taken as text */
    public KafkaMetricsContext(String namespace, Map<String, ?> contextLabels) {
        this.contextLabels.put(NAMESPACE, namespace);
        contextLabels.forEach((key, value) -> this.contextLabels.put(key, value == null ? null : value.toString()));
    }

    @Override
    public Map<String, String> contextLabels() {
        return Collections.unmodifiableMap(contextLabels);
    }
}
