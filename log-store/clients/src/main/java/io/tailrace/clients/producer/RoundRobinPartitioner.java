package io.tailrace.clients.producer;

import io.tailrace.common.Cluster;
import io.tailrace.common.PartitionInfo;
import io.tailrace.common.utils.Utils;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Spreads the records of a topic evenly over its partitions that have a leader, whatever their keys. */
public class RoundRobinPartitioner implements Partitioner {

    private final Map<String, AtomicInteger> counters = new ConcurrentHashMap<>();

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public int partition(
            String topic,
            @Nullable Object key,
            byte @Nullable [] keyBytes,
            @Nullable Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster) {
        int next = Utils.toPositive(
                counters.computeIfAbsent(topic, t -> new AtomicInteger()).getAndIncrement());
        List<PartitionInfo> available = cluster.availablePartitionsForTopic(topic);
        if (!available.isEmpty()) {
            return available.get(next % available.size()).partition();
        }
        return next % cluster.partitionsForTopic(topic).size();
    }

    @Override
    public void close() {}
}
