package io.tailrace.common.metrics.stats;

import io.tailrace.common.metrics.MeasurableStat;
import io.tailrace.common.metrics.MetricConfig;

/** The sum of all values since the start. */
public class CumulativeSum implements MeasurableStat {
    private double total;

    public CumulativeSum() {
        this(0.0);
    }

    public CumulativeSum(double value) {
        total = value;
    }

    @Override
    public void record(MetricConfig config, double value, long timeMs) {
        total += value;
    }

    @Override
    public double measure(MetricConfig config, long now) {
        return total;
    }

    @Override
    public String toString() {
        return "CumulativeSum(total=" + total + ")";
    }
}
