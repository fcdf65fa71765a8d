package io.tailrace.common.metrics;

/** A number that can be measured. */
@FunctionalInterface
public interface Measurable extends MetricValueProvider<Double> {

    /** @param now milliseconds since the epoch */
    double measure(MetricConfig config, long now);

    @Override
    default Double value(MetricConfig config, long now) {
        return measure(config, now);
    }
}
