package io.tailrace.broker.config;

import static io.tailrace.common.config.ConfigDef.Range.atLeast;
import static io.tailrace.common.config.ConfigDef.Range.between;

import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigDef.Type;
import io.tailrace.common.config.ConfigDef.ValidList;
import io.tailrace.common.config.ConfigDef.ValidString;
import io.tailrace.common.config.TopicConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of a topic's configuration and the server key that gives its default.
 *
 * @param name Kafka's topic key
 * @param serverName Kafka's server key for the default of all topics
 * @param defaultValue the default of the server key; null where the server key has none and the value is worked out
 * @param validator bounds, null for none
 */
public record TopicKey(
        String name,
        String serverName,
        Type type,
        @Nullable Object defaultValue,
        ConfigDef.@Nullable Validator validator,
        String documentation) {

    private static final long WEEK_MS = 7 * 24 * 3600 * 1000L;

    static final String DURABILITY_AUTO = "auto";

    /** Every topic key that is understood, in alphabetical order. */
    static final List<TopicKey> ALL = List.of(
            new TopicKey(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    "log.cleanup.policy",
                    Type.LIST,
                    "delete",
                    ValidList.in("compact", "delete", "none"),
                    "What happens to old records: delete removes old segments, compact keeps the last record of each key. Both may be"
                            + " given; none, or an empty list, keeps everything."),
            new TopicKey(
                    TopicConfig.COMPRESSION_GZIP_LEVEL_CONFIG,
                    "compression.gzip.level",
                    Type.INT,
                    -1,
                    between(-1, 9),
                    "Accepted for compatibility; without effect as long as batches stay as the producer compressed them."),
            new TopicKey(
                    TopicConfig.COMPRESSION_LZ4_LEVEL_CONFIG,
                    "compression.lz4.level",
                    Type.INT,
                    9,
                    between(1, 17),
                    "Accepted for compatibility; without effect as long as batches stay as the producer compressed them."),
            new TopicKey(
                    TopicConfig.COMPRESSION_TYPE_CONFIG,
                    "compression.type",
                    Type.STRING,
                    "producer",
                    ValidString.in("uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"),
                    "How batches are compressed in the log; only 'producer', which keeps what the producer sent, has effect."),
            new TopicKey(
                    TopicConfig.COMPRESSION_ZSTD_LEVEL_CONFIG,
                    "compression.zstd.level",
                    Type.INT,
                    3,
                    between(-131_072, 22),
                    "Accepted for compatibility; without effect as long as batches stay as the producer compressed them."),
            new TopicKey(
                    TopicConfig.DELETE_RETENTION_MS_CONFIG,
                    "log.cleaner.delete.retention.ms",
                    Type.LONG,
                    86_400_000L,
                    atLeast(0),
                    "How long compaction keeps tombstones."),
            new TopicKey(
                    TopicConfig.DURABILITY_CONFIG,
                    "durability",
                    Type.STRING,
                    DURABILITY_AUTO,
                    ValidString.in("os", "fsync"),
                    "When an append is acknowledged: 'os' once it is in the page cache, 'fsync' once it is on disk. As a server key"
                            + " also 'auto': fsync for topics with one copy, os for replicated ones."),
            new TopicKey(
                    TopicConfig.FILE_DELETE_DELAY_MS_CONFIG,
                    "log.segment.delete.delay.ms",
                    Type.LONG,
                    60_000L,
                    atLeast(0),
                    "How long a deleted segment's files stay on disk."),
            new TopicKey(
                    TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG,
                    "log.flush.interval.messages",
                    Type.LONG,
                    Long.MAX_VALUE,
                    atLeast(1),
                    "Records after which a log with durability=os is synced in the background; with fsync, every append is synced."),
            new TopicKey(
                    TopicConfig.FLUSH_MS_CONFIG,
                    "log.flush.interval.ms",
                    Type.LONG,
                    Long.MAX_VALUE,
                    atLeast(0),
                    "Age of the oldest unsynced record at which a log with durability=os is synced in the background."),
            new TopicKey(
                    TopicConfig.INDEX_INTERVAL_BYTES_CONFIG,
                    "log.index.interval.bytes",
                    Type.INT,
                    4096,
                    atLeast(0),
                    "Bytes between two entries of the offset index."),
            new TopicKey(
                    TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                    "log.cleaner.max.compaction.lag.ms",
                    Type.LONG,
                    Long.MAX_VALUE,
                    atLeast(1),
                    "How long a record may stay uncompacted."),
            new TopicKey(
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    "message.max.bytes",
                    Type.INT,
                    1_048_588,
                    atLeast(0),
                    "Largest record batch that is accepted, as it is sent (compressed)."),
            new TopicKey(
                    TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                    "log.message.timestamp.after.max.ms",
                    Type.LONG,
                    3_600_000L,
                    atLeast(0),
                    "How far a record's timestamp may lie in the future."),
            new TopicKey(
                    TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
                    "log.message.timestamp.before.max.ms",
                    Type.LONG,
                    Long.MAX_VALUE,
                    atLeast(0),
                    "How far a record's timestamp may lie in the past."),
            new TopicKey(
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    "log.message.timestamp.type",
                    Type.STRING,
                    "CreateTime",
                    ValidString.in("CreateTime", "LogAppendTime"),
                    "Whose clock stamps a record: the producer's (CreateTime) or the broker's (LogAppendTime)."),
            new TopicKey(
                    TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                    "log.cleaner.min.cleanable.ratio",
                    Type.DOUBLE,
                    0.5,
                    between(0, 1),
                    "Share of uncompacted bytes from which a log is compacted."),
            new TopicKey(
                    TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                    "log.cleaner.min.compaction.lag.ms",
                    Type.LONG,
                    0L,
                    atLeast(0),
                    "How long a record stays uncompacted at least."),
            new TopicKey(
                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                    "min.insync.replicas",
                    Type.INT,
                    1,
                    atLeast(1),
                    "In-sync replicas that acks=all needs."),
            new TopicKey(
                    TopicConfig.PREALLOCATE_CONFIG,
                    "log.preallocate",
                    Type.BOOLEAN,
                    false,
                    null,
                    "Accepted for compatibility and without effect: segments grow as they are written."),
            new TopicKey(
                    TopicConfig.RETENTION_BYTES_CONFIG,
                    "log.retention.bytes",
                    Type.LONG,
                    -1L,
                    atLeast(-1),
                    "Size of a partition beyond which old segments are deleted; -1 for no limit."),
            new TopicKey(
                    TopicConfig.RETENTION_MS_CONFIG,
                    "log.retention.ms",
                    Type.LONG,
                    WEEK_MS,
                    atLeast(-1),
                    "Age beyond which segments are deleted; -1 for no limit."),
            new TopicKey(
                    TopicConfig.SEGMENT_BYTES_CONFIG,
                    "log.segment.bytes",
                    Type.INT,
                    1 << 30,
                    atLeast(1 << 20),
                    "Size at which a new segment is begun."),
            new TopicKey(
                    TopicConfig.SEGMENT_INDEX_BYTES_CONFIG,
                    "log.index.size.max.bytes",
                    Type.INT,
                    10 << 20,
                    atLeast(4),
                    "Largest index of a segment."),
            new TopicKey(
                    TopicConfig.SEGMENT_JITTER_MS_CONFIG,
                    "log.roll.jitter.ms",
                    Type.LONG,
                    0L,
                    atLeast(0),
                    "Accepted for compatibility and without effect."),
            new TopicKey(
                    TopicConfig.SEGMENT_MS_CONFIG,
                    "log.roll.ms",
                    Type.LONG,
                    WEEK_MS,
                    atLeast(1),
                    "Age at which a new segment is begun."),
            new TopicKey(
                    TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                    "unclean.leader.election.enable",
                    Type.BOOLEAN,
                    false,
                    null,
                    "Whether a replica that is not in sync may lead, at the price of lost records."));
}
