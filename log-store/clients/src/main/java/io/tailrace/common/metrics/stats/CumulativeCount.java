package io.tailrace.common.metrics.stats;

import io.tailrace.common.metrics.MetricConfig;

/** The number of all events since the start, whatever their values. */
public class CumulativeCount extends CumulativeSum {

    @Override
    public void record(MetricConfig config, double value, long timeMs) {
        super.record(config, 1, timeMs);
    }
}
