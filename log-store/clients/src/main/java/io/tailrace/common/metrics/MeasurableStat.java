package io.tailrace.common.metrics;

/** A statistic that is one number. */
public interface MeasurableStat extends Stat, Measurable {}
