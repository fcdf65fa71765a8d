package io.tailrace.coordinator.group;

/**
 * Settings of the group coordinator.
 *
 * @param minSessionTimeoutMs {@code group.min.session.timeout.ms}
 * @param maxSessionTimeoutMs {@code group.max.session.timeout.ms}
 * @param maxGroupSize {@code group.max.size}; a member above it is refused with {@code GROUP_MAX_SIZE_REACHED}
 * @param initialRebalanceDelayMs {@code group.initial.rebalance.delay.ms}: how long an empty group waits for more
 *     members before its first rebalance completes
 * @param offsetMetadataMaxBytes {@code offset.metadata.max.bytes}
 * @param offsetsRetentionMs {@code offsets.retention.minutes}: how long offsets outlive their use
 */
public record GroupCoordinatorConfig(
        int minSessionTimeoutMs,
        int maxSessionTimeoutMs,
        int maxGroupSize,
        int initialRebalanceDelayMs,
        int offsetMetadataMaxBytes,
        long offsetsRetentionMs) {

    public GroupCoordinatorConfig {
        require(minSessionTimeoutMs > 0, "minSessionTimeoutMs > 0", minSessionTimeoutMs);
        require(maxSessionTimeoutMs >= minSessionTimeoutMs, "maxSessionTimeoutMs >= minimum", maxSessionTimeoutMs);
        require(maxGroupSize > 0, "maxGroupSize > 0", maxGroupSize);
        require(initialRebalanceDelayMs >= 0, "initialRebalanceDelayMs >= 0", initialRebalanceDelayMs);
        require(offsetMetadataMaxBytes >= 0, "offsetMetadataMaxBytes >= 0", offsetMetadataMaxBytes);
        require(offsetsRetentionMs > 0, "offsetsRetentionMs > 0", offsetsRetentionMs);
    }

    /** Apache Kafka's defaults. */
    public static GroupCoordinatorConfig defaults() {
        return new GroupCoordinatorConfig(6_000, 1_800_000, Integer.MAX_VALUE, 3_000, 4_096, 7L * 24 * 60 * 60 * 1000);
    }

    public GroupCoordinatorConfig withInitialRebalanceDelayMs(int delayMs) {
        return new GroupCoordinatorConfig(
                minSessionTimeoutMs,
                maxSessionTimeoutMs,
                maxGroupSize,
                delayMs,
                offsetMetadataMaxBytes,
                offsetsRetentionMs);
    }

    private static void require(boolean condition, String expected, long actual) {
        if (!condition) {
            throw new IllegalArgumentException("expected " + expected + ", actual=" + actual);
        }
    }
}
