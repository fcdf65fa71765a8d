package io.tailrace.common.metrics.stats;

import io.tailrace.common.metrics.MeasurableStat;
import io.tailrace.common.metrics.MetricConfig;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What a windowed statistic (the sum, by default) makes per unit of time. */
public class Rate implements MeasurableStat {
    protected final TimeUnit unit;
    protected final SampledStat stat;

    public Rate() {
        this(TimeUnit.SECONDS);
    }

    public Rate(TimeUnit unit) {
        this(unit, new WindowedSum());
    }

    public Rate(SampledStat stat) {
        this(TimeUnit.SECONDS, stat);
    }

    public Rate(TimeUnit unit, SampledStat stat) {
        this.unit = unit;
        this.stat = stat;
    }

    /** The unit's name in the singular. */
    public String unitName() {
        String name = unit.name();
        return name.substring(0, name.length() - 2).toLowerCase(Locale.ROOT);
    }

    @Override
    public void record(MetricConfig config, double value, long timeMs) {
        stat.record(config, value, timeMs);
    }

    @Override
    public double measure(MetricConfig config, long now) {
        double value = stat.measure(config, now);
        return value / ((double) windowSize(config, now) / unit.toMillis(1));
    }

    /** The time that the value is of: at least all windows but one, so that a first event is not taken for a burst. */
    public long windowSize(MetricConfig config, long now) {
        stat.purgeObsoleteSamples(config, now);
        long elapsed = now - stat.oldest(now).startTimeMs;
        int fullWindows = (int) (elapsed / config.timeWindowMs());
        int minFullWindows = config.samples() - 1;
        if (fullWindows < minFullWindows) {
            elapsed += (minFullWindows - fullWindows) * config.timeWindowMs();
        }
        return Math.max(elapsed, 1);
    }

    @Override
    public String toString() {
        return "Rate(unit=" + unit + ", stat=" + stat + ")";
    }
}
