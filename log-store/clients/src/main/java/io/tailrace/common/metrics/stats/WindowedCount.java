package io.tailrace.common.metrics.stats;

import io.tailrace.common.metrics.MetricConfig;

/** The number of events in the samples, whatever their values. */
public class WindowedCount extends WindowedSum {

    @Override
    protected void update(Sample sample, MetricConfig config, double value, long timeMs) {
        super.update(sample, config, 1.0, timeMs);
    }
}
