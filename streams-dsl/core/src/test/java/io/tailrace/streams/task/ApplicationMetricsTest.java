package io.tailrace.streams.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.Metric;
import io.tailrace.common.metrics.Sensor;
import io.tailrace.common.utils.Time;
import io.tailrace.streams.StreamsConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ApplicationMetricsTest {
    private final ApplicationMetrics metrics = ApplicationMetrics.of(
            new StreamsConfig(Map.of("application.id", "app", "bootstrap.servers", "broker:1")), "client", Time.SYSTEM);

    private Map<String, Metric> inGroup(String group) {
        Map<String, Metric> found = new HashMap<>();
        metrics.metrics().forEach((name, metric) -> {
            if (name.group().equals(group)) {
                found.put(name.name(), metric);
            }
        });
        return found;
    }

    @Test
    void shouldNameSensorsOfScopes() {
        Sensor sensor =
                metrics.addLatencyRateTotalSensor("fetch", "price", "lookup", Sensor.RecordingLevel.INFO, "shop", "7");
        sensor.record(10);
        sensor.record(30);
        Map<String, Metric> found = inGroup("stream-fetch-metrics");
        assertThat(found.keySet())
                .isEqualTo(Set.of("lookup-rate", "lookup-total", "lookup-latency-avg", "lookup-latency-max"));
        assertThat(found.get("lookup-total").metricValue()).isEqualTo(2.0);
        assertThat(found.get("lookup-latency-avg").metricValue()).isEqualTo(20.0);
        assertThat(found.get("lookup-latency-max").metricValue()).isEqualTo(30.0);
        assertThat(found.get("lookup-rate").metricName().tags())
                .isEqualTo(Map.of("thread-id", Thread.currentThread().getName(), "fetch-id", "price", "shop", "7"));
        metrics.removeSensor(sensor);
        assertThat(inGroup("stream-fetch-metrics")).isEmpty();
    }

    @Test
    void shouldRefuseTagsThatAreNotPairs() {
        assertThatThrownBy(() -> metrics.addRateTotalSensor("s", "e", "o", Sensor.RecordingLevel.INFO, "alone"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Tags needs to be specified in key-value pairs");
    }

    @Test
    void shouldRecordIntoParents() {
        Sensor parent = metrics.addRateTotalSensor("s", "e", "parent", Sensor.RecordingLevel.INFO);
        metrics.addSensor("child", Sensor.RecordingLevel.INFO, parent).record();
        metrics.addSensor("quiet", Sensor.RecordingLevel.DEBUG, parent).record();
        assertThat(inGroup("stream-s-metrics").get("parent-total").metricValue())
                .isEqualTo(1.0);
    }
}
