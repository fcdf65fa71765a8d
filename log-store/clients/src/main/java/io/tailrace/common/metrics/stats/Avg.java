package io.tailrace.common.metrics.stats;

import io.tailrace.common.metrics.MetricConfig;
import java.util.List;

/** The average over the samples; NaN without events. */
public class Avg extends SampledStat {

    public Avg() {
        super(0.0);
    }

    @Override
    protected void update(Sample sample, MetricConfig config, double value, long timeMs) {
        sample.value += value;
    }

    @Override
    public double combine(List<Sample> samples, MetricConfig config, long now) {
        double total = 0.0;
        long count = 0;
        for (Sample sample : samples) {
            total += sample.value;
            count += sample.eventCount;
        }
        return count == 0 ? Double.NaN : total / count;
    }
}
