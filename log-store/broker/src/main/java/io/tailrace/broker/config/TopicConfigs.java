package io.tailrace.broker.config;

import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigDef.Importance;
import io.tailrace.common.config.ConfigException;
import io.tailrace.common.config.TopicConfig;
import io.tailrace.protocol.record.TimestampType;
import io.tailrace.storage.log.Durability;
import io.tailrace.storage.log.LogConfig;
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
            return null;
        } catch (ConfigException e) {
            return e.getMessage();
        }
    }

    /** The log's share of a topic's configuration. */
    public LogConfig logConfig(Map<String, String> overrides) {
        Map<String, Object> values = definition.parse(overrides);
        boolean deletes = ((List<?>) values.get(TopicConfig.CLEANUP_POLICY_CONFIG)).contains("delete");
        return LogConfig.defaults()
                .withSegmentBytes((Integer) values.get(TopicConfig.SEGMENT_BYTES_CONFIG))
                .withSegmentMs((Long) values.get(TopicConfig.SEGMENT_MS_CONFIG))
                .withSegmentIndexBytes((Integer) values.get(TopicConfig.SEGMENT_INDEX_BYTES_CONFIG))
                .withIndexIntervalBytes((Integer) values.get(TopicConfig.INDEX_INTERVAL_BYTES_CONFIG))
                .withRetention(
                        (Long) values.get(TopicConfig.RETENTION_MS_CONFIG),
                        (Long) values.get(TopicConfig.RETENTION_BYTES_CONFIG),
                        deletes)
                .withMaxMessageBytes((Integer) values.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
                .withTimestamps(
                        timestampType((String) values.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)),
                        (Long) values.get(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG),
                        (Long) values.get(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG))
                .withFileDeleteDelayMs((Long) values.get(TopicConfig.FILE_DELETE_DELAY_MS_CONFIG))
                .withDurability(durability((String) values.get(TopicConfig.DURABILITY_CONFIG)));
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
