package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.dispatch.Waiting;
import io.tailrace.clients.core.BrokerClient;
import io.tailrace.clients.core.ClientSettings;
import io.tailrace.clients.core.ClusterSnapshot;
import io.tailrace.common.KafkaException;
import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.Uuid;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.common.serialization.Deserializer;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.protocol.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Consumer} that reads from a Tailrace or Apache Kafka cluster, over TCP or inside the process, as
 * {@code bootstrap.servers} says. Group membership follows the classic protocol.
 *
 * <p>Heartbeats go out in the background while the application works; everything else happens inside the calls. While
 * the records of one poll are processed, the next ones are already on their way.
 *
 * <p><b>Threads:</b> see {@link Consumer}. Life cycle: use, then {@link #close()}; nothing but {@code close} may be
 * called after that.
 */
public class TailraceConsumer<K, V> implements Consumer<K, V> {
    private static final long DEFAULT_CLOSE_TIMEOUT_MS = 30_000;

    private final ConsumerCore core;
    private final Deserializer<K> keyDeserializer;
    private final Deserializer<V> valueDeserializer;
    private final ConsumerInterceptors<K, V> interceptors;
    private final RecordCollector<K, V> collector;
    private final ConsumerMetrics metrics;
    private final OwnerCheck owner = new OwnerCheck();
    private boolean closed;

    public TailraceConsumer(Map<String, Object> configs) {
        this(configs, null, null);
    }

    public TailraceConsumer(Properties properties) {
        this(properties, null, null);
    }

    public TailraceConsumer(
            Properties properties,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer) {
        this(asMap(properties), keyDeserializer, valueDeserializer);
    }

    /** @param keyDeserializer used as it is, in the place of the configured class; likewise the other */
    public TailraceConsumer(
            Map<String, Object> configs,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer) {
        this(
                new ConsumerConfig(
                        ConsumerConfig.appendDeserializerToConfig(configs, keyDeserializer, valueDeserializer)),
                keyDeserializer,
                valueDeserializer,
                config -> BrokerClient.open(ClientSettings.from(config), config.originals()),
                Waiting.WITH_THREAD);
    }

    /**
     * A consumer on given ports, for simulations: it never waits, whatever time-out it is given, so everything must go
     * through {@code poll(Duration.ZERO)} and the asynchronous calls.
     */
    public TailraceConsumer(
            Map<String, Object> configs,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            Transport transport,
            Scheduler scheduler,
            Random random) {
        this(configs, keyDeserializer, valueDeserializer, transport, scheduler, random, Waiting.NEVER);
    }

    /** As above, with a way to wait. */
    TailraceConsumer(
            Map<String, Object> configs,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            Transport transport,
            Scheduler scheduler,
            Random random,
            Waiting waiting) {
        this(
                new ConsumerConfig(
                        ConsumerConfig.appendDeserializerToConfig(configs, keyDeserializer, valueDeserializer)),
                keyDeserializer,
                valueDeserializer,
                config -> BrokerClient.over(ClientSettings.from(config), transport, scheduler, random),
                waiting);
    }

    private TailraceConsumer(
            ConsumerConfig config,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            Function<ConsumerConfig, BrokerClient> connect,
            Waiting waiting) {
        ConsumerSettings settings = ConsumerSettings.from(config);
        List<ConsumerPartitionAssignor> assignors = settings.group() == null
                ? List.of()
                : ConsumerPartitionAssignor.getAssignorInstances(
                        (List<?>) config.values().get(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG),
                        config.originals());
        this.keyDeserializer = ConsumerParts.deserializer(config, keyDeserializer, true);
        this.valueDeserializer = ConsumerParts.deserializer(config, valueDeserializer, false);
        this.interceptors = ConsumerParts.interceptors(config);
        config.ensureNoUnknownKeys();
        this.core = new ConsumerCore(settings, connect.apply(config), assignors, interceptors, waiting);
        RecordReader<K, V> reader = new RecordReader<>(this.keyDeserializer, this.valueDeserializer);
        this.collector = new RecordCollector<>(core, reader);
        this.metrics = new ConsumerMetrics(core, reader);
    }

    private static Map<String, Object> asMap(Properties properties) {
        Map<String, Object> map = new HashMap<>();
        properties.forEach((key, value) -> map.put(String.valueOf(key), value));
        return map;
    }

    // ---- subscription

    @Override
    public Set<TopicPartition> assignment() {
        return owned(() -> Set.copyOf(core.subscriptions.assignedPartitions()));
    }

    @Override
    public Set<String> subscription() {
        return owned(() -> Set.copyOf(core.subscriptions.topics()));
    }

    @Override
    public void subscribe(Collection<String> topics) {
        subscribeTo(topics, null);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener callback) {
        if (callback == null) throw new IllegalArgumentException("RebalanceListener cannot be null");
        subscribeTo(topics, callback);
    }

    private void subscribeTo(Collection<String> topics, @Nullable ConsumerRebalanceListener listener) {
        run(() -> {
            ensureGroupCanAssign();
            if (topics == null) throw new IllegalArgumentException("Topic collection to subscribe to cannot be null");
            for (String topic : topics) {
                if (topic == null || topic.isBlank()) {
                    throw new IllegalArgumentException(
                            "Topic collection to subscribe to cannot contain null or empty topic");
                }
            }
            if (topics.isEmpty()) {
                leaveAndForget("the consumer unsubscribed from all topics");
            } else {
                core.subscriptions.subscribe(topics, listener);
            }
        });
    }

    @Override
    public void subscribe(Pattern pattern, ConsumerRebalanceListener callback) {
        if (callback == null) throw new IllegalArgumentException("RebalanceListener cannot be null");
        subscribeTo(pattern, callback);
    }

    @Override
    public void subscribe(Pattern pattern) {
        subscribeTo(pattern, null);
    }

    private void subscribeTo(Pattern pattern, @Nullable ConsumerRebalanceListener listener) {
        run(() -> {
            ensureGroupCanAssign();
            if (pattern == null || pattern.pattern().isEmpty()) {
                throw new IllegalArgumentException("Topic pattern to subscribe to cannot be null or empty");
            }
            core.subscriptions.subscribe(pattern, listener);
        });
    }

    @Override
    public void subscribe(SubscriptionPattern pattern, ConsumerRebalanceListener callback) {
        throw brokerSidePattern(pattern);
    }

    @Override
    public void subscribe(SubscriptionPattern pattern) {
        throw brokerSidePattern(pattern);
    }

    private static UnsupportedOperationException brokerSidePattern(SubscriptionPattern pattern) {
        return new UnsupportedOperationException("expected a java.util.regex.Pattern, found a SubscriptionPattern ("
                + pattern + "): the broker evaluates those only with " + ConsumerConfig.GROUP_PROTOCOL_CONFIG
                + "=consumer");
    }

    private void ensureGroupCanAssign() {
        if (!core.group().canAssign()) {
            throw new IllegalStateException("Must configure at least one partition assigner class name to "
                    + ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG + " configuration property");
        }
    }

    @Override
    public void unsubscribe() {
        run(() -> leaveAndForget("the consumer unsubscribed from all topics"));
    }

    private void leaveAndForget(String reason) {
        RuntimeException failure = null;
        if (core.group != null && core.subscriptions.isGroupManaged()) {
            try {
                core.group.prepareLeave();
            } catch (RuntimeException e) {
                failure = e;
            }
            core.group.leave(reason, core.group.member().settings().isStatic(), () -> {});
        }
        core.subscriptions.unsubscribe();
        if (failure != null) throw failure;
    }

    @Override
    public void assign(Collection<TopicPartition> partitions) {
        run(() -> {
            if (partitions == null)
                throw new IllegalArgumentException("Topic partitions collection to assign to cannot be null");
            for (TopicPartition partition : partitions) {
                if (partition == null
                        || partition.topic() == null
                        || partition.topic().isBlank()) {
                    throw new IllegalArgumentException("Topic partitions to assign to cannot have null or empty topic");
                }
            }
            if (partitions.isEmpty()) {
                leaveAndForget("the consumer unsubscribed from all topics");
                return;
            }
            if (core.group != null) core.group.autoCommit().commitNow();
            core.subscriptions.assignByHand(partitions);
        });
    }

    // ---- poll

    @Override
    public ConsumerRecords<K, V> poll(Duration timeout) {
        return owned(() -> {
            if (core.subscriptions.isEmpty()) {
                throw new IllegalStateException("Consumer is not subscribed to any topics or assigned any partitions");
            }
            long deadlineMs = core.deadline(millis(timeout));
            while (true) {
                core.throwIfWoken();
                core.service();
                ConsumerRecords<K, V> records = collector.collect();
                core.fetcher.send(core.now());
                if (records != null) return interceptors.onConsume(records);
                if (!core.await(deadlineMs, core.nextServiceMs())) return ConsumerRecords.empty();
            }
        });
    }

    @Override
    public void wakeup() {
        core.wakeUp();
    }

    // ---- commits

    @Override
    public void commitSync() {
        commitSync(Duration.ofMillis(core.settings.defaultApiTimeoutMs()));
    }

    @Override
    public void commitSync(Duration timeout) {
        run(() -> commitAndWait(core.subscriptions.consumedPositions(), timeout));
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        commitSync(offsets, Duration.ofMillis(core.settings.defaultApiTimeoutMs()));
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        run(() -> commitAndWait(offsets, timeout));
    }

    private void commitAndWait(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        SyncCommit commit = new SyncCommit(core, offsets);
        boolean done = core.drive(commit::isDone, commit::step, commit::nextStepMs, core.deadline(millis(timeout)));
        core.runCommitCallbacks();
        if (commit.failure() != null) throw commit.failure();
        if (!done) {
            throw new TimeoutException(
                    "Timeout of " + millis(timeout) + "ms expired before successfully committing offsets " + offsets);
        }
    }

    @Override
    public void commitAsync() {
        commitAsync(null);
    }

    @Override
    public void commitAsync(@Nullable OffsetCommitCallback callback) {
        run(() -> submit(core.subscriptions.consumedPositions(), callback));
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
        run(() -> submit(offsets, callback));
    }

    private void submit(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
        OffsetCommits commits = core.group().commits();
        core.runEvents();
        core.runCommitCallbacks();
        OffsetCommit unused = commits.submit(offsets, core.subscriptions.isGroupManaged(), callback);
    }

    // ---- positions

    @Override
    public void seek(TopicPartition partition, long offset) {
        run(() -> {
            ensureNotNegative(offset);
            core.subscriptions.state(partition).seek(offset, -1, false);
        });
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata offsetAndMetadata) {
        run(() -> core.subscriptions
                .state(partition)
                .seek(
                        ensureNotNegative(offsetAndMetadata.offset()),
                        offsetAndMetadata.leaderEpoch().orElse(-1),
                        true));
    }

    private static long ensureNotNegative(long offset) {
        if (offset < 0) throw new IllegalArgumentException("seek offset must not be a negative number: " + offset);
        return offset;
    }

    @Override
    public void seekToBeginning(Collection<TopicPartition> partitions) {
        reset(partitions, OffsetReset.EARLIEST);
    }

    @Override
    public void seekToEnd(Collection<TopicPartition> partitions) {
        reset(partitions, OffsetReset.LATEST);
    }

    private void reset(Collection<TopicPartition> partitions, OffsetReset to) {
        run(() -> {
            if (partitions == null) throw new IllegalArgumentException("Partitions collection cannot be null");
            Collection<TopicPartition> which =
                    partitions.isEmpty() ? core.subscriptions.assignedPartitions() : partitions;
            for (PartitionState state : states(which)) state.requestReset(to);
        });
    }

    /** All of them or none: throws before anything is done. */
    private List<PartitionState> states(Collection<TopicPartition> partitions) {
        List<PartitionState> states = new ArrayList<>();
        for (TopicPartition partition : partitions) states.add(core.subscriptions.state(partition));
        return states;
    }

    @Override
    public long position(TopicPartition partition) {
        return position(partition, Duration.ofMillis(core.settings.defaultApiTimeoutMs()));
    }

    @Override
    public long position(TopicPartition partition, Duration timeout) {
        return owned(() -> {
            PartitionState state = core.subscriptions.stateOrNull(partition);
            if (state == null) {
                throw new IllegalStateException(
                        "You can only check the position for partitions assigned to this consumer.");
            }
            boolean found = core.drive(
                    state::hasPosition,
                    () -> {
                        core.topics.step(core.now());
                        core.positions.step(core.now());
                    },
                    core::nextServiceMs,
                    core.deadline(millis(timeout)));
            if (!found) {
                throw new TimeoutException("Timeout of " + millis(timeout)
                        + "ms expired before the position for partition " + partition + " could be determined");
            }
            return state.position;
        });
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        return committed(partitions, Duration.ofMillis(core.settings.defaultApiTimeoutMs()));
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
        return owned(() -> {
            String groupId = core.group().member().settings().groupId();
            Map<TopicPartition, OffsetAndMetadata> result = new HashMap<>();
            if (partitions.isEmpty()) return result;
            CommittedOffsets lookup =
                    new CommittedOffsets(core.dispatcher, groupId, core.settings.retryBackoffMs(), partitions);
            boolean done = core.drive(
                    lookup::isDone, () -> lookup.step(core.now()), lookup::nextStepMs, core.deadline(millis(timeout)));
            if (lookup.failure() != null) throw lookup.failure();
            if (!done) {
                throw new TimeoutException("Timeout of " + millis(timeout)
                        + "ms expired before the last committed offset for partitions " + partitions
                        + " could be determined. Try tuning default.api.timeout.ms larger to relax the threshold.");
            }
            for (TopicPartition partition : partitions) ConsumerParts.putNullable(result, partition, lookup.found());
            return result;
        });
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> timestampsToSearch) {
        return offsetsForTimes(timestampsToSearch, Duration.ofMillis(core.settings.defaultApiTimeoutMs()));
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
            Map<TopicPartition, Long> timestampsToSearch, Duration timeout) {
        timestampsToSearch.forEach((partition, timestamp) -> {
            if (timestamp < 0) {
                throw new IllegalArgumentException("The target time for partition " + partition + " is " + timestamp
                        + ". The target time cannot be negative.");
            }
        });
        return owned(
                () -> OffsetResults.withTimestamps(timestampsToSearch.keySet(), search(timestampsToSearch, timeout)));
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
        return beginningOffsets(partitions, Duration.ofMillis(core.settings.defaultApiTimeoutMs()));
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        return ends(partitions, OffsetReset.EARLIEST_TIMESTAMP, timeout);
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        return endOffsets(partitions, Duration.ofMillis(core.settings.defaultApiTimeoutMs()));
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        return ends(partitions, OffsetReset.LATEST_TIMESTAMP, timeout);
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, long which, Duration timeout) {
        return owned(() -> {
            Map<TopicPartition, Long> timestamps = new HashMap<>();
            for (TopicPartition partition : partitions) timestamps.put(partition, which);
            return OffsetResults.offsets(search(timestamps, timeout));
        });
    }

    private Map<TopicPartition, OffsetSearch.Found> search(Map<TopicPartition, Long> timestamps, Duration timeout) {
        OffsetSearch search = new OffsetSearch(
                core.dispatcher, core.settings.isolation(), core.settings.retryBackoffMs(), timestamps);
        boolean done = core.drive(
                search::isDone, () -> search.step(core.now()), search::nextStepMs, core.deadline(millis(timeout)));
        if (search.failure() != null) throw search.failure();
        if (!done) {
            throw new TimeoutException(
                    "Failed to get offsets by times in " + millis(timeout) + "ms for partitions " + search.missing());
        }
        return search.found();
    }

    @Override
    public OptionalLong currentLag(TopicPartition topicPartition) {
        return owned(() -> {
            PartitionState state = core.subscriptions.state(topicPartition);
            long end = ConsumerMetrics.end(state, core.settings.isolation());
            if (!state.hasPosition() || end < 0) return OptionalLong.empty();
            return OptionalLong.of(Math.max(0, end - state.position));
        });
    }

    // ---- topics

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return partitionsFor(topic, Duration.ofMillis(core.settings.defaultApiTimeoutMs()));
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
        return owned(() -> {
            ClusterSnapshot known = core.client.metadata().snapshot();
            if (known.partitionCount(topic) == 0)
                known = TopicListing.of(core, topic).await(core, millis(timeout));
            return new ArrayList<>(known.toCluster().partitionsForTopic(topic));
        });
    }

    @Override
    public Map<String, List<PartitionInfo>> listTopics() {
        return listTopics(Duration.ofMillis(core.settings.defaultApiTimeoutMs()));
    }

    @Override
    public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
        return owned(() -> {
            ClusterSnapshot all = TopicListing.ofAll(core).await(core, millis(timeout));
            Map<String, List<PartitionInfo>> result = new HashMap<>();
            for (String topic : all.topics()) {
                List<PartitionInfo> partitions = all.toCluster().partitionsForTopic(topic);
                if (!partitions.isEmpty()) result.put(topic, new ArrayList<>(partitions));
            }
            return result;
        });
    }

    // ---- pause, group, metrics

    @Override
    public Set<TopicPartition> paused() {
        return owned(() -> {
            Set<TopicPartition> paused = new HashSet<>();
            for (PartitionState state : core.subscriptions.states()) {
                if (state.paused) paused.add(state.partition);
            }
            return Collections.unmodifiableSet(paused);
        });
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        run(() -> states(partitions).forEach(state -> state.paused = true));
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        run(() -> states(partitions).forEach(state -> state.paused = false));
    }

    @Override
    public ConsumerGroupMetadata groupMetadata() {
        return owned(() -> core.group().metadata());
    }

    @Override
    public void enforceRebalance() {
        enforceRebalance(null);
    }

    @Override
    public void enforceRebalance(@Nullable String reason) {
        run(() -> {
            String why = reason == null || reason.isEmpty() ? "rebalance enforced by user" : reason;
            core.group().member().requestRejoin(why);
        });
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        throw new IllegalStateException("Telemetry is not enabled: this client does not push metrics.");
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return metrics.all();
    }

    // ---- the end

    @Override
    public void close() {
        close(Duration.ofMillis(DEFAULT_CLOSE_TIMEOUT_MS));
    }

    @Override
    public void close(Duration timeout) {
        close(CloseOptions.timeout(timeout));
    }

    @Override
    public void close(CloseOptions option) {
        long timeoutMs = option.timeout().map(TailraceConsumer::millis).orElse(DEFAULT_CLOSE_TIMEOUT_MS);
        owner.acquire();
        try {
            if (closed) return;
            closed = true;
            RuntimeException failure =
                    new Shutdown(core).run(option.groupMembershipOperation(), core.deadline(timeoutMs));
            interceptors.close();
            failure = ConsumerParts.close(keyDeserializer, failure);
            failure = ConsumerParts.close(valueDeserializer, failure);
            if (failure != null) {
                throw failure instanceof KafkaException
                        ? failure
                        : new KafkaException("Failed to close the consumer", failure);
            }
        } finally {
            owner.release();
        }
    }

    // ---- one thread at a time

    private void run(Runnable work) {
        owned(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    private <T> T owned(Supplier<T> work) {
        owner.acquire();
        try {
            if (closed) throw new IllegalStateException("This consumer has already been closed.");
            return work.get();
        } finally {
            owner.release();
        }
    }

    private static long millis(Duration timeout) {
        if (timeout.isNegative()) throw new IllegalArgumentException("Timeout must not be negative");
        try {
            return timeout.toMillis();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
