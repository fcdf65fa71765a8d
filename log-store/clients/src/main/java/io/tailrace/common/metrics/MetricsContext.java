package io.tailrace.common.metrics;

import java.util.Map;

/** What a reporter needs to know of the program whose metrics it gets. */
public interface MetricsContext {

    /** The label that says which part of the system the metrics are of. */
    String NAMESPACE = "_namespace";

    Map<String, String> contextLabels();
}
