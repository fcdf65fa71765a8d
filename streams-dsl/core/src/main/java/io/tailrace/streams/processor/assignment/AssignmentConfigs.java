package io.tailrace.streams.processor.assignment;

import io.tailrace.streams.StreamsConfig;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Settings of the assignment.
 *
 * <p><b>Threads:</b> immutable.
 */
public class AssignmentConfigs {
    private final long acceptableRecoveryLag;
    private final int maxWarmupReplicas;
    private final int numStandbyReplicas;
    private final long probingRebalanceIntervalMs;
    private final List<String> rackAwareAssignmentTags;
    private final OptionalInt rackAwareTrafficCost;
    private final OptionalInt rackAwareNonOverlapCost;
    private final String rackAwareAssignmentStrategy;

    public AssignmentConfigs(
            long acceptableRecoveryLag,
            int maxWarmupReplicas,
            int numStandbyReplicas,
            long probingRebalanceIntervalMs,
            List<String> rackAwareAssignmentTags,
            OptionalInt rackAwareTrafficCost,
            OptionalInt rackAwareNonOverlapCost,
            String rackAwareAssignmentStrategy) {
        this.acceptableRecoveryLag = acceptableRecoveryLag;
        this.maxWarmupReplicas = maxWarmupReplicas;
        this.numStandbyReplicas = numStandbyReplicas;
        this.probingRebalanceIntervalMs = probingRebalanceIntervalMs;
        this.rackAwareAssignmentTags = List.copyOf(rackAwareAssignmentTags);
        this.rackAwareTrafficCost = rackAwareTrafficCost;
        this.rackAwareNonOverlapCost = rackAwareNonOverlapCost;
        this.rackAwareAssignmentStrategy = rackAwareAssignmentStrategy;
    }

    public AssignmentConfigs(
            long acceptableRecoveryLag,
            int maxWarmupReplicas,
            int numStandbyReplicas,
            long probingRebalanceIntervalMs,
            List<String> rackAwareAssignmentTags,
            int rackAwareTrafficCost,
            int rackAwareNonOverlapCost,
            String rackAwareAssignmentStrategy) {
        this(
                acceptableRecoveryLag,
                maxWarmupReplicas,
                numStandbyReplicas,
                probingRebalanceIntervalMs,
                rackAwareAssignmentTags,
                OptionalInt.of(rackAwareTrafficCost),
                OptionalInt.of(rackAwareNonOverlapCost),
                rackAwareAssignmentStrategy);
    }

    public AssignmentConfigs(
            Long acceptableRecoveryLag,
            Integer maxWarmupReplicas,
            Integer numStandbyReplicas,
            Long probingRebalanceIntervalMs,
            List<String> rackAwareAssignmentTags) {
        this(
                acceptableRecoveryLag,
                maxWarmupReplicas,
                numStandbyReplicas,
                probingRebalanceIntervalMs,
                rackAwareAssignmentTags,
                OptionalInt.empty(),
                OptionalInt.empty(),
                StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_NONE);
    }

    public static AssignmentConfigs of(StreamsConfig config) {
        return new AssignmentConfigs(
                config.getLong(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG),
                config.getInt(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG),
                config.getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG),
                config.getLong(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG),
                config.getList(StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG),
                cost(config, StreamsConfig.RACK_AWARE_ASSIGNMENT_TRAFFIC_COST_CONFIG),
                cost(config, StreamsConfig.RACK_AWARE_ASSIGNMENT_NON_OVERLAP_COST_CONFIG),
                Objects.requireNonNull(config.getString(StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_CONFIG)));
    }

    private static OptionalInt cost(StreamsConfig config, String key) {
        Object value = config.values().get(key);
        return value == null ? OptionalInt.empty() : OptionalInt.of((Integer) value);
    }

    public long acceptableRecoveryLag() {
        return acceptableRecoveryLag;
    }

    public int maxWarmupReplicas() {
        return maxWarmupReplicas;
    }

    public int numStandbyReplicas() {
        return numStandbyReplicas;
    }

    public long probingRebalanceIntervalMs() {
        return probingRebalanceIntervalMs;
    }

    public List<String> rackAwareAssignmentTags() {
        return rackAwareAssignmentTags;
    }

    public OptionalInt rackAwareTrafficCost() {
        return rackAwareTrafficCost;
    }

    public OptionalInt rackAwareNonOverlapCost() {
        return rackAwareNonOverlapCost;
    }

    public String rackAwareAssignmentStrategy() {
        return rackAwareAssignmentStrategy;
    }

    @Override
    public String toString() {
        return "AssignmentConfigs{acceptableRecoveryLag=" + acceptableRecoveryLag + ", maxWarmupReplicas="
                + maxWarmupReplicas + ", numStandbyReplicas=" + numStandbyReplicas + ", probingRebalanceIntervalMs="
                + probingRebalanceIntervalMs + ", rackAwareAssignmentTags=" + rackAwareAssignmentTags
                + ", rackAwareTrafficCost=" + rackAwareTrafficCost + ", rackAwareNonOverlapCost="
                + rackAwareNonOverlapCost + ", rackAwareAssignmentStrategy=" + rackAwareAssignmentStrategy + "}";
    }
}
