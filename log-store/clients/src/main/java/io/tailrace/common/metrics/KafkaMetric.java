package io.tailrace.common.metrics;

import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.utils.Time;
import java.util.Objects;

/**
 * A metric: its name and where its value comes from.
 *
 * <p><b>Threads:</b> any; values are read under the lock that it was made with, which its sensor records under.
 */
public final class KafkaMetric implements Metric {
    private final Object lock;
    private final MetricName metricName;
    private final MetricValueProvider<?> metricValueProvider;
    private final Time time;
    private volatile MetricConfig config;

    public KafkaMetric(
            Object lock, MetricName metricName, MetricValueProvider<?> valueProvider, MetricConfig config, Time time) {
        this.lock = lock;
        this.metricName = metricName;
        this.metricValueProvider = Objects.requireNonNull(valueProvider, "valueProvider must not be null");
        this.config = config;
        this.time = time;
    }

    public MetricConfig config() {
        return config;
    }

    public void config(MetricConfig newConfig) {
        synchronized (lock) {
            this.config = newConfig;
        }
    }

    @Override
    public MetricName metricName() {
        return metricName;
    }

    @Override
    public Object metricValue() {
        long now = time.milliseconds();
        synchronized (lock) {
            return metricValueProvider.value(config, now);
        }
    }

    public boolean isMeasurable() {
        return metricValueProvider instanceof Measurable;
    }

    /** @throws IllegalStateException if the value is not a measured number */
    public Measurable measurable() {
        if (metricValueProvider instanceof Measurable measurable) {
            return measurable;
        }
        throw new IllegalStateException("Not a measurable: " + metricValueProvider.getClass());
    }

    double measurableValue(long nowMs) {
        synchronized (lock) {
            return metricValueProvider instanceof Measurable measurable ? measurable.measure(config, nowMs) : 0;
        }
    }
}
