package io.tailrace.streams;

import io.tailrace.clients.admin.AdminClientConfig;
import io.tailrace.clients.consumer.ConsumerConfig;
import io.tailrace.clients.core.CommonKeys;
import io.tailrace.clients.producer.ProducerConfig;
import io.tailrace.common.config.ConfigException;
import io.tailrace.streams.runtime.StreamsPartitionAssignor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Derives the configurations of the clients inside: the defaults of Streams, then what was given without prefix, then what was given with
 * the prefix of the kind and then of the client. What Streams cannot work without is not overridden, with a warning.
 *
 * <p><b>Threads:</b> confined to one call.
 */
final class ClientConfigs {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConfigs.class);
    private static final int MAX_IN_FLIGHT = 5;
    private static final String READ_COMMITTED = "read_committed";
    private static final List<String> KEYS_FOR_ASSIGNOR = List.of(
            StreamsConfig.UPGRADE_FROM_CONFIG,
            StreamsConfig.REPLICATION_FACTOR_CONFIG,
            StreamsConfig.APPLICATION_SERVER_CONFIG,
            StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
            StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG,
            StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG,
            StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG,
            StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG,
            StreamsConfig.RACK_AWARE_ASSIGNMENT_NON_OVERLAP_COST_CONFIG,
            StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_CONFIG,
            StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG,
            StreamsConfig.RACK_AWARE_ASSIGNMENT_TRAFFIC_COST_CONFIG,
            StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG);

    private final StreamsConfig config;
    private final boolean exactlyOnce;

    ClientConfigs(StreamsConfig config) {
        this.config = config;
        this.exactlyOnce =
                StreamsConfig.EXACTLY_ONCE_V2.equals(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
    }

    Map<String, Object> mainConsumer(String groupId, String clientId, int threadIndex) {
        Map<String, Object> configs = consumer(StreamsConfig.MAIN_CONSUMER_PREFIX);
        configs.put(StreamsConfig.APPLICATION_ID_CONFIG, groupId);
        configs.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        configs.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        configs.computeIfPresent(
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, (key, instance) -> instance + "-" + threadIndex);
        KEYS_FOR_ASSIGNOR.forEach(key -> configs.put(key, config.values().get(key)));
        configs.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, StreamsPartitionAssignor.class.getName());
        Map<String, Object> topicConfigs = config.originalsWithPrefix(StreamsConfig.TOPIC_PREFIX, false);
        checkBatchFitsSegment(topicConfigs);
        configs.putAll(topicConfigs);
        return configs;
    }

    private void checkBatchFitsSegment(Map<String, Object> topicConfigs) {
        Object segment = topicConfigs.get(StreamsConfig.topicPrefix("segment.bytes"));
        Object batch = given(StreamsConfig.PRODUCER_PREFIX, ProducerConfig.configNames())
                .get(ProducerConfig.BATCH_SIZE_CONFIG);
        if (segment != null && batch != null && number(segment) < number(batch)) {
            throw new IllegalArgumentException("Specified topic segment size " + segment
                    + " is smaller than the configured producer batch size " + batch
                    + ", this will cause produced batch not able to be appended to the topic");
        }
    }

    private static long number(Object value) {
        return Long.parseLong(value.toString().trim());
    }

    Map<String, Object> restoreConsumer(String clientId) {
        return withoutGroup(StreamsConfig.RESTORE_CONSUMER_PREFIX, clientId);
    }

    Map<String, Object> globalConsumer(String clientId) {
        return withoutGroup(StreamsConfig.GLOBAL_CONSUMER_PREFIX, clientId + "-global-consumer");
    }

    private Map<String, Object> withoutGroup(String prefix, String clientId) {
        Map<String, Object> configs = consumer(prefix);
        configs.remove(ConsumerConfig.GROUP_ID_CONFIG);
        configs.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        configs.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        configs.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return configs;
    }

    private Map<String, Object> consumer(String prefix) {
        Map<String, Object> fixed = new HashMap<>();
        fixed.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        fixed.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        fixed.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        if (exactlyOnce) {
            fixed.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, READ_COMMITTED);
        }
        Map<String, Object> configs = new HashMap<>(fixed);
        configs.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000");
        configs.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        Map<String, Object> given = given(StreamsConfig.CONSUMER_PREFIX, ConsumerConfig.configNames());
        given.putAll(config.originalsWithPrefix(prefix));
        override(configs, given, fixed, "consumer");
        configs.put(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.originals().get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG));
        return configs;
    }

    Map<String, Object> producer(String clientId) {
        Map<String, Object> fixed = new HashMap<>();
        Map<String, Object> configs = new HashMap<>();
        configs.put(ProducerConfig.LINGER_MS_CONFIG, "100");
        Map<String, Object> given = given(StreamsConfig.PRODUCER_PREFIX, ProducerConfig.configNames());
        if (exactlyOnce) {
            fixed.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            fixed.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, null);
            configs.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            configs.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
            configs.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, ConfigRules.TRANSACTION_TIMEOUT_MS);
            checkInFlight(given.get(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION));
        }
        override(configs, given, fixed, "producer");
        configs.put(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.originals().get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG));
        configs.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        return configs;
    }

    private static void checkInFlight(@Nullable Object given) {
        String key = ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION;
        if (given == null) {
            return;
        }
        int inFlight;
        try {
            inFlight = Integer.parseInt(given.toString().trim());
        } catch (NumberFormatException e) {
            throw new ConfigException(key, given, "String value could not be parsed as 32-bit integer");
        }
        if (inFlight > MAX_IN_FLIGHT) {
            throw new ConfigException(
                    key, inFlight, "Can't exceed " + MAX_IN_FLIGHT + " when exactly-once processing is enabled");
        }
    }

    Map<String, Object> admin(String clientId) {
        Map<String, Object> configs = new HashMap<>();
        configs.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, true);
        override(configs, given(StreamsConfig.ADMIN_CLIENT_PREFIX, AdminClientConfig.configNames()), Map.of(), "admin");
        configs.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
        return configs;
    }

    private Map<String, Object> given(String prefix, Set<String> known) {
        Map<String, Object> given = ClientKeys.of(config, known);
        given.putAll(config.originalsWithPrefix(CommonKeys.EMBEDDED_PREFIX, false));
        given.putAll(config.originalsWithPrefix(prefix));
        return given;
    }

    private void override(
            Map<String, Object> configs,
            Map<String, Object> given,
            Map<String, @Nullable Object> fixed,
            String client) {
        ClientKeys.custom(config).forEach(configs::putIfAbsent);
        given.forEach((key, value) -> {
            if (!fixed.containsKey(key)) {
                configs.put(key, value);
            } else if (!String.valueOf(value).equals(String.valueOf(fixed.get(key)))) {
                LOG.warn("The {} setting {}={} is ignored, as Streams needs {}", client, key, value, fixed.get(key));
            }
        });
    }
}
