package io.tailrace.common.metrics.stats;

import io.tailrace.common.metrics.MeasurableStat;
import io.tailrace.common.metrics.MetricConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * A statistic of the recent past: values go into samples, each covering a stretch of time or number of events; the oldest sample is used
 * again when all are complete, and samples older than all windows together no longer count.
 *
 * <p><b>Threads:</b> under the lock of the sensor.
 */
public abstract class SampledStat implements MeasurableStat {
    private final double initialValue;
    private int current;
    protected final List<Sample> samples = new ArrayList<>(2);

    protected SampledStat(double initialValue) {
        this.initialValue = initialValue;
    }

    @Override
    public void record(MetricConfig config, double value, long timeMs) {
        Sample sample = current(timeMs);
        if (sample.isComplete(timeMs, config)) {
            sample = advance(config, timeMs);
        }
        update(sample, config, value, timeMs);
        sample.eventCount++;
        sample.lastEventMs = timeMs;
    }

    private Sample advance(MetricConfig config, long timeMs) {
        current = (current + 1)
                % (config.samples() + 1); // one more, for the sample that reaches into the time that counts
        if (current >= samples.size()) {
            Sample sample = newSample(timeMs);
            samples.add(sample);
            return sample;
        }
        Sample sample = current(timeMs);
        sample.reset(timeMs);
        return sample;
    }

    protected Sample newSample(long timeMs) {
        return new Sample(initialValue, timeMs);
    }

    @Override
    public double measure(MetricConfig config, long now) {
        purgeObsoleteSamples(config, now);
        return combine(samples, config, now);
    }

    public Sample current(long timeMs) {
        if (samples.isEmpty()) {
            samples.add(newSample(timeMs));
        }
        return samples.get(current);
    }

    public Sample oldest(long now) {
        if (samples.isEmpty()) {
            samples.add(newSample(now));
        }
        Sample oldest = samples.get(0);
        for (Sample sample : samples) {
            if (sample.startTimeMs < oldest.startTimeMs) {
                oldest = sample;
            }
        }
        return oldest;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "(initialValue=" + initialValue + ", current=" + current + ", samples="
                + samples + ")";
    }

    protected abstract void update(Sample sample, MetricConfig config, double value, long timeMs);

    public abstract double combine(List<Sample> samples, MetricConfig config, long now);

    /** Empties samples whose last event is too old to count. */
    protected void purgeObsoleteSamples(MetricConfig config, long now) {
        long expireAge = config.samples() * config.timeWindowMs();
        for (Sample sample : samples) {
            if (now - sample.lastEventMs >= expireAge) {
                sample.reset(now);
            }
        }
    }

    /** A stretch of time. */
    public static class Sample {
        public double initialValue;
        public long eventCount;
        public long startTimeMs;
        public long lastEventMs;
        public double value;

        public Sample(double initialValue, long now) {
            this.initialValue = initialValue;
            this.startTimeMs = now;
            this.lastEventMs = now;
            this.value = initialValue;
        }

        public void reset(long now) {
            this.eventCount = 0;
            this.startTimeMs = now;
            this.lastEventMs = now;
            this.value = initialValue;
        }

        public boolean isComplete(long timeMs, MetricConfig config) {
            return timeMs - startTimeMs >= config.timeWindowMs() || eventCount >= config.eventWindow();
        }

        @Override
        public String toString() {
            return "Sample(value=" + value + ", eventCount=" + eventCount + ", startTimeMs=" + startTimeMs
                    + ", lastEventMs=" + lastEventMs + ", initialValue=" + initialValue + ")";
        }
    }
}
