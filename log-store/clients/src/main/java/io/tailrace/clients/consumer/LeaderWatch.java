package io.tailrace.clients.consumer;

import io.tailrace.clients.core.ClusterSnapshot;
import io.tailrace.common.TopicPartition;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the group's leader knew of the topics when it assigned them: it has the group rebalance when topics come, go or
 * grow.
 *
 * @param partitionCounts 0 for a topic that did not exist
 */
record LeaderWatch(long metadataVersion, Map<String, Integer> partitionCounts) {
    static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    static LeaderWatch of(ClusterSnapshot cluster, Set<String> topics) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String topic : topics) counts.put(topic, cluster.partitionCount(topic));
        return new LeaderWatch(cluster.version(), counts);
    }

    boolean hasChanged(ClusterSnapshot cluster) {
        if (cluster.version() == metadataVersion) return false;
        for (Map.Entry<String, Integer> each : partitionCounts.entrySet()) {
            if (cluster.partitionCount(each.getKey()) != each.getValue()) return true;
        }
        return false;
    }
}
