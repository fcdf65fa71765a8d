package io.tailrace.streams;

import io.tailrace.clients.CommonClientConfigs;
import io.tailrace.clients.producer.ProducerConfig;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold between keys of {@link StreamsConfig}.
 *
 * <p><b>Threads:</b> stateless.
 */
final class ConfigRules {
    /** Default of {@code transaction.timeout.ms} under exactly-once, in ms. */
    static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private static final List<String> OPTIMIZATIONS = List.of(
            StreamsConfig.OPTIMIZE,
            StreamsConfig.NO_OPTIMIZATION,
            StreamsConfig.REUSE_KTABLE_SOURCE_TOPICS,
            StreamsConfig.MERGE_REPARTITION_TOPICS,
            StreamsConfig.SINGLE_STORE_SELF_JOIN);
    private static final String OPTIMIZATIONS_EXPECTED = "Acceptable values are: \"+NO_OPTIMIZATION+\", \"+OPTIMIZE+\","
            + " or a comma separated list of specific optimizations: (\"+REUSE_KTABLE_SOURCE_TOPICS+\","
            + " \"+MERGE_REPARTITION_TOPICS+\" + \"SINGLE_STORE_SELF_JOIN+\").";

    private ConfigRules() {}

    static void check(StreamsConfig config) {
        checkTags(config);
        checkMetricsPush(config);
        checkMembership(config);
        if (StreamsConfig.EXACTLY_ONCE_V2.equals(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))) {
            checkTransactionTimeout(config);
        }
    }

    static Set<String> optimizations(String config) {
        List<String> names = List.of(config.split("\\s*,\\s*"));
        boolean whole = names.contains(StreamsConfig.OPTIMIZE) || names.contains(StreamsConfig.NO_OPTIMIZATION);
        if (whole && names.size() > 1) {
            throw new ConfigException(
                    "\"" + config + "\" is not a valid optimization config. " + OPTIMIZATIONS_EXPECTED);
        }
        if (!OPTIMIZATIONS.containsAll(names)) {
            throw new ConfigException("Unrecognized config. " + OPTIMIZATIONS_EXPECTED);
        }
        if (names.contains(StreamsConfig.NO_OPTIMIZATION)) {
            return Set.of();
        }
        return new HashSet<>(
                names.contains(StreamsConfig.OPTIMIZE) ? OPTIMIZATIONS.subList(2, OPTIMIZATIONS.size()) : names);
    }

    /** @throws ConfigException if it has no name; contexts for tests of one processor alone need none */
    static void checkNamed(StreamsConfig config) {
        String key = StreamsConfig.APPLICATION_ID_CONFIG;
        String name = config.getString(key);
        if (name == null || name.isEmpty()) {
            throw new ConfigException(key, name, "expected a non-empty string");
        }
    }

    private static void checkTags(StreamsConfig config) {
        Map<String, String> tags = config.getClientTags();
        if (tags.size() > StreamsConfig.MAX_RACK_AWARE_ASSIGNMENT_TAG_LIST_SIZE) {
            throw new ConfigException("At most " + StreamsConfig.MAX_RACK_AWARE_ASSIGNMENT_TAG_LIST_SIZE
                    + " client tags can be specified using " + StreamsConfig.CLIENT_TAG_PREFIX + " prefix.");
        }
        List<String> used = config.getList(StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG);
        for (String tag : used) {
            if (!tags.containsKey(tag)) {
                String reason = tag.isEmpty()
                        ? "Tag key cannot be empty."
                        : "which doesn't have corresponding tag set via [" + StreamsConfig.CLIENT_TAG_PREFIX
                                + "] prefix.";
                throw new ConfigException(
                        StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG,
                        used,
                        "Contains invalid value [" + tag + (tag.isEmpty() ? "]. " : "] ") + reason);
            }
        }
        tags.forEach(ConfigRules::checkTag);
    }

    private static void checkTag(String key, String value) {
        String configKey = StreamsConfig.CLIENT_TAG_PREFIX + key;
        if (key.isBlank()) {
            throw new ConfigException(
                    "Invalid config `" + StreamsConfig.CLIENT_TAG_PREFIX + "` (missing client tag key).");
        }
        if (value.isBlank()) {
            throw new ConfigException(configKey, "[]", "Tag value cannot be empty.");
        }
        checkLength(configKey, "Tag key", key, StreamsConfig.MAX_RACK_AWARE_ASSIGNMENT_TAG_KEY_LENGTH);
        checkLength(configKey, "Tag value", value, StreamsConfig.MAX_RACK_AWARE_ASSIGNMENT_TAG_VALUE_LENGTH);
    }

    private static void checkLength(String configKey, String what, String text, int limit) {
        if (text.length() > limit) {
            throw new ConfigException(configKey, text, what + " exceeds maximum length of " + limit + ".");
        }
    }

    /** Members that keep their name over a restart are a thing of the classic protocol. */
    private static void checkMembership(StreamsConfig config) {
        if (!config.isStreamsProtocolEnabled()) {
            return;
        }
        String key = CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG;
        for (String prefix : List.of("", StreamsConfig.CONSUMER_PREFIX, StreamsConfig.MAIN_CONSUMER_PREFIX)) {
            Object name = config.originals().get(prefix + key);
            if (name != null && !name.toString().isEmpty()) {
                throw new ConfigException("Streams rebalance protocol does not support static membership. Please set"
                        + " group.protocol=classic or remove group.instance.id from the configuration.");
            }
        }
    }

    /** Pushing metrics needs the clients inside to agree. */
    private static void checkMetricsPush(StreamsConfig config) {
        if (!config.getBoolean(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG)) {
            return;
        }
        Boolean consumer = metricsPush(config, StreamsConfig.CONSUMER_PREFIX);
        Boolean mainConsumer = metricsPush(config, StreamsConfig.MAIN_CONSUMER_PREFIX);
        Boolean admin = metricsPush(config, StreamsConfig.ADMIN_CLIENT_PREFIX);
        String begin = "Kafka Streams metrics push ";
        String end = ", the setting needs to be consistent between the two";
        if (Boolean.FALSE.equals(consumer) && mainConsumer == null && admin == null) {
            throw new ConfigException(begin + "enabled but consumer.enable.metrics is false" + end);
        }
        String how = Boolean.TRUE.equals(consumer) ? "and consumer.enable.metrics are enabled, but " : "enabled but ";
        boolean noMain = Boolean.FALSE.equals(mainConsumer);
        boolean noAdmin = Boolean.FALSE.equals(admin);
        if (noMain && noAdmin) {
            throw new ConfigException(begin + how + "main.consumer and admin.client metrics push are disabled" + end);
        }
        if (noMain || noAdmin) {
            throw new ConfigException(
                    begin + how + (noMain ? "main.consumer" : "admin.client") + " metrics push is disabled" + end);
        }
    }

    private static @Nullable Boolean metricsPush(StreamsConfig config, String prefix) {
        Object value = config.originalsWithPrefix(prefix).get(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG);
        return (Boolean) ConfigDef.parseType(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, value, ConfigDef.Type.BOOLEAN);
    }

    private static void checkTransactionTimeout(StreamsConfig config) {
        String key = StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        Object given = ConfigDef.parseType(key, config.originals().get(key), ConfigDef.Type.INT);
        int timeoutMs = given == null ? TRANSACTION_TIMEOUT_MS : (Integer) given;
        long commitMs = config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG);
        if (timeoutMs < commitMs) {
            throw new IllegalArgumentException("Transaction timeout " + timeoutMs
                    + " was set lower than streams commit interval " + commitMs
                    + ". This will cause ongoing transaction always timeout due to inactivity caused by long commit"
                    + " interval. Consider reconfiguring commit interval to match transaction timeout by tuning"
                    + " 'commit.interval.ms' config, or increase the transaction timeout to match commit interval by"
                    + " tuning `producer.transaction.timeout.ms` config.");
        }
    }
}
