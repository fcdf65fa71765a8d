package io.tailrace.common.metrics.stats;

import io.tailrace.common.metrics.MetricConfig;
import java.util.List;

/** The sum over the samples. */
public class WindowedSum extends SampledStat {

    public WindowedSum() {
        super(0);
    }

    @Override
    protected void update(Sample sample, MetricConfig config, double value, long timeMs) {
        sample.value += value;
    }

    @Override
    public double combine(List<Sample> samples, MetricConfig config, long now) {
        double total = 0.0;
        for (Sample sample : samples) {
            total += sample.value;
        }
        return total;
    }
}
