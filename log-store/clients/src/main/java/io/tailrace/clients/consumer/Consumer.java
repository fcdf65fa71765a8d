package io.tailrace.clients.consumer;

import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.Uuid;
import java.io.Closeable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads records from topics, alone or sharing the partitions with the other members of a consumer group. The shape is
 * that of Apache Kafka 4.3.
 *
 * <p>Methods without a {@link Duration} wait for {@code default.api.timeout.ms} at most and then throw
 * {@link io.tailrace.common.errors.TimeoutException}. Offsets are those of records; a position is the offset of the next
 * record to be returned, and a committed offset that of the next record to be processed.
 *
 * <p><b>Threads:</b> one thread at a time; every other call throws {@link java.util.ConcurrentModificationException}.
 * Only {@link #wakeup()} may be called from any thread. Callbacks and listeners run inside the calls of the owning
 * thread.
 *
 * @see TailraceConsumer
 */
public interface Consumer<K, V> extends Closeable {

    /** The partitions this consumer reads now: as assigned by hand or by the group. */
    Set<TopicPartition> assignment();

    /** The topics subscribed to by name, or matched by the pattern; empty after {@link #assign}. */
    Set<String> subscription();

    /** Joins the group for these topics, without a listener. Replaces the previous subscription. */
    void subscribe(Collection<String> topics);

    /**
     * Joins the group for these topics. Replaces the previous subscription; no topics at all is {@link #unsubscribe()}.
     *
     * @throws IllegalArgumentException if a name is null or blank
     * @throws IllegalStateException if partitions were assigned by hand before, or no assignor is configured
     */
    void subscribe(Collection<String> topics, ConsumerRebalanceListener callback);

    /**
     * Reads exactly these partitions, without membership in a group. Replaces the previous assignment; none at all is
     * {@link #unsubscribe()}.
     *
     * @throws IllegalStateException if topics were subscribed to before
     */
    void assign(Collection<TopicPartition> partitions);

    /** Joins the group for all topics whose whole name matches, now or later; checked whenever metadata is read. */
    void subscribe(Pattern pattern, ConsumerRebalanceListener callback);

    /** As {@link #subscribe(Pattern, ConsumerRebalanceListener)} without a listener. */
    void subscribe(Pattern pattern);

    /** A pattern that the broker evaluates: only with {@code group.protocol=consumer} (KIP-848). */
    void subscribe(SubscriptionPattern pattern, ConsumerRebalanceListener callback);

    /** As {@link #subscribe(SubscriptionPattern, ConsumerRebalanceListener)} without a listener. */
    void subscribe(SubscriptionPattern pattern);

    /** Gives up partitions and subscription, and leaves the group. */
    void unsubscribe();

    /**
     * Returns the next records, at most {@code max.poll.records}. Waits up to {@code timeout} for the first one; with
     * {@link Duration#ZERO} it never waits, but work goes on by as much as can be done. Group membership, commits and
     * their callbacks are served in here, so it must be called at least every {@code max.poll.interval.ms}.
     *
     * @throws InvalidOffsetException if a position is not in the log and {@code auto.offset.reset} is {@code none}
     * @throws io.tailrace.common.errors.WakeupException if {@link #wakeup()} was called
     * @throws io.tailrace.common.errors.RecordDeserializationException at the first record that cannot be read; the
     *     position stays at it, so that the caller can seek past it
     * @throws IllegalStateException if neither subscribed nor assigned
     */
    ConsumerRecords<K, V> poll(Duration timeout);

    /** Commits the positions of all partitions and waits. */
    void commitSync();

    /**
     * Commits the positions of all partitions and waits.
     *
     * @throws CommitFailedException if the member is no longer in the group: its partitions may have new owners
     * @throws io.tailrace.common.errors.RebalanceInProgressException if a rebalance is under way: poll, then commit again
     */
    void commitSync(Duration timeout);

    /** Commits these offsets and waits. */
    void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets);

    /** Commits these offsets and waits. */
    void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout);

    /** Commits the positions of all partitions; a failure is logged. */
    void commitAsync();

    /** Commits the positions of all partitions; {@code callback} runs in a later call of the owning thread. */
    void commitAsync(@Nullable OffsetCommitCallback callback);

    /**
     * Commits these offsets without waiting or retrying. Several commits are sent, and their callbacks run, in the order
     * of the calls; all of them before a later {@code commitSync} returns.
     */
    void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback);

    /** The next poll returns the partition from {@code offset} on. */
    void seek(TopicPartition partition, long offset);

    /** As {@link #seek(TopicPartition, long)}, checking the leader epoch, where given, against the log (KIP-320). */
    void seek(TopicPartition partition, OffsetAndMetadata offsetAndMetadata);

    /** To the first offset of each, or of all assigned if empty; looked up by the next poll or position. */
    void seekToBeginning(Collection<TopicPartition> partitions);

    /** To the end of each, or of all assigned if empty; with {@code read_committed} the last stable offset. */
    void seekToEnd(Collection<TopicPartition> partitions);

    /** The offset of the next record that poll will return. */
    long position(TopicPartition partition);

    /** The offset of the next record that poll will return. */
    long position(TopicPartition partition, Duration timeout);

    /** The last committed offsets of the group; null for a partition that has none. */
    Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions);

    /** The last committed offsets of the group; null for a partition that has none. */
    Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout);

    /** The id under which this client reports telemetry (KIP-714). */
    Uuid clientInstanceId(Duration timeout);

    /** Current readings of this consumer. */
    Map<MetricName, ? extends Metric> metrics();

    /** The partitions of a topic; empty if it does not exist. */
    List<PartitionInfo> partitionsFor(String topic);

    /** The partitions of a topic; empty if it does not exist. */
    List<PartitionInfo> partitionsFor(String topic, Duration timeout);

    /** All topics this user may describe, with their partitions. */
    Map<String, List<PartitionInfo>> listTopics();

    /** All topics this user may describe, with their partitions. */
    Map<String, List<PartitionInfo>> listTopics(Duration timeout);

    /** Partitions that poll leaves out at present. */
    Set<TopicPartition> paused();

    /** Leaves these partitions out of poll until they are resumed or reassigned; no rebalance. */
    void pause(Collection<TopicPartition> partitions);

    /** Takes these partitions into poll again. */
    void resume(Collection<TopicPartition> partitions);

    /** The first offset whose record's timestamp (ms) is at or after the one asked; null if there is none. */
    Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> timestampsToSearch);

    /** The first offset whose record's timestamp (ms) is at or after the one asked; null if there is none. */
    Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
            Map<TopicPartition, Long> timestampsToSearch, Duration timeout);

    /** The first offset that can be read. */
    Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions);

    /** The first offset that can be read. */
    Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions, Duration timeout);

    /** The high watermark, or the last stable offset with {@code read_committed}. */
    Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions);

    /** The high watermark, or the last stable offset with {@code read_committed}. */
    Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout);

    /** End offset minus position as far as known here; empty if unknown, and then it is looked up meanwhile. */
    OptionalLong currentLag(TopicPartition topicPartition);

    /** What a transactional producer needs to commit offsets for this group member. */
    ConsumerGroupMetadata groupMetadata();

    /** Makes the member rejoin the group in the next poll. */
    void enforceRebalance();

    /** Makes the member rejoin the group in the next poll; the reason is told to the coordinator. */
    void enforceRebalance(@Nullable String reason);

    /** {@link #close(CloseOptions)} within 30 s. */
    @Override
    void close();

    /** {@link #close(CloseOptions)} within {@code timeout}. */
    void close(Duration timeout);

    /**
     * Commits if auto-commit is on, has the listener give up the partitions, leaves the group (a static member stays
     * unless asked otherwise) and ends the connections. Takes at most the timeout; a second call does nothing.
     */
    void close(CloseOptions option);

    /** Makes the poll (or another waiting call) of now, or else the next one, throw a WakeupException. */
    void wakeup();
}
