package io.tailrace.clients.consumer;

import io.tailrace.common.KafkaException;
import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.Uuid;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.common.errors.WakeupException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A consumer for tests of what uses one: it gives out the records that the test added, and asks no broker. What a group or a log would say,
 * the test says: which partitions the member has ({@link #rebalance}), where they begin and end ({@link #updateBeginningOffsets}, {@link
 * #updateEndOffsets}), what a poll does ({@link #schedulePollTask}, {@link #setPollException}). A record is given out once; seeking back does
 * not bring it again. For tests against the real thing there is the log store embedded.
 *
 * <p><b>Threads:</b> safe: a test may steer it while another thread polls. Callbacks and poll tasks run within the call that causes them.
 *
 * @param <K> key type
 * @param <V> value type
 */
public class MockConsumer<K, V> implements Consumer<K, V> {
    private final MockSubscription subscription;
    private final Map<TopicPartition, List<ConsumerRecord<K, V>>> records = new LinkedHashMap<>();
    private final Map<String, List<PartitionInfo>> topics = new HashMap<>();
    private final Map<TopicPartition, Long> beginningOffsets = new HashMap<>();
    private final Map<TopicPartition, Long> endOffsets = new HashMap<>();
    private final Map<TopicPartition, Long> durationOffsets = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final Queue<Runnable> pollTasks = new ArrayDeque<>();
    private @Nullable KafkaException pollException;
    private @Nullable KafkaException offsetsException;
    private @Nullable Duration lastPollTimeout;
    private @Nullable Uuid clientInstanceId;
    private long maxPollRecords = Long.MAX_VALUE;
    private int timeoutsToThrow;
    private boolean telemetryDisabled;
    private boolean wokenUp;
    private boolean rebalanceAsked;
    private boolean closed;

    /** @param offsetResetStrategy as {@code auto.offset.reset}: earliest, latest, none or by_duration:… */
    public MockConsumer(String offsetResetStrategy) {
        this.subscription =
                new MockSubscription(OffsetReset.parse(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, offsetResetStrategy));
    }

    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // callers in other projects are not rewritten by this build
    public MockConsumer(OffsetResetStrategy offsetResetStrategy) {
        this(offsetResetStrategy.toString());
    }

    private void ensureOpen() {
        if (closed) {
            throw new IllegalStateException("This consumer has already been closed.");
        }
    }

    @Override
    public synchronized Set<TopicPartition> assignment() {
        return subscription.partitions();
    }

    /**
     * Gives the member these partitions in place of those that it has, as the group would, and tells its listener. Records that were not given
     * out yet are forgotten.
     */
    public synchronized void rebalance(Collection<TopicPartition> newAssignment) {
        records.clear();
        subscription.rebalance(newAssignment);
    }

    @Override
    public synchronized Set<String> subscription() {
        return subscription.topics();
    }

    @Override
    public synchronized void subscribe(Collection<String> topicNames) {
        beginSubscription();
        subscription.toTopics(topicNames, null);
    }

    @Override
    public synchronized void subscribe(Collection<String> topicNames, ConsumerRebalanceListener listener) {
        requireListener(listener);
        beginSubscription();
        subscription.toTopics(topicNames, listener);
    }

    /** Gets all partitions of the topics that match of those that {@link #updatePartitions} made known, at once. */
    @Override
    public synchronized void subscribe(Pattern pattern) {
        subscribeToMatching(pattern, null);
    }

    @Override
    public synchronized void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
        requireListener(listener);
        subscribeToMatching(pattern, listener);
    }

    private void subscribeToMatching(Pattern pattern, @Nullable ConsumerRebalanceListener listener) {
        beginSubscription();
        subscription.toPattern(pattern, topics, listener);
    }

    /** Matches nothing: brokers evaluate such patterns. */
    @Override
    public synchronized void subscribe(SubscriptionPattern pattern) {
        subscribeByBroker(pattern, null);
    }

    @Override
    public synchronized void subscribe(SubscriptionPattern pattern, ConsumerRebalanceListener listener) {
        requireListener(listener);
        subscribeByBroker(pattern, listener);
    }

    private void subscribeByBroker(
            @Nullable SubscriptionPattern pattern, @Nullable ConsumerRebalanceListener listener) {
        if (pattern == null || pattern.toString().isEmpty()) {
            throw new IllegalArgumentException("Topic pattern cannot be " + (pattern == null ? "null" : "empty"));
        }
        beginSubscription();
        subscription.toBrokerPattern(listener);
    }

    private static void requireListener(@Nullable ConsumerRebalanceListener listener) {
        if (listener == null) {
            throw new IllegalArgumentException("RebalanceListener cannot be null");
        }
    }

    private void beginSubscription() {
        ensureOpen();
        committed.clear();
    }

    @Override
    public synchronized void assign(Collection<TopicPartition> partitions) {
        beginSubscription();
        subscription.toPartitions(partitions);
    }

    @Override
    public synchronized void unsubscribe() {
        beginSubscription();
        subscription.end();
    }

    /** Runs the next poll task, if there is one, then gives out what there is. Never waits. */
    @Override
    public synchronized ConsumerRecords<K, V> poll(Duration timeout) {
        ensureOpen();
        lastPollTimeout = timeout;
        Runnable task = pollTasks.poll();
        if (task != null) {
            task.run();
        }
        if (wokenUp) {
            wokenUp = false;
            throw new WakeupException();
        }
        KafkaException failure = pollException;
        if (failure != null) {
            pollException = null;
            throw failure;
        }
        for (TopicPartition partition : subscription.partitions()) {
            if (subscription.position(partition) == null) {
                findPosition(partition);
            }
        }
        return takeRecords();
    }

    private ConsumerRecords<K, V> takeRecords() {
        Map<TopicPartition, List<ConsumerRecord<K, V>>> taken = new LinkedHashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        long left = maxPollRecords;
        for (Map.Entry<TopicPartition, List<ConsumerRecord<K, V>>> entry : records.entrySet()) {
            TopicPartition partition = entry.getKey();
            if (!subscription.has(partition) || subscription.isPaused(partition)) {
                continue;
            }
            Iterator<ConsumerRecord<K, V>> waiting = entry.getValue().iterator();
            while (left > 0 && waiting.hasNext()) {
                ConsumerRecord<K, V> record = waiting.next();
                long position = positionOf(partition).offset();
                Long beginning = beginningOffsets.get(partition);
                if (beginning != null && beginning > position) {
                    throw new OffsetOutOfRangeException(Map.of(partition, position));
                }
                if (record.offset() >= position) {
                    OffsetAndMetadata after = new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), "");
                    subscription.position(partition, after);
                    next.put(partition, after);
                    taken.computeIfAbsent(partition, key -> new ArrayList<>()).add(record);
                    waiting.remove();
                    left--;
                }
            }
        }
        return new ConsumerRecords<>(taken, next);
    }

    /** Where the partition is, or what its reset says. */
    private OffsetAndMetadata positionOf(TopicPartition partition) {
        OffsetAndMetadata position = subscription.position(partition);
        return position == null ? findPosition(partition) : position;
    }

    private OffsetAndMetadata findPosition(TopicPartition partition) {
        OffsetAndMetadata last = committed.get(partition);
        OffsetReset asked = subscription.resetAsked(partition);
        OffsetAndMetadata found = asked == null && last != null
                ? new OffsetAndMetadata(last.offset())
                : new OffsetAndMetadata(resetOffset(partition, asked == null ? subscription.reset() : asked));
        subscription.position(partition, found);
        return found;
    }

    private long resetOffset(TopicPartition partition, OffsetReset reset) {
        return switch (reset.kind()) {
            case EARLIEST ->
                told(beginningOffsets, partition, "beginning offset specified, but tried to seek to beginning");
            case LATEST -> told(endOffsets, partition, "end offset specified, but tried to seek to end");
            case BY_DURATION ->
                told(durationOffsets, partition, "duration offset specified, but tried to seek to timestamp");
            case NONE -> throw new NoOffsetForPartitionException(partition);
        };
    }

    private static long told(Map<TopicPartition, Long> offsets, TopicPartition partition, String what) {
        Long offset = offsets.get(partition);
        if (offset == null) {
            throw new IllegalStateException("MockConsumer didn't have " + what);
        }
        return offset;
    }

    /** @throws IllegalStateException if the consumer does not have the partition */
    public synchronized void addRecord(ConsumerRecord<K, V> record) {
        ensureOpen();
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (!subscription.has(partition)) {
            throw new IllegalStateException("Cannot add records for a partition that is not assigned to the consumer");
        }
        records.computeIfAbsent(partition, key -> new ArrayList<>()).add(record);
    }

    /** @throws IllegalArgumentException if it is less than 1 */
    public synchronized void setMaxPollRecords(long maxPollRecords) {
        if (maxPollRecords < 1) {
            throw new IllegalArgumentException("MaxPollRecords must be strictly superior to 0");
        }
        this.maxPollRecords = maxPollRecords;
    }

    /** The next poll throws it. */
    public synchronized void setPollException(KafkaException exception) {
        pollException = exception;
    }

    /** The next question for beginning or end offsets throws it. */
    public synchronized void setOffsetsException(KafkaException exception) {
        offsetsException = exception;
    }

    /** Each poll runs one task, in the order in which they were scheduled. */
    public synchronized void schedulePollTask(Runnable task) {
        pollTasks.add(task);
    }

    /** A poll in which nothing happens. */
    public synchronized void scheduleNopPollTask() {
        schedulePollTask(() -> {});
    }

    @Override
    public synchronized void commitSync() {
        commitAsync(subscription.consumed(), null);
    }

    @Override
    public synchronized void commitSync(Duration timeout) {
        commitSync();
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        commitAsync(offsets, null);
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        commitAsync(offsets, null);
    }

    @Override
    public synchronized void commitAsync() {
        commitAsync(subscription.consumed(), null);
    }

    @Override
    public synchronized void commitAsync(@Nullable OffsetCommitCallback callback) {
        commitAsync(subscription.consumed(), callback);
    }

    /** Commits and calls back at once. */
    @Override
    public synchronized void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
        ensureOpen();
        committed.putAll(offsets);
        if (callback != null) {
            callback.onComplete(offsets, null);
        }
    }

    /** Those of the partitions that were committed since the last subscription or assignment. */
    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        ensureOpen();
        Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>(committed);
        found.keySet().retainAll(partitions);
        return found;
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
            Set<TopicPartition> partitions, Duration timeout) {
        return committed(partitions);
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
        seek(partition, new OffsetAndMetadata(offset));
    }

    @Override
    public synchronized void seek(TopicPartition partition, OffsetAndMetadata offsetAndMetadata) {
        ensureOpen();
        subscription.position(partition, new OffsetAndMetadata(offsetAndMetadata.offset()));
    }

    @Override
    public synchronized void seekToBeginning(Collection<TopicPartition> partitions) {
        ensureOpen();
        subscription.askReset(partitions, OffsetReset.EARLIEST);
    }

    @Override
    public synchronized void seekToEnd(Collection<TopicPartition> partitions) {
        ensureOpen();
        subscription.askReset(partitions, OffsetReset.LATEST);
    }

    @Override
    public synchronized long position(TopicPartition partition) {
        ensureOpen();
        if (!subscription.has(partition)) {
            throw new IllegalArgumentException(
                    "You can only check the position for partitions assigned to this consumer.");
        }
        return positionOf(partition).offset();
    }

    @Override
    public synchronized long position(TopicPartition partition, Duration timeout) {
        return position(partition);
    }

    public synchronized void updateBeginningOffsets(Map<TopicPartition, Long> newOffsets) {
        beginningOffsets.putAll(newOffsets);
    }

    public synchronized void updateEndOffsets(Map<TopicPartition, Long> newOffsets) {
        endOffsets.putAll(newOffsets);
    }

    /** Where partitions begin under a reset by duration. */
    public synchronized void updateDurationOffsets(Map<TopicPartition, Long> newOffsets) {
        durationOffsets.putAll(newOffsets);
    }

    public synchronized void updatePartitions(String topic, List<PartitionInfo> partitions) {
        ensureOpen();
        topics.put(topic, partitions);
    }

    /** There is no id then, and asking for it is an error. */
    public synchronized void disableTelemetry() {
        telemetryDisabled = true;
    }

    /** The next {@code times} questions for the id time out; all of them if it is -1. */
    public synchronized void injectTimeoutException(int times) {
        timeoutsToThrow = times;
    }

    public synchronized void setClientInstanceId(Uuid instanceId) {
        clientInstanceId = instanceId;
    }

    @Override
    public synchronized Uuid clientInstanceId(Duration timeout) {
        if (telemetryDisabled) {
            throw new IllegalStateException("Telemetry is not enabled. Set config `enable.metrics.push` to `true`.");
        }
        if (clientInstanceId == null) {
            throw new UnsupportedOperationException("clientInstanceId not set");
        }
        if (timeoutsToThrow != 0) {
            timeoutsToThrow = Math.max(-1, timeoutsToThrow - 1);
            throw new TimeoutException("The test asked for a time-out");
        }
        return clientInstanceId;
    }

    @Override
    public synchronized Map<MetricName, ? extends Metric> metrics() {
        ensureOpen();
        return Map.of();
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic) {
        ensureOpen();
        return topics.getOrDefault(topic, List.of());
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
        return partitionsFor(topic);
    }

    @Override
    public synchronized Map<String, List<PartitionInfo>> listTopics() {
        ensureOpen();
        return topics;
    }

    @Override
    public synchronized Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
        return listTopics();
    }

    @Override
    public synchronized void pause(Collection<TopicPartition> partitions) {
        subscription.pause(partitions, true);
    }

    @Override
    public synchronized void resume(Collection<TopicPartition> partitions) {
        subscription.pause(partitions, false);
    }

    @Override
    public synchronized Set<TopicPartition> paused() {
        return subscription.paused();
    }

    /** Not supported: the mock does not search records by time. */
    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> timestampsToSearch) {
        throw new UnsupportedOperationException("MockConsumer does not search for times");
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
            Map<TopicPartition, Long> timestampsToSearch, Duration timeout) {
        return offsetsForTimes(timestampsToSearch);
    }

    @Override
    public synchronized Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
        return told(beginningOffsets, partitions, "a beginning offset");
    }

    @Override
    public synchronized Map<TopicPartition, Long> beginningOffsets(
            Collection<TopicPartition> partitions, Duration timeout) {
        return beginningOffsets(partitions);
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        return told(endOffsets, partitions, "an end offset");
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        return endOffsets(partitions);
    }

    private Map<TopicPartition, Long> told(
            Map<TopicPartition, Long> offsets, Collection<TopicPartition> partitions, String what) {
        KafkaException failure = offsetsException;
        if (failure != null) {
            offsetsException = null;
            throw failure;
        }
        Map<TopicPartition, Long> found = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Long offset = offsets.get(partition);
            if (offset == null) {
                throw new IllegalStateException("The partition " + partition + " does not have " + what + ".");
            }
            found.put(partition, offset);
        }
        return found;
    }

    /** 0 if the test set no end offset. */
    @Override
    public synchronized OptionalLong currentLag(TopicPartition topicPartition) {
        Long end = endOffsets.get(topicPartition);
        return OptionalLong.of(end == null ? 0 : end - position(topicPartition));
    }

    @Override
    public ConsumerGroupMetadata groupMetadata() {
        return new ConsumerGroupMetadata("dummy.group.id", 1, "1", Optional.empty());
    }

    @Override
    public void enforceRebalance() {
        enforceRebalance(null);
    }

    @Override
    public synchronized void enforceRebalance(@Nullable String reason) {
        rebalanceAsked = true;
    }

    /** Whether a rebalance was asked for since the last {@link #resetShouldRebalance}. */
    public synchronized boolean shouldRebalance() {
        return rebalanceAsked;
    }

    public synchronized void resetShouldRebalance() {
        rebalanceAsked = false;
    }

    /** What the last poll was ready to wait; null before the first. */
    public synchronized @Nullable Duration lastPollTimeout() {
        return lastPollTimeout;
    }

    @Override
    public synchronized void wakeup() {
        wokenUp = true;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    @Override
    public synchronized void close(Duration timeout) {
        close();
    }

    @Override
    public synchronized void close(CloseOptions option) {
        close();
    }

    public synchronized boolean closed() {
        return closed;
    }
}
