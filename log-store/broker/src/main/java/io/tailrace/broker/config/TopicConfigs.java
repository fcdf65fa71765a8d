package io.tailrace.broker.config;

import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigDef.Importance;
import io.tailrace.common.config.ConfigException;
import io.tailrace.common.config.TopicConfig;
import io.tailrace.protocol.record.TimestampType;
import io.tailrace.storage.compaction.CompactionConfig;
import io.tailrace.storage.log.AppendConfig;
import io.tailrace.storage.log.CleanupPolicy;
import io.tailrace.storage.log.Durability;
import io.tailrace.storage.log.FlushConfig;
import io.tailrace.storage.log.LogConfig;
import io.tailrace.storage.log.RetentionConfig;
import io.tailrace.storage.log.SegmentConfig;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Topic configurations: which keys there are, what a topic's overrides and the server's defaults give together, and
 * what the log makes of it.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class TopicConfigs {

    /** What an empty list says, too. */
    private static final String NO_POLICY = "none";

    private final BrokerConfig server;
    private final ConfigDef definition = new ConfigDef();

    public TopicConfigs(BrokerConfig server) {
        this.server = server;
        for (TopicKey key : TopicKey.ALL) {
            definition.define(
                    key.name(),
                    key.type(),
                    server.topicDefault(key),
                    key.validator(),
                    Importance.MEDIUM,
                    key.documentation());
        }
    }

    /** Topic keys with the defaults of this server. */
    public ConfigDef definition() {
        return definition;
    }

    /** Every topic key. */
    public List<TopicKey> keys() {
        return TopicKey.ALL;
    }

    /** The server's default of a topic key as text. */
    public @Nullable String defaultText(String name) {
        ConfigDef.ConfigKey key = definition.configKeys().get(name);
        return key == null ? null : ConfigDef.convertToString(key.defaultValue, key.type);
    }

    /** What is wrong with a topic's overrides, as a message for the user; null if nothing is. */
    public @Nullable String problem(Map<String, String> overrides) {
        try {
            definition.parseStrictly(overrides);
            LogConfig unused = logConfig(overrides); // what single keys do not show: that values contradict each other
            return null;
        } catch (ConfigException | IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** The log's share of a topic's configuration. */
    public LogConfig logConfig(Map<String, String> overrides) {
        Map<String, Object> values = definition.parse(overrides);
        return new LogConfig(
                segments(values),
                cleanupPolicy((List<?>) values.get(TopicConfig.CLEANUP_POLICY_CONFIG)),
                new RetentionConfig((Long) values.get(TopicConfig.RETENTION_MS_CONFIG), (Long)
                        values.get(TopicConfig.RETENTION_BYTES_CONFIG)),
                compaction(values),
                appends(values),
                new FlushConfig((Long) values.get(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG), (Long)
                        values.get(TopicConfig.FLUSH_MS_CONFIG)),
                durability((String) values.get(TopicConfig.DURABILITY_CONFIG)));
    }

    private static SegmentConfig segments(Map<String, Object> values) {
        return new SegmentConfig(
                (Integer) values.get(TopicConfig.SEGMENT_BYTES_CONFIG),
                (Long) values.get(TopicConfig.SEGMENT_MS_CONFIG),
                (Integer) values.get(TopicConfig.SEGMENT_INDEX_BYTES_CONFIG),
                (Integer) values.get(TopicConfig.INDEX_INTERVAL_BYTES_CONFIG),
                (Long) values.get(TopicConfig.FILE_DELETE_DELAY_MS_CONFIG));
    }

    private static CompactionConfig compaction(Map<String, Object> values) {
        return new CompactionConfig(
                (Long) values.get(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG),
                (Long) values.get(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG),
                (Double) values.get(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG),
                (Long) values.get(TopicConfig.DELETE_RETENTION_MS_CONFIG));
    }

    private static AppendConfig appends(Map<String, Object> values) {
        return AppendConfig.defaults()
                .withMaxMessageBytes((Integer) values.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
                .withTimestamps(
                        timestampType((String) values.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)),
                        (Long) values.get(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG),
                        (Long) values.get(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG));
    }

    private static CleanupPolicy cleanupPolicy(List<?> policies) {
        if (policies.contains(NO_POLICY) && policies.size() > 1) {
            throw new IllegalArgumentException(
                    "expected cleanup.policy to be none or a list of compact and delete, found " + policies);
        }
        return CleanupPolicy.of(
                policies.contains(TopicConfig.CLEANUP_POLICY_COMPACT),
                policies.contains(TopicConfig.CLEANUP_POLICY_DELETE));
    }

    /** The server's configuration, from which the defaults come. */
    public BrokerConfig server() {
        return server;
    }

    private static TimestampType timestampType(String value) {
        return value.equals("LogAppendTime") ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME;
    }

    private static Durability durability(String value) {
        return value.equals("os") ? Durability.OS : Durability.FSYNC;
    }
}
