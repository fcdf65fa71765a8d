package io.tailrace.common.metrics;

import org.jspecify.annotations.Nullable;

/** A value that is read when it is asked for. */
@FunctionalInterface
public interface Gauge<T extends @Nullable Object> extends MetricValueProvider<T> {}
