package io.tailrace.broker.config;

import io.tailrace.broker.network.Endpoint;
import io.tailrace.broker.network.NetworkConfig;
import io.tailrace.common.config.AbstractConfig;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigException;
import io.tailrace.coordinator.group.GroupCoordinatorConfig;
import io.tailrace.storage.compaction.CompactorConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server's configuration: Kafka's keys where the thing is Kafka's. Nothing is required, and a key that is not known is an error that
 * names the nearest known one.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class BrokerConfig extends AbstractConfig {

    /** @throws ConfigException for a key that is unknown, or a value that cannot be used */
    public BrokerConfig(Map<String, ?> properties) {
        super(BrokerKeys.DEFINITION, properties);
        ensureNoUnknownKeys();
        List<Path> directories = dataDirectories();
        if (directories.isEmpty()
                || directories.size() > directories.stream().distinct().count()) {
            throw new ConfigException(
                    BrokerKeys.LOG_DIRS,
                    getList(BrokerKeys.LOG_DIRS),
                    "expected one data directory or several different ones");
        }
        listeners();
        advertisedListeners();
    }

    /** The declaration of all keys, for reference tables and hints. */
    public static ConfigDef definition() {
        return new ConfigDef(BrokerKeys.DEFINITION);
    }

    /** This configuration with some properties replaced. */
    public BrokerConfig with(Map<String, ?> overrides) {
        Map<String, Object> merged = new HashMap<>(originals());
        merged.putAll(overrides);
        return new BrokerConfig(merged);
    }

    public int nodeId() {
        return getInt(BrokerKeys.NODE_ID);
    }

    public @Nullable String rack() {
        return getString(BrokerKeys.BROKER_RACK);
    }

    /** Where the data lies, as absolute paths. */
    public List<Path> dataDirectories() {
        return getList(BrokerKeys.LOG_DIRS).stream()
                .map(directory -> Path.of(directory).toAbsolutePath().normalize())
                .toList();
    }

    public int recoveryThreads() {
        return getInt(BrokerKeys.RECOVERY_THREADS);
    }

    public List<Endpoint> listeners() {
        return endpoints(BrokerKeys.LISTENERS, getList(BrokerKeys.LISTENERS));
    }

    /** What clients are told, by listener; empty if they are told the listeners themselves. */
    public List<Endpoint> advertisedListeners() {
        List<String> given = getList(BrokerKeys.ADVERTISED_LISTENERS);
        return given == null ? List.of() : endpoints(BrokerKeys.ADVERTISED_LISTENERS, given);
    }

    public int defaultPartitions() {
        return getInt(BrokerKeys.NUM_PARTITIONS);
    }

    public short defaultReplicationFactor() {
        return getShort(BrokerKeys.DEFAULT_REPLICATION_FACTOR);
    }

    public boolean autoCreateTopics() {
        return getBoolean(BrokerKeys.AUTO_CREATE_TOPICS);
    }

    public boolean topicDeletionEnabled() {
        return getBoolean(BrokerKeys.DELETE_TOPIC);
    }

    public int fetchMaxBytes() {
        return getInt(BrokerKeys.FETCH_MAX);
    }

    public long shutdownTimeoutMs() {
        return getLong(BrokerKeys.SHUTDOWN_TIMEOUT);
    }

    public long retentionCheckIntervalMs() {
        return getLong(BrokerKeys.RETENTION_CHECK);
    }

    public long checkpointIntervalMs() {
        return getInt(BrokerKeys.CHECKPOINT_INTERVAL);
    }

    public long flushCheckIntervalMs() {
        return getLong(BrokerKeys.FLUSH_CHECK);
    }

    public long producerIdExpirationMs() {
        return getInt(BrokerKeys.PRODUCER_ID_EXPIRATION);
    }

    /** How many threads compact logs. */
    public int compactorThreads() {
        return CompactionKeys.threads(this);
    }

    /** How logs are compacted. */
    public CompactorConfig compactor() {
        return CompactionKeys.compactor(this);
    }

    public int offsetsTopicPartitions() {
        return getInt(BrokerKeys.OFFSETS_PARTITIONS);
    }

    public short offsetsTopicReplicationFactor() {
        return getShort(BrokerKeys.OFFSETS_REPLICATION);
    }

    public int offsetsTopicSegmentBytes() {
        return getInt(BrokerKeys.OFFSETS_SEGMENT);
    }

    public long offsetsRetentionCheckMs() {
        return getLong(BrokerKeys.OFFSETS_RETENTION_CHECK);
    }

    /** What the group coordinator needs. */
    public GroupCoordinatorConfig groups() {
        return new GroupCoordinatorConfig(
                getInt(BrokerKeys.GROUP_MIN_SESSION),
                getInt(BrokerKeys.GROUP_MAX_SESSION),
                getInt(BrokerKeys.GROUP_MAX_SIZE),
                getInt(BrokerKeys.GROUP_INITIAL_DELAY),
                getInt(BrokerKeys.OFFSET_METADATA_MAX),
                TimeUnit.MINUTES.toMillis(getInt(BrokerKeys.OFFSETS_RETENTION_MINUTES)));
    }

    /** What the listener needs. */
    public NetworkConfig network() {
        return new NetworkConfig(
                getInt(BrokerKeys.NETWORK_THREADS),
                getInt(BrokerKeys.REQUEST_MAX),
                getInt(BrokerKeys.CONTROL_REQUEST_MAX),
                getInt(BrokerKeys.MAX_CONNECTIONS),
                getInt(BrokerKeys.MAX_CONNECTIONS_PER_IP),
                getLong(BrokerKeys.MAX_IDLE),
                getLong(BrokerKeys.MAX_STALL),
                getInt(BrokerKeys.MAX_IN_FLIGHT_REQUESTS),
                getLong(BrokerKeys.MAX_IN_FLIGHT_BYTES),
                getInt(BrokerKeys.SEND_BUFFER),
                getInt(BrokerKeys.RECEIVE_BUFFER),
                getInt(BrokerKeys.BACKLOG));
    }

    /** The default of a topic key, as this server's configuration has it. */
    @Nullable
    Object topicDefault(TopicKey key) {
        return switch (key.serverName()) {
            case "log.retention.ms" -> retentionMs();
            case "log.roll.ms" -> rollMs();
            case "durability" -> durability();
            default -> get(key.serverName());
        };
    }

    /** Whether a server key was given, for telling a default from a choice. */
    public boolean isSet(String serverName) {
        return originals().containsKey(serverName);
    }

    private long rollMs() {
        Long ms = getLong("log.roll.ms");
        return ms != null ? ms : TimeUnit.HOURS.toMillis(getInt(BrokerKeys.ROLL_HOURS));
    }

    /** With one copy, "auto" is fsync: there is no replica to fall back on. */
    private @Nullable String durability() {
        String durability = getString("durability");
        return TopicKey.DURABILITY_AUTO.equals(durability) ? "fsync" : durability;
    }

    private long retentionMs() {
        Long ms = getLong("log.retention.ms");
        if (ms != null) {
            return ms < 0 ? -1 : ms;
        }
        Integer minutes = getInt(BrokerKeys.RETENTION_MINUTES);
        if (minutes != null) {
            return minutes < 0 ? -1 : TimeUnit.MINUTES.toMillis(minutes);
        }
        int hours = getInt(BrokerKeys.RETENTION_HOURS);
        return hours < 0 ? -1 : TimeUnit.HOURS.toMillis(hours);
    }

    private static List<Endpoint> endpoints(String key, List<String> texts) {
        try {
            return texts.stream().map(Endpoint::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, texts, e.getMessage());
        }
    }
}
