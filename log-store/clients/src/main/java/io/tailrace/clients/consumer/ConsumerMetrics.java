package io.tailrace.clients.consumer;

import io.tailrace.common.IsolationLevel;
import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Readings of a consumer, under Kafka's names where it has them. Each is taken when it is asked for.
 *
 * <p><b>Threads:</b> values are counters of the owner of the consumer; another thread may see a slightly older one.
 */
final class ConsumerMetrics {

    private record Reading(MetricName metricName, Supplier<Number> source) implements Metric {
        @Override
        public Object metricValue() {
            return source.get().doubleValue();
        }
    }

    private final Map<MetricName, Metric> readings = new LinkedHashMap<>();
    private final Map<String, String> tags;

    ConsumerMetrics(ConsumerCore core, RecordReader<?, ?> reader) {
        tags = Map.of("client-id", core.client.settings().clientId());
        String fetch = "consumer-fetch-manager-metrics";
        add(fetch, "records-consumed-total", "Records returned by poll", reader::recordCount);
        add(fetch, "bytes-consumed-total", "Bytes of records fetched", core.fetcher::fetchedBytes);
        add(fetch, "fetch-total", "Fetch requests sent", core.fetcher::fetches);
        add(fetch, "records-lag-max", "Records behind the end, of the partition that is behind most", () -> lag(core));
        add(
                fetch,
                "buffered-bytes",
                "Bytes fetched that wait to be polled",
                () -> core.fetcher.buffer().sizeBytes());
        GroupCoordination group = core.group;
        if (group == null) return;
        String coordinator = "consumer-coordinator-metrics";
        add(coordinator, "rebalance-total", "Rebalances completed", group::rebalances);
        add(coordinator, "committed-offsets-total", "Offsets committed", group.commits()::committedCount);
        add(
                coordinator,
                "assigned-partitions",
                "Partitions assigned",
                () -> core.subscriptions.assignedPartitions().size());
    }

    private void add(String group, String name, String description, Supplier<Number> source) {
        MetricName metricName = new MetricName(name, group, description, tags);
        readings.put(metricName, new Reading(metricName, source));
    }

    private static long lag(ConsumerCore core) {
        long most = 0;
        for (PartitionState state : core.subscriptions.states()) {
            long end = end(state, core.settings.isolation());
            if (state.hasPosition() && end >= 0) most = Math.max(most, end - state.position);
        }
        return most;
    }

    /** The end that a reader of that isolation sees; -1 if unknown. */
    static long end(PartitionState state, IsolationLevel isolation) {
        return isolation == IsolationLevel.READ_COMMITTED ? state.lastStableOffset : state.highWatermark;
    }

    Map<MetricName, ? extends Metric> all() {
        return Map.copyOf(readings);
    }
}
