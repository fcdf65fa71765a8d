package io.tailrace.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.MetricName;
import io.tailrace.common.metrics.stats.Avg;
import io.tailrace.common.metrics.stats.CumulativeCount;
import io.tailrace.common.metrics.stats.Max;
import io.tailrace.common.metrics.stats.Meter;
import io.tailrace.common.metrics.stats.Min;
import io.tailrace.common.metrics.stats.SimpleRate;
import io.tailrace.common.metrics.stats.Value;
import io.tailrace.common.metrics.stats.WindowedCount;
import io.tailrace.common.metrics.stats.WindowedSum;
import io.tailrace.common.utils.Time;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every statistic gives the figures that Kafka's gives for the same values at the same times. */
class KafkaMetricsTwinTest {

    private static final class Clock implements Time {
        private long nowMs = 1_000_000;

        @Override
        public long milliseconds() {
            return nowMs;
        }

        @Override
        public long nanoseconds() {
            return nowMs * 1_000_000;
        }

        @Override
        public void sleep(long ms) {
            nowMs += ms;
        }
    }

    private record KafkaClock(Clock clock) implements org.apache.kafka.common.utils.Time {
        @Override
        public long milliseconds() {
            return clock.milliseconds();
        }

        @Override
        public long nanoseconds() {
            return clock.nanoseconds();
        }

        @Override
        public void sleep(long ms) {
            clock.sleep(ms);
        }

        @Override
        public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs) {
            throw new UnsupportedOperationException("nobody waits here");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldMeasureWhatKafkaMeasures(long seed) {
        Random random = new Random(seed);
        Clock clock = new Clock();
        int samples = 1 + random.nextInt(4);
        long eventWindow = random.nextBoolean() ? Long.MAX_VALUE : 1 + random.nextInt(20);
        Metrics ours = ours(clock, samples, eventWindow);
        org.apache.kafka.common.metrics.Metrics kafkas = kafkas(clock, samples, eventWindow);
        for (int step = 0; step < 500; step++) {
            clock.sleep(random.nextInt(4) == 0 ? random.nextInt(40_000) : random.nextInt(100));
            if (random.nextInt(5) != 0) {
                double value = random.nextInt(1_000) / 4.0 - 20;
                ours.sensor("s").record(value);
                kafkas.sensor("s").record(value);
            }
            assertThat(values(ours)).as("seed %d, step %d", seed, step).isEqualTo(values(kafkas));
        }
    }

    private static Metrics ours(Clock clock, int samples, long eventWindow) {
        MetricConfig config =
                new MetricConfig().samples(samples).eventWindow(eventWindow).timeWindow(10, TimeUnit.SECONDS);
        Metrics metrics = new Metrics(config, clock);
        Sensor sensor = metrics.sensor("s");
        sensor.add(metrics.metricName("avg", "g"), new Avg());
        sensor.add(metrics.metricName("max", "g"), new Max());
        sensor.add(metrics.metricName("min", "g"), new Min());
        sensor.add(metrics.metricName("sum", "g"), new WindowedSum());
        sensor.add(metrics.metricName("windowed-count", "g"), new WindowedCount());
        sensor.add(metrics.metricName("cumulative-count", "g"), new CumulativeCount());
        sensor.add(metrics.metricName("simple-rate", "g"), new SimpleRate());
        sensor.add(metrics.metricName("value", "g"), new Value());
        sensor.add(new Meter(metrics.metricName("rate", "g"), metrics.metricName("total", "g")));
        return metrics;
    }

    private static org.apache.kafka.common.metrics.Metrics kafkas(Clock clock, int samples, long eventWindow) {
        org.apache.kafka.common.utils.Time time = new KafkaClock(clock);
        var config = new org.apache.kafka.common.metrics.MetricConfig()
                .samples(samples)
                .eventWindow(eventWindow)
                .timeWindow(10, TimeUnit.SECONDS);
        var metrics = new org.apache.kafka.common.metrics.Metrics(config, time);
        var sensor = metrics.sensor("s");
        sensor.add(metrics.metricName("avg", "g"), new org.apache.kafka.common.metrics.stats.Avg());
        sensor.add(metrics.metricName("max", "g"), new org.apache.kafka.common.metrics.stats.Max());
        sensor.add(metrics.metricName("min", "g"), new org.apache.kafka.common.metrics.stats.Min());
        sensor.add(metrics.metricName("sum", "g"), new org.apache.kafka.common.metrics.stats.WindowedSum());
        sensor.add(
                metrics.metricName("windowed-count", "g"), new org.apache.kafka.common.metrics.stats.WindowedCount());
        sensor.add(
                metrics.metricName("cumulative-count", "g"),
                new org.apache.kafka.common.metrics.stats.CumulativeCount());
        sensor.add(metrics.metricName("simple-rate", "g"), new org.apache.kafka.common.metrics.stats.SimpleRate());
        sensor.add(metrics.metricName("value", "g"), new org.apache.kafka.common.metrics.stats.Value());
        sensor.add(new org.apache.kafka.common.metrics.stats.Meter(
                metrics.metricName("rate", "g"), metrics.metricName("total", "g")));
        return metrics;
    }

    private static Map<String, Object> values(Metrics metrics) {
        Map<String, Object> values = new TreeMap<>();
        metrics.metrics().forEach((name, metric) -> values.put(name.name(), metric.metricValue()));
        return values;
    }

    private static Map<String, Object> values(org.apache.kafka.common.metrics.Metrics metrics) {
        Map<String, Object> values = new TreeMap<>();
        metrics.metrics().forEach((name, metric) -> values.put(name.name(), metric.metricValue()));
        return values;
    }

    @Test
    void shouldGiveParentsAllThatChildrenGet() {
        Metrics metrics = new Metrics();
        Sensor parent = metrics.sensor("parent");
        MetricName total = metrics.metricName("total", "g");
        parent.add(total, new CumulativeCount());
        metrics.sensor("child", parent).record(5);
        assertThat(metrics.metric(total).metricValue()).isEqualTo(1.0);
        metrics.removeSensor("parent");
        assertThat(metrics.getSensor("child")).isNull();
        assertThat(metrics.metric(total)).isNull();
    }

    @Test
    void shouldRefuseANameThatIsTaken() {
        Metrics metrics = new Metrics();
        MetricName name = metrics.metricName("a", "g");
        metrics.addMetric(name, (config, now) -> 1.0);
        assertThatThrownBy(() -> metrics.sensor("s").add(name, new Avg()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("already exists");
    }

    @Test
    void shouldNotRecordAboveTheConfiguredLevel() {
        Metrics metrics = new Metrics();
        MetricName count = metrics.metricName("count-of-debug", "g");
        Sensor debug = metrics.sensor("debug", Sensor.RecordingLevel.DEBUG);
        debug.add(count, new CumulativeCount());
        debug.record(1);
        assertThat(metrics.metric(count).metricValue()).isEqualTo(0.0);
    }

    @Test
    void shouldThrowWhenAQuotaIsViolated() {
        Metrics metrics = new Metrics();
        Sensor sensor = metrics.sensor("s");
        sensor.add(
                metrics.metricName("sum-with-quota", "g"),
                new WindowedSum(),
                new MetricConfig().quota(Quota.upperBound(5)));
        sensor.record(5);
        assertThatThrownBy(() -> sensor.record(0.5))
                .isInstanceOf(QuotaViolationException.class)
                .hasMessageContaining("Actual: 5.5, Threshold: 5.0");
    }
}
