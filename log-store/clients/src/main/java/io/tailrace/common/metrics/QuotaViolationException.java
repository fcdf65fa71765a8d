package io.tailrace.common.metrics;

import io.tailrace.common.KafkaException;

/** A recorded value took a metric beyond its {@link Quota}. It has no stack trace: it is thrown for each such record. */
public class QuotaViolationException extends KafkaException {
    private static final long serialVersionUID = 1L;

    private final transient KafkaMetric metric;
    private final double value;
    private final double bound;

    public QuotaViolationException(KafkaMetric metric, double value, double bound) {
        super("'" + metric.metricName() + "' violated quota. Actual: " + value + ", Threshold: " + bound);
        this.metric = metric;
        this.value = value;
        this.bound = bound;
    }

    public KafkaMetric metric() {
        return metric;
    }

    public double value() {
        return value;
    }

    public double bound() {
        return bound;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
