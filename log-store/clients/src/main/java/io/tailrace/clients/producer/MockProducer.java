package io.tailrace.clients.producer;

import io.tailrace.clients.consumer.ConsumerGroupMetadata;
import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.common.Cluster;
import io.tailrace.common.KafkaException;
import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.ProducerFencedException;
import io.tailrace.common.serialization.Serializer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A producer for tests of what uses one: it keeps what is sent, for the test to look at, and asks no broker. Sends complete at once, or one by
 * one as the test says, with success or an error. For tests against the real thing there is the log store embedded.
 *
 * <p>A transaction is what the calls make it: records sent and offsets handed in while it is open become part of {@link #history} and {@link
 * #consumerGroupOffsetsHistory} when it is committed, and are forgotten when it is aborted. The public fields make a call fail.
 *
 * <p><b>Threads:</b> safe, except for the fields; callbacks run in the thread that completes the send.
 *
 * @param <K> key type
 * @param <V> value type
 */
@SuppressWarnings("MemberName") // public fields are Kafka's
public class MockProducer<K, V> implements Producer<K, V> {
    private static final long NO_TIMESTAMP = -1;

    /** Thrown by {@link #initTransactions} if set. */
    public @Nullable RuntimeException initTransactionException;

    /** Thrown by {@link #beginTransaction} if set. */
    public @Nullable RuntimeException beginTransactionException;

    /** Thrown by {@link #sendOffsetsToTransaction} if set. */
    public @Nullable RuntimeException sendOffsetsToTransactionException;

    /** Thrown by {@link #commitTransaction} if set. */
    public @Nullable RuntimeException commitTransactionException;

    /** Thrown by {@link #abortTransaction} if set. */
    public @Nullable RuntimeException abortTransactionException;

    /** Thrown by {@code send} if set. */
    public @Nullable RuntimeException sendException;

    /** Thrown by {@link #flush} if set. */
    public @Nullable RuntimeException flushException;

    /** Thrown by {@link #partitionsFor} if set. */
    public @Nullable RuntimeException partitionsForException;

    /** Thrown by {@code close} if set. */
    public @Nullable RuntimeException closeException;

    private final Cluster cluster;
    private final boolean autoComplete;
    private final @Nullable Partitioner partitioner;
    private final @Nullable Serializer<K> keySerializer;
    private final @Nullable Serializer<V> valueSerializer;
    private final List<ProducerRecord<K, V>> sent = new ArrayList<>();
    private final List<ProducerRecord<K, V>> uncommitted = new ArrayList<>();
    private final List<Map<String, Map<TopicPartition, OffsetAndMetadata>>> groupOffsets = new ArrayList<>();
    private Map<String, Map<TopicPartition, OffsetAndMetadata>> uncommittedGroupOffsets = new HashMap<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
    private final Map<MetricName, Metric> metrics = new HashMap<>();
    private boolean closed;
    private boolean fenced;
    private boolean transactionInitialized;
    private boolean transactionInFlight;
    private boolean transactionCommitted;
    private boolean transactionAborted;
    private boolean sentOffsets;
    private long commitCount;

    /**
     * @param cluster what topics there are; a topic that it does not have has one partition
     * @param autoComplete whether each send succeeds at once; if not, {@link #completeNext} and {@link #errorNext} do it
     * @param partitioner of records that name no partition; null for the first partition of the topic
     */
    public MockProducer(
            Cluster cluster,
            boolean autoComplete,
            @Nullable Partitioner partitioner,
            @Nullable Serializer<K> keySerializer,
            @Nullable Serializer<V> valueSerializer) {
        this.cluster = cluster;
        this.autoComplete = autoComplete;
        this.partitioner = partitioner;
        this.keySerializer = keySerializer;
        this.valueSerializer = valueSerializer;
    }

    /** As the other one, knowing of no topics. */
    public MockProducer(
            boolean autoComplete,
            @Nullable Partitioner partitioner,
            @Nullable Serializer<K> keySerializer,
            @Nullable Serializer<V> valueSerializer) {
        this(Cluster.empty(), autoComplete, partitioner, keySerializer, valueSerializer);
    }

    /** Knows of no topics, serialises nothing, and leaves sends for the test to complete. */
    public MockProducer() {
        this(Cluster.empty(), false, null, null, null);
    }

    /** A send that waits for its end. */
    private record Pending(
            TopicPartition partition,
            long offset,
            CompletableFuture<RecordMetadata> future,
            @Nullable Callback callback) {

        /** The callback first, so that who waits for the future sees what it did. */
        void end(@Nullable RuntimeException error) {
            RecordMetadata metadata = error == null
                    ? new RecordMetadata(partition, offset, 0, NO_TIMESTAMP, 0, 0)
                    : new RecordMetadata(partition, -1, -1, NO_TIMESTAMP, -1, -1);
            if (callback != null) {
                callback.onCompletion(metadata, error);
            }
            if (error == null) {
                future.complete(metadata);
            } else {
                future.completeExceptionally(error);
            }
        }
    }

    private static void throwIfSet(@Nullable RuntimeException exception) {
        if (exception != null) {
            throw exception;
        }
    }

    private void ensureUsable() {
        ensureOpen();
        if (fenced) {
            throw new ProducerFencedException("MockProducer is fenced.");
        }
    }

    private void ensureOpen() {
        if (closed) {
            throw new IllegalStateException("MockProducer is already closed.");
        }
    }

    private void ensureTransactional() {
        ensureUsable();
        if (!transactionInitialized) {
            throw new IllegalStateException("MockProducer hasn't been initialized for transactions.");
        }
    }

    private void ensureInTransaction() {
        ensureTransactional();
        if (!transactionInFlight) {
            throw new IllegalStateException("There is no open transaction.");
        }
    }

    @Override
    public synchronized void initTransactions() {
        ensureUsable();
        if (transactionInitialized) {
            throw new IllegalStateException("MockProducer has already been initialized for transactions.");
        }
        throwIfSet(initTransactionException);
        transactionInitialized = true;
        transactionBecomes(false, false, false);
        sentOffsets = false;
    }

    @Override
    public synchronized void beginTransaction() {
        ensureTransactional();
        throwIfSet(beginTransactionException);
        if (transactionInFlight) {
            throw new IllegalStateException("Transaction already started");
        }
        transactionBecomes(true, false, false);
        sentOffsets = false;
    }

    private void transactionBecomes(boolean inFlight, boolean committed, boolean aborted) {
        transactionInFlight = inFlight;
        transactionCommitted = committed;
        transactionAborted = aborted;
    }

    @Override
    public synchronized void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        Objects.requireNonNull(groupMetadata, "groupMetadata");
        ensureInTransaction();
        throwIfSet(sendOffsetsToTransactionException);
        if (!offsets.isEmpty()) {
            uncommittedGroupOffsets
                    .computeIfAbsent(groupMetadata.groupId(), group -> new HashMap<>())
                    .putAll(offsets);
            sentOffsets = true;
        }
    }

    /** Completes what was sent, and makes it history with the offsets. */
    @Override
    public synchronized void commitTransaction() {
        ensureInTransaction();
        throwIfSet(commitTransactionException);
        flush();
        sent.addAll(uncommitted);
        if (!uncommittedGroupOffsets.isEmpty()) {
            groupOffsets.add(uncommittedGroupOffsets);
        }
        forgetUncommitted();
        transactionBecomes(false, true, false);
        commitCount++;
    }

    /** Completes what was sent, and forgets it and the offsets. */
    @Override
    public synchronized void abortTransaction() {
        ensureInTransaction();
        throwIfSet(abortTransactionException);
        flush();
        forgetUncommitted();
        transactionBecomes(false, false, true);
    }

    private void forgetUncommitted() {
        uncommitted.clear();
        uncommittedGroupOffsets = new HashMap<>();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<K, V> record) {
        return send(record, null);
    }

    /**
     * Keeps the record, and completes it if this producer does so by itself.
     *
     * @throws ClassCastException if a serializer cannot take the key or value
     * @throws IllegalArgumentException if the record names a partition that the topic does not have
     */
    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<K, V> record, @Nullable Callback callback) {
        ensureOpen();
        if (fenced) {
            throw new KafkaException("MockProducer is fenced.", new ProducerFencedException("Fenced"));
        }
        throwIfSet(sendException);
        TopicPartition partition = new TopicPartition(record.topic(), partition(record));
        long offset = nextOffsets.merge(partition, 1L, Long::sum) - 1;
        Pending send = new Pending(partition, offset, new CompletableFuture<>(), callback);
        (transactionInFlight ? uncommitted : sent).add(record);
        if (autoComplete) {
            send.end(null);
        } else {
            pending.add(send);
        }
        return send.future();
    }

    /** The serializers run in any case, so that a test sees if they cannot. */
    private int partition(ProducerRecord<K, V> record) {
        String topic = record.topic();
        byte[] key = keySerializer == null ? null : keySerializer.serialize(topic, record.headers(), record.key());
        byte[] value =
                valueSerializer == null ? null : valueSerializer.serialize(topic, record.headers(), record.value());
        List<PartitionInfo> partitions = cluster.partitionsForTopic(topic);
        Integer named = record.partition();
        if (named != null && !partitions.isEmpty()) {
            if (named < 0 || named >= partitions.size()) {
                throw new IllegalArgumentException("Invalid partition given with record: " + named
                        + " is not in the range [0..." + partitions.size() + "].");
            }
            return named;
        }
        if (partitions.isEmpty()) {
            return 0;
        }
        return partitioner == null
                ? partitions.get(0).partition()
                : partitioner.partition(topic, record.key(), key, record.value(), value, cluster);
    }

    /** Completes the sends that wait, with success. */
    @Override
    public synchronized void flush() {
        ensureOpen();
        throwIfSet(flushException);
        while (completeNext()) {
            // the next one
        }
    }

    /** Completes the oldest send that waits; returns whether there was one. */
    public synchronized boolean completeNext() {
        return endNext(null);
    }

    /** Fails the oldest send that waits; returns whether there was one. */
    public synchronized boolean errorNext(@Nullable RuntimeException exception) {
        return endNext(exception);
    }

    private boolean endNext(@Nullable RuntimeException error) {
        Pending next = pending.poll();
        if (next == null) {
            return false;
        }
        next.end(error);
        return true;
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic) {
        throwIfSet(partitionsForException);
        return cluster.partitionsForTopic(topic);
    }

    /** Those that {@link #setMockMetrics} set. */
    @Override
    public synchronized Map<MetricName, Metric> metrics() {
        return metrics;
    }

    public synchronized void setMockMetrics(MetricName name, Metric metric) {
        metrics.put(name, metric);
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    @Override
    public synchronized void close(Duration timeout) {
        throwIfSet(closeException);
        closed = true;
    }

    public synchronized boolean closed() {
        return closed;
    }

    /** From now on calls fail as if another producer had taken the transactional id. */
    public synchronized void fenceProducer() {
        ensureTransactional();
        fenced = true;
    }

    public synchronized boolean transactionInitialized() {
        return transactionInitialized;
    }

    public synchronized boolean transactionInFlight() {
        return transactionInFlight;
    }

    /** Whether the last transaction that ended was committed, and none has begun since. */
    public synchronized boolean transactionCommitted() {
        return transactionCommitted;
    }

    /** Whether the last transaction that ended was aborted, and none has begun since. */
    public synchronized boolean transactionAborted() {
        return transactionAborted;
    }

    /** Whether no send waits. */
    public synchronized boolean flushed() {
        return pending.isEmpty();
    }

    /** Whether offsets were handed to the present transaction, or to the last one. */
    public synchronized boolean sentOffsets() {
        return sentOffsets;
    }

    public synchronized long commitCount() {
        return commitCount;
    }

    /** All records sent since the last {@link #clear}; of transactions, those that were committed. */
    public synchronized List<ProducerRecord<K, V>> history() {
        return new ArrayList<>(sent);
    }

    /** The records of the transaction that is open. */
    public synchronized List<ProducerRecord<K, V>> uncommittedRecords() {
        return new ArrayList<>(uncommitted);
    }

    /** The offsets of each transaction that was committed with some, by group. */
    public synchronized List<Map<String, Map<TopicPartition, OffsetAndMetadata>>> consumerGroupOffsetsHistory() {
        return new ArrayList<>(groupOffsets);
    }

    /** The offsets of the transaction that is open, by group. */
    public synchronized Map<String, Map<TopicPartition, OffsetAndMetadata>> uncommittedOffsets() {
        return uncommittedGroupOffsets;
    }

    /** Forgets records, offsets, and sends that wait. */
    public synchronized void clear() {
        sent.clear();
        groupOffsets.clear();
        forgetUncommitted();
        sentOffsets = false;
        pending.clear();
    }
}
