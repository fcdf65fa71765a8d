package io.tailrace.common.metrics;

/** Condenses the numbers that a sensor takes. */
public interface Stat {

    /** @param timeMs when the value was taken, milliseconds since the epoch */
    void record(MetricConfig config, double value, long timeMs);
}
