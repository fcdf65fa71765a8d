package io.tailrace.common.metrics.stats;

import io.tailrace.common.metrics.MeasurableStat;
import io.tailrace.common.metrics.MetricConfig;

/** The last value. */
public class Value implements MeasurableStat {
    private double value;

    @Override
    public double measure(MetricConfig config, long now) {
        return value;
    }

    @Override
    public void record(MetricConfig config, double newValue, long timeMs) {
        this.value = newValue;
    }
}
