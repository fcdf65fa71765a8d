package io.tailrace.streams;

import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.metrics.Sensor;
import java.util.Map;

/**
 * The metrics of an application, to which processors and stores can add their own. A sensor is recorded by its owner: a latency sensor is
 * given nanoseconds.
 *
 * <p>Sensors of a scope {@code s} are in the group {@code stream-s-metrics}, with the tags {@code thread-id}, {@code s-id} and those given as
 * key, value, key, value….
 *
 * <p><b>Threads:</b> safe.
 */
public interface StreamsMetrics {
    /** All metrics of the application, read-only. */
    Map<MetricName, ? extends Metric> metrics();

    /**
     * Adds a sensor with the average and maximum of what it is given, the rate and the total of how often.
     *
     * @throws IllegalArgumentException if the tags are not pairs
     */
    Sensor addLatencyRateTotalSensor(
            String scopeName,
            String entityName,
            String operationName,
            Sensor.RecordingLevel recordingLevel,
            String... tags);

    /**
     * Adds a sensor with the rate and the total of how often it is recorded.
     *
     * @throws IllegalArgumentException if the tags are not pairs
     */
    Sensor addRateTotalSensor(
            String scopeName,
            String entityName,
            String operationName,
            Sensor.RecordingLevel recordingLevel,
            String... tags);

    /** Adds a sensor without metrics. */
    Sensor addSensor(String name, Sensor.RecordingLevel recordingLevel);

    /** Adds a sensor without metrics that also records into its parents. */
    Sensor addSensor(String name, Sensor.RecordingLevel recordingLevel, Sensor... parents);

    /** Removes a sensor, its metrics and its children. */
    void removeSensor(Sensor sensor);
}
