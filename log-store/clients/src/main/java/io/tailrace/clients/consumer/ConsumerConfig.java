package io.tailrace.clients.consumer;

import io.tailrace.clients.CommonClientConfigs;
import io.tailrace.clients.core.CommonKeys;
import io.tailrace.common.config.AbstractConfig;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigException;
import io.tailrace.common.serialization.Deserializer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a consumer: Kafka's keys, defaults and meanings. A key that is not known is an error which
 * names the nearest one.
 *
 * <p><b>Threads:</b> immutable.
 */
public class ConsumerConfig extends AbstractConfig {
    public static final String GROUP_ID_CONFIG = "group.id";
    public static final String GROUP_INSTANCE_ID_CONFIG = "group.instance.id";
    public static final String MAX_POLL_RECORDS_CONFIG = "max.poll.records";
    public static final int DEFAULT_MAX_POLL_RECORDS = 500;
    public static final String MAX_POLL_INTERVAL_MS_CONFIG = "max.poll.interval.ms";
    public static final String SESSION_TIMEOUT_MS_CONFIG = "session.timeout.ms";
    public static final String HEARTBEAT_INTERVAL_MS_CONFIG = "heartbeat.interval.ms";
    public static final String GROUP_PROTOCOL_CONFIG = "group.protocol";
    public static final String DEFAULT_GROUP_PROTOCOL = "classic";
    public static final String GROUP_REMOTE_ASSIGNOR_CONFIG = "group.remote.assignor";
    public static final String BOOTSTRAP_SERVERS_CONFIG = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
    public static final String CLIENT_DNS_LOOKUP_CONFIG = CommonClientConfigs.CLIENT_DNS_LOOKUP_CONFIG;
    public static final String ENABLE_AUTO_COMMIT_CONFIG = "enable.auto.commit";
    public static final String AUTO_COMMIT_INTERVAL_MS_CONFIG = "auto.commit.interval.ms";
    public static final String PARTITION_ASSIGNMENT_STRATEGY_CONFIG = "partition.assignment.strategy";
    public static final String AUTO_OFFSET_RESET_CONFIG = "auto.offset.reset";
    public static final String FETCH_MIN_BYTES_CONFIG = "fetch.min.bytes";
    public static final int DEFAULT_FETCH_MIN_BYTES = 1;
    public static final String FETCH_MAX_BYTES_CONFIG = "fetch.max.bytes";
    public static final int DEFAULT_FETCH_MAX_BYTES = 50 * 1024 * 1024;
    public static final String FETCH_MAX_WAIT_MS_CONFIG = "fetch.max.wait.ms";
    public static final int DEFAULT_FETCH_MAX_WAIT_MS = 500;
    public static final String METADATA_MAX_AGE_CONFIG = CommonClientConfigs.METADATA_MAX_AGE_CONFIG;
    public static final String MAX_PARTITION_FETCH_BYTES_CONFIG = "max.partition.fetch.bytes";
    public static final int DEFAULT_MAX_PARTITION_FETCH_BYTES = 1024 * 1024;
    public static final String SEND_BUFFER_CONFIG = CommonClientConfigs.SEND_BUFFER_CONFIG;
    public static final String RECEIVE_BUFFER_CONFIG = CommonClientConfigs.RECEIVE_BUFFER_CONFIG;
    public static final String CLIENT_ID_CONFIG = CommonClientConfigs.CLIENT_ID_CONFIG;
    public static final String CLIENT_RACK_CONFIG = CommonClientConfigs.CLIENT_RACK_CONFIG;
    public static final String DEFAULT_CLIENT_RACK = "";
    public static final String RECONNECT_BACKOFF_MS_CONFIG = CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG;
    public static final String RECONNECT_BACKOFF_MAX_MS_CONFIG = CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG;
    public static final String RETRY_BACKOFF_MS_CONFIG = CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG;
    public static final String RETRY_BACKOFF_MAX_MS_CONFIG = CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG;
    public static final String ENABLE_METRICS_PUSH_CONFIG = "enable.metrics.push";
    public static final String METRICS_SAMPLE_WINDOW_MS_CONFIG = "metrics.sample.window.ms";
    public static final String METRICS_NUM_SAMPLES_CONFIG = "metrics.num.samples";
    public static final String METRICS_RECORDING_LEVEL_CONFIG = "metrics.recording.level";
    public static final String METRIC_REPORTER_CLASSES_CONFIG = "metric.reporters";
    public static final String CHECK_CRCS_CONFIG = "check.crcs";
    public static final String KEY_DESERIALIZER_CLASS_CONFIG = "key.deserializer";
    public static final String VALUE_DESERIALIZER_CLASS_CONFIG = "value.deserializer";
    public static final String SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG =
            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG;
    public static final String SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG =
            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG;
    public static final String CONNECTIONS_MAX_IDLE_MS_CONFIG = CommonClientConfigs.CONNECTIONS_MAX_IDLE_MS_CONFIG;
    public static final String REQUEST_TIMEOUT_MS_CONFIG = CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG;
    public static final String DEFAULT_API_TIMEOUT_MS_CONFIG = CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG;
    public static final String INTERCEPTOR_CLASSES_CONFIG = "interceptor.classes";
    public static final String EXCLUDE_INTERNAL_TOPICS_CONFIG = "exclude.internal.topics";
    public static final boolean DEFAULT_EXCLUDE_INTERNAL_TOPICS = true;
    public static final String ISOLATION_LEVEL_CONFIG = "isolation.level";
    public static final String DEFAULT_ISOLATION_LEVEL = "read_uncommitted";
    public static final String ALLOW_AUTO_CREATE_TOPICS_CONFIG = "allow.auto.create.topics";
    public static final boolean DEFAULT_ALLOW_AUTO_CREATE_TOPICS = true;
    public static final String SECURITY_PROVIDERS_CONFIG = "security.providers";

