package io.tailrace.streams.task;

import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.metrics.Gauge;
import io.tailrace.common.metrics.MetricConfig;
import io.tailrace.common.metrics.Metrics;
import io.tailrace.common.metrics.MetricsReporter;
import io.tailrace.common.metrics.Sensor;
import io.tailrace.common.metrics.stats.Avg;
import io.tailrace.common.metrics.stats.CumulativeCount;
import io.tailrace.common.metrics.stats.CumulativeSum;
import io.tailrace.common.metrics.stats.Max;
import io.tailrace.common.metrics.stats.Rate;
import io.tailrace.common.metrics.stats.WindowedCount;
import io.tailrace.common.metrics.stats.WindowedSum;
import io.tailrace.common.utils.Time;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.StreamsMetrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The metrics of one instance. Names, groups and tags are Kafka Streams'.
 *
 * <p><b>Threads:</b> safe.
 */
public final class ApplicationMetrics implements StreamsMetrics, AutoCloseable {
    private static final String CLIENT_GROUP = "stream-metrics";

    private final String clientId;
    private final Metrics metrics;

    private ApplicationMetrics(String clientId, Metrics metrics) {
        this.clientId = clientId;
        this.metrics = metrics;
    }

    /** Makes the metrics as the configuration says. */
    public static ApplicationMetrics of(StreamsConfig config, String clientId, Time time) {
        MetricConfig metricConfig = new MetricConfig()
                .samples(config.getInt(StreamsConfig.METRICS_NUM_SAMPLES_CONFIG))
                .recordLevel(Sensor.RecordingLevel.forName(
                        Objects.requireNonNull(config.getString(StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG))))
                .timeWindow(config.getLong(StreamsConfig.METRICS_SAMPLE_WINDOW_MS_CONFIG), TimeUnit.MILLISECONDS);
        return new ApplicationMetrics(
                clientId,
                new Metrics(
                        metricConfig,
                        config.getConfiguredInstances(
                                StreamsConfig.METRIC_REPORTER_CLASSES_CONFIG,
                                MetricsReporter.class,
                                Map.of(StreamsConfig.CLIENT_ID_CONFIG, clientId)),
                        time));
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return metrics.metrics();
    }

    /** Adds a figure of the whole instance. */
    public void addClientGauge(String name, String description, Gauge<Object> value) {
        metrics.addMetric(metrics.metricName(name, CLIENT_GROUP, description, Map.of("client-id", clientId)), value);
    }

    /** A sensor of a thread: how often something happened (rate and total) and, as latency, how long it took in ms. */
    public Sensor threadLatency(String thread, String operation) {
        Map<String, String> tags = Map.of("thread-id", thread);
        Sensor sensor = metrics.sensor("internal." + thread + "." + operation);
        addRateAndTotal(sensor, "stream-thread-metrics", tags, operation);
        addAverageAndMaximum(sensor, "stream-thread-metrics", tags, operation);
        return sensor;
    }

    /** A sensor that counts records of a task, by its sum. */
    public Sensor taskRecords(String thread, String task, String operation) {
        Map<String, String> tags = Map.of("thread-id", thread, "task-id", task);
        Sensor sensor = metrics.sensor("internal." + thread + ".task." + task + "." + operation);
        sensor.add(
                metrics.metricName(
                        operation + "-rate", "stream-task-metrics", "The average number of records per second", tags),
                new Rate(TimeUnit.SECONDS, new WindowedSum()));
        sensor.add(
                metrics.metricName(operation + "-total", "stream-task-metrics", "The total number of records", tags),
                new CumulativeSum());
        return sensor;
    }

    @Override
    public Sensor addLatencyRateTotalSensor(
            String scopeName,
            String entityName,
            String operationName,
            Sensor.RecordingLevel recordingLevel,
            String... tags) {
        Map<String, String> tagMap = tags(scopeName, entityName, tags);
        Sensor sensor = sensor(entityName, operationName, recordingLevel);
        addRateAndTotal(sensor, group(scopeName), tagMap, operationName);
        addAverageAndMaximum(sensor, group(scopeName), tagMap, operationName);
        return sensor;
    }

    @Override
    public Sensor addRateTotalSensor(
            String scopeName,
            String entityName,
            String operationName,
            Sensor.RecordingLevel recordingLevel,
            String... tags) {
        Map<String, String> tagMap = tags(scopeName, entityName, tags);
        Sensor sensor = sensor(entityName, operationName, recordingLevel);
        addRateAndTotal(sensor, group(scopeName), tagMap, operationName);
        return sensor;
    }

    private static String group(String scopeName) {
        return "stream-" + scopeName + "-metrics";
    }

    private Sensor sensor(String entityName, String operationName, Sensor.RecordingLevel level) {
        return metrics.sensor(
                "external." + Thread.currentThread().getName() + ".entity." + entityName + ".s." + operationName,
                level);
    }

    private static Map<String, String> tags(String scopeName, String entityName, String... pairs) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("thread-id", Thread.currentThread().getName());
        tags.put(scopeName + "-id", entityName);
        if (pairs.length % 2 != 0) {
            throw new IllegalArgumentException("Tags needs to be specified in key-value pairs");
        }
        for (int i = 0; i < pairs.length; i += 2) {
            tags.put(pairs[i], pairs[i + 1]);
        }
        return tags;
    }

    private void addRateAndTotal(Sensor sensor, String group, Map<String, String> tags, String operation) {
        sensor.add(
                metrics.metricName(
                        operation + "-rate",
                        group,
                        "The average number of occurrences of " + operation + " per second",
                        tags),
                new Rate(TimeUnit.SECONDS, new WindowedCount()));
        sensor.add(
                metrics.metricName(
                        operation + "-total", group, "The total number of occurrences of " + operation, tags),
                new CumulativeCount());
    }

    private void addAverageAndMaximum(Sensor sensor, String group, Map<String, String> tags, String operation) {
        sensor.add(
                metrics.metricName(operation + "-latency-avg", group, "The average latency of " + operation, tags),
                new Avg());
        sensor.add(
                metrics.metricName(operation + "-latency-max", group, "The maximum latency of " + operation, tags),
                new Max());
    }

    @Override
    public Sensor addSensor(String name, Sensor.RecordingLevel recordingLevel) {
        return metrics.sensor(name, recordingLevel);
    }

    @Override
    public Sensor addSensor(String name, Sensor.RecordingLevel recordingLevel, Sensor... parents) {
        return metrics.sensor(name, recordingLevel, parents);
    }

    @Override
    public void removeSensor(Sensor sensor) {
        metrics.removeSensor(Objects.requireNonNull(sensor, "Sensor is null").name());
    }

    @Override
    public void close() {
        metrics.close();
    }
}
