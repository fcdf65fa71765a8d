package io.tailrace.common.metrics;

import io.tailrace.common.Reconfigurable;
import io.tailrace.common.config.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plugin ({@code metric.reporters}) that hears of every metric that comes, changes or goes.
 *
 * <p><b>Threads:</b> called under the lock of {@link Metrics}; it should return at once.
 */
public interface MetricsReporter extends Reconfigurable, AutoCloseable {

    /** Called once, with the metrics that exist already. */
    void init(List<KafkaMetric> metrics);

    /** A metric was added or replaced. */
    void metricChange(KafkaMetric metric);

    void metricRemoval(KafkaMetric metric);

    @Override
    void close();

    @Override
    default Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    default void validateReconfiguration(Map<String, ?> configs) throws ConfigException {}

    @Override
    default void reconfigure(Map<String, ?> configs) {}

    /** Says what the metrics are of; called before {@link #init}. */
    default void contextChange(MetricsContext metricsContext) {}
}
