package io.tailrace.metadata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A topic to create.
 *
 * @param partitions -1 for the default, or if {@code assignments} are given
 * @param replicationFactor -1 for the default, or if {@code assignments} are given
 * @param assignments broker ids by partition; empty to let the cluster choose
 * @param configs overrides
 */
public record NewTopic(
        String name,
        int partitions,
        short replicationFactor,
        Map<Integer, List<Integer>> assignments,
        Map<String, @Nullable String> configs) {

    public NewTopic {
        assignments = Map.copyOf(assignments);
        configs = new LinkedHashMap<>(configs);
    }
}
