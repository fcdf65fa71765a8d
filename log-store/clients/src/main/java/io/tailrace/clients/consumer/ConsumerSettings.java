package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.fetch.PartitionFetch;
import io.tailrace.clients.consumer.group.GroupSettings;
import io.tailrace.common.IsolationLevel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a consumer need of its configuration.
 *
 * @param group null without {@code group.id}: no subscriptions and no commits then
 */
record ConsumerSettings(
        @Nullable GroupSettings group,
        OffsetReset reset,
        IsolationLevel isolation,
        Fetching fetching,
        AutoCommit autoCommit,
        int defaultApiTimeoutMs,
        long retryBackoffMs,
        boolean excludeInternalTopics,
        String rack) {

    /** How records are fetched. */
    record Fetching(
            int minBytes, int maxWaitMs, int maxBytes, int maxPartitionBytes, int maxPollRecords, boolean checkCrcs) {}

    /** Whether and how often positions are committed without being asked. */
    record AutoCommit(boolean enabled, int intervalMs) {}

    static ConsumerSettings from(ConsumerConfig config) {
        String groupId = config.getString(ConsumerConfig.GROUP_ID_CONFIG);
        String rack = config.getString(ConsumerConfig.CLIENT_RACK_CONFIG);
        return new ConsumerSettings(
                groupId == null ? null : group(groupId, config),
                OffsetReset.parse(
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        String.valueOf(config.getString(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG))),
                IsolationLevel.valueOf(String.valueOf(config.getString(ConsumerConfig.ISOLATION_LEVEL_CONFIG))
                        .toUpperCase(Locale.ROOT)),
                new Fetching(
                        config.getInt(ConsumerConfig.FETCH_MIN_BYTES_CONFIG),
                        config.getInt(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
                        config.getInt(ConsumerConfig.FETCH_MAX_BYTES_CONFIG),
                        config.getInt(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                        config.getInt(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
                        config.getBoolean(ConsumerConfig.CHECK_CRCS_CONFIG)),
                new AutoCommit(
                        config.getBoolean(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG),
                        config.getInt(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG)),
                config.getInt(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG),
                config.getLong(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG),
                config.getBoolean(ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG),
                rack == null ? "" : rack);
    }

    private static GroupSettings group(String groupId, ConsumerConfig config) {
        return new GroupSettings(
                groupId,
                config.getString(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                "consumer",
                config.getInt(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                config.getInt(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                config.getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG));
    }

    PartitionFetch.Options fetchOptions() {
        return new PartitionFetch.Options(isolation == IsolationLevel.READ_COMMITTED, fetching.checkCrcs());
    }
}
