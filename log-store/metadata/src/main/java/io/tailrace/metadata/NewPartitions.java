package io.tailrace.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Partitions to add to a topic.
 *
 * @param totalCount how many it shall have then
 * @param assignments broker ids of each new partition; null to let the cluster choose
 */
public record NewPartitions(
        String topic, int totalCount, @Nullable List<List<Integer>> assignments) {}
