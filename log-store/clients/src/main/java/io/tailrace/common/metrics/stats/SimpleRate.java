package io.tailrace.common.metrics.stats;

import io.tailrace.common.metrics.MetricConfig;

/** A rate over the time that has passed since the oldest sample began, at least one window: the figure of a burst, not of its average. */
public class SimpleRate extends Rate {

    @Override
    public long windowSize(MetricConfig config, long now) {
        stat.purgeObsoleteSamples(config, now);
        long elapsed = now - stat.oldest(now).startTimeMs;
        return Math.max(elapsed, config.timeWindowMs());
    }
}
