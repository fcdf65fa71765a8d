package io.tailrace.common;

/** A figure that a client keeps about itself. */
public interface Metric {

    MetricName metricName();

    /** The value now. */
    Object metricValue();
}