    private static final ConfigDef CONFIG = ConsumerKeys.define(CommonKeys.addTo(new ConfigDef()));

    public ConsumerConfig(Properties props) {
        this((Map<?, ?>) props, true);
    }

    public ConsumerConfig(Map<String, Object> props) {
        this((Map<?, ?>) props, true);
    }

    protected ConsumerConfig(Map<?, ?> props, boolean doLog) {
        super(CONFIG, withDerivedValues(props), doLog);
        OffsetReset unused = OffsetReset.parse(AUTO_OFFSET_RESET_CONFIG, text(AUTO_OFFSET_RESET_CONFIG));
        if (GroupProtocol.of(text(GROUP_PROTOCOL_CONFIG)) == GroupProtocol.CONSUMER) {
            throw new ConfigException(
                    GROUP_PROTOCOL_CONFIG,
                    text(GROUP_PROTOCOL_CONFIG),
                    "expected classic: the consumer protocol (KIP-848) is not available yet");
        }
    }

    private String text(String key) {
        return String.valueOf(getString(key));
    }

    /** Without a group there is nothing to commit to, unless asked for. */
    private static Map<?, ?> withDerivedValues(Map<?, ?> props) {
        if (props.get(GROUP_ID_CONFIG) != null) return props;
        if (props.get(ENABLE_AUTO_COMMIT_CONFIG) == null) {
            Map<Object, Object> derived = new HashMap<>(props);
            derived.put(ENABLE_AUTO_COMMIT_CONFIG, false);
            return derived;
        }
        if (String.valueOf(props.get(ENABLE_AUTO_COMMIT_CONFIG))
                .trim()
                .toLowerCase(Locale.ROOT)
                .equals("true")) {
            throw new ConfigException(ENABLE_AUTO_COMMIT_CONFIG
                    + " cannot be set to true when default group id (null) is used: set " + GROUP_ID_CONFIG);
        }
        return props;
    }

    /** The configuration with these deserializers in the place of configured classes. */
    public static Map<String, Object> appendDeserializerToConfig(
            Map<String, Object> configs,
            @Nullable Deserializer<?> keyDeserializer,
            @Nullable Deserializer<?> valueDeserializer) {
        Map<String, Object> all = new HashMap<>(configs);
        put(all, KEY_DESERIALIZER_CLASS_CONFIG, keyDeserializer);
        put(all, VALUE_DESERIALIZER_CLASS_CONFIG, valueDeserializer);
        return all;
    }

    private static void put(Map<String, Object> configs, String key, @Nullable Deserializer<?> deserializer) {
        if (deserializer != null) {
            configs.put(key, deserializer.getClass());
        } else if (configs.get(key) == null) {
            throw new ConfigException(key, null, "expected a deserializer class or instance");
        }
    }

    public static Set<String> configNames() {
        return CONFIG.names();
    }

    public static ConfigDef configDef() {
        return new ConfigDef(CONFIG);
    }
}
