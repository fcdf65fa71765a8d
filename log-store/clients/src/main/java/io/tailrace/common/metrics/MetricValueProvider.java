package io.tailrace.common.metrics;

import org.jspecify.annotations.Nullable;

/** Where the value of a metric comes from: a {@link Measurable} number or a {@link Gauge} of any type. */
public interface MetricValueProvider<T extends @Nullable Object> {

    /** @param now milliseconds since the epoch */
    T value(MetricConfig config, long now);
}
