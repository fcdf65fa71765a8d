package io.tailrace.clients.producer;

import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * What a producer counts about itself, under Kafka's names where Kafka has the figure.
 *
 * <p><b>Threads:</b> any.
 */
final class ProducerCounters {

    private static final String GROUP = "producer-metrics";

    final LongAdder recordsSent = new LongAdder();
    final LongAdder recordsFailed = new LongAdder();
    final LongAdder recordsRetried = new LongAdder();
    final LongAdder batchesSent = new LongAdder();
    final LongAdder batchesSplit = new LongAdder();
    final LongAdder bytesSent = new LongAdder();
    final LongAdder requestsSent = new LongAdder();
    final LongAdder epochBumps = new LongAdder();

    private final Map<MetricName, Metric> metrics = new LinkedHashMap<>();

    ProducerCounters(String clientId, BufferMemory memory) {
        Map<String, String> tags = Map.of("client-id", clientId);
        add(tags, "record-send-total", "Records handed to brokers, repeated sends not counted.", recordsSent::sum);
        add(tags, "record-error-total", "Records that failed.", recordsFailed::sum);
        add(tags, "record-retry-total", "Records that were sent once more.", recordsRetried::sum);
        add(tags, "batch-send-total", "Batches handed to brokers, repeated sends counted.", batchesSent::sum);
        add(tags, "batch-split-total", "Batches that were too large and were split.", batchesSplit::sum);
        add(tags, "outgoing-byte-total", "Bytes of batches handed to brokers.", bytesSent::sum);
        add(tags, "request-total", "Produce requests.", requestsSent::sum);
        add(tags, "epoch-bump-total", "How often a partition started over with a new epoch.", epochBumps::sum);
        add(tags, "buffer-total-bytes", "The size of buffer.memory.", memory::totalBytes);
        add(tags, "buffer-available-bytes", "What of buffer.memory is free.", memory::freeBytes);
    }

    private void add(Map<String, String> tags, String name, String description, Supplier<Long> value) {
        MetricName metricName = new MetricName(name, GROUP, description, tags);
        metrics.put(metricName, new Figure(metricName, value));
    }

    Map<MetricName, Metric> metrics() {
        return Map.copyOf(metrics);
    }

    private record Figure(MetricName metricName, Supplier<Long> value) implements Metric {
        @Override
        public Object metricValue() {
            return (double) value.get();
        }
    }
}
