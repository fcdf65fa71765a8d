package io.tailrace.clients.producer;

import io.netty.buffer.ByteBufAllocator;
import io.tailrace.clients.consumer.ConsumerGroupMetadata;
import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.clients.core.BrokerClient;
import io.tailrace.clients.core.ClientSettings;
import io.tailrace.clients.core.ClusterSnapshot;
import io.tailrace.common.ClusterResource;
import io.tailrace.common.ClusterResourceListener;
import io.tailrace.common.KafkaException;
import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.config.ConfigException;
import io.tailrace.common.errors.ApiException;
import io.tailrace.common.errors.InterruptException;
import io.tailrace.common.errors.RecordTooLargeException;
import io.tailrace.common.errors.SerializationException;
import io.tailrace.common.errors.UnsupportedVersionException;
import io.tailrace.common.header.Header;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.serialization.Serializer;
import io.tailrace.common.utils.Utils;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordHeader;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.protocol.transport.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records to topics.
 *
 * <p>A record is serialised and appended to the open batch of its partition by the thread that calls {@link #send}; one
 * thread in the background sends batches and completes futures. Life cycle: constructor, {@code send…}, {@link #close}.
 *
 * <p><b>What a failure says.</b> A future that fails with one of these leaves open whether the record is stored:
 * {@code TimeoutException}, {@code DisconnectException}, {@code NetworkException}, {@code NotLeaderOrFollowerException},
 * {@code NotEnoughReplicasAfterAppendException}, {@code KafkaStorageException}, {@code UnknownTopicOrPartitionException},
 * {@code UnknownServerException}, or a {@code KafkaException} because the producer was closed by force. Every other
 * failure means that the record is not stored, and never will be.
 *
 * <p>Transactions are not in this version: the methods for them, and {@code transactional.id}, fail with an
 * {@link UnsupportedVersionException}.
 *
 * <p><b>Threads:</b> safe to share between threads.
 */
public class TailraceProducer<K, V> implements Producer<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger(TailraceProducer.class);
    private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

    private final ProducerConfig config;
    private final ProducerSettings settings;
    private final long maxBlockMs;
    private final boolean ignoreKeys;
    private final Serializer<K> keySerializer;
    private final Serializer<V> valueSerializer;
    private final @Nullable Partitioner partitioner;
    private final Interceptors<K, V> interceptors;
    private final BrokerClient client;
    private final BufferMemory memory;
    private final ProducerCounters counters;
    private final BatchCompletion completion;
    private final Accumulator accumulator;
    private final StickyPartitions sticky;
    private final Sender sender;
    private final TopicMetadata topics;
    private final AtomicInteger flushes = new AtomicInteger();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean closed;

    public TailraceProducer(Map<String, Object> configs) {
        this(configs, null, null);
    }

    /** The serializers are used as they are: they are not configured. */
    public TailraceProducer(
            Map<String, Object> configs,
            @Nullable Serializer<K> keySerializer,
            @Nullable Serializer<V> valueSerializer) {
        this(configs, keySerializer, valueSerializer, null);
    }

    public TailraceProducer(Properties properties) {
        this(properties, null, null);
    }

    public TailraceProducer(
            Properties properties, @Nullable Serializer<K> keySerializer, @Nullable Serializer<V> valueSerializer) {
        this(ProducerConfig.asMap(properties), keySerializer, valueSerializer);
    }

    /**
     * A producer on given ports, for tests and simulations. Calls from the scheduler's own thread never wait: what would
     * have to fails at once with a {@code TimeoutException}, and works a little later.
     */
    public TailraceProducer(
            Map<String, Object> configs,
            Serializer<K> keySerializer,
            Serializer<V> valueSerializer,
            Transport transport,
            Scheduler scheduler,
            Random random) {
        this(configs, keySerializer, valueSerializer, new Ports(transport, scheduler, random));
    }

    private record Ports(Transport transport, Scheduler scheduler, Random random) {}

    private TailraceProducer(
            Map<String, Object> configs,
            @Nullable Serializer<K> givenKeySerializer,
            @Nullable Serializer<V> givenValueSerializer,
            @Nullable Ports ports) {
        this.config =
                new ProducerConfig(ProducerConfig.withSerializers(configs, givenKeySerializer, givenValueSerializer));
        if (config.getString(ProducerConfig.TRANSACTIONAL_ID_CONFIG) != null) {
            throw new UnsupportedVersionException("transactions are not in this version of the producer, key="
                    + ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        }
        this.settings = ProducerSettings.from(config);
        this.maxBlockMs = config.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG);
        this.ignoreKeys = config.getBoolean(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);
        this.partitioner = config.getConfiguredInstance(
                ProducerConfig.PARTITIONER_CLASS_CONFIG,
                Partitioner.class,
                Map.of(ProducerConfig.CLIENT_ID_CONFIG, clientId()));
        this.keySerializer = serializer(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, givenKeySerializer, true);
        this.valueSerializer = serializer(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, givenValueSerializer, false);
        this.interceptors = interceptors(config);
        config.ensureNoUnknownKeys();

        ClientSettings clientSettings = ClientSettings.from(config);
        this.client = ports == null
                ? BrokerClient.open(clientSettings, config.originals())
                : BrokerClient.over(clientSettings, ports.transport(), ports.scheduler(), ports.random());
        ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
        this.memory = new BufferMemory(config.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG));
        this.counters = new ProducerCounters(clientId(), memory);
        this.completion = new BatchCompletion(interceptors, memory, counters);
        this.accumulator =
                new Accumulator(settings, client.clock(), memory, allocator, this::wakeSender, completion::started);
        this.sender = new Sender(settings, client, accumulator, memory, allocator, completion, counters);
        this.topics = new TopicMetadata(client, completion, config.getLong(ProducerConfig.METADATA_MAX_IDLE_CONFIG));
        this.sticky = new StickyPartitions(
                settings.batchBytes(),
                config.getBoolean(ProducerConfig.PARTITIONER_ADAPTIVE_PARTITIONING_ENABLE_CONFIG),
                client.random());
        client.scheduler().execute(() -> client.metadata().addListener(this::clusterChanged));
    }

    private void wakeSender() {
        sender.wake();
    }

    private String clientId() {
        return String.valueOf(config.getString(ProducerConfig.CLIENT_ID_CONFIG));
    }

    @SuppressWarnings("unchecked") // the configuration promises the type
    private <T> Serializer<T> serializer(String key, @Nullable Serializer<T> given, boolean isKey) {
        if (given != null) {
            return given;
        }
        Serializer<T> made = config.getConfiguredInstance(key, Serializer.class);
        if (made == null) {
            throw new ConfigException(key, null, "expected a class");
        }
        made.configure(config.originals(Map.of(ProducerConfig.CLIENT_ID_CONFIG, clientId())), isKey);
        return made;
    }

    @SuppressWarnings("unchecked") // the configuration promises the types
    private static <K, V> Interceptors<K, V> interceptors(ProducerConfig config) {
        List<ProducerInterceptor<K, V>> chain = new ArrayList<>();
        config.getConfiguredInstances(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, ProducerInterceptor.class)
                .forEach(interceptor -> chain.add((ProducerInterceptor<K, V>) interceptor));
        return new Interceptors<>(chain);
    }

    private void clusterChanged(ClusterSnapshot snapshot) {
        topics.touch(accumulator.queues());
        if (snapshot.clusterId() != null) {
            ClusterResource cluster = new ClusterResource(snapshot.clusterId());
            for (Object plugin : List.of(keySerializer, valueSerializer)) {
                if (plugin instanceof ClusterResourceListener listener) {
                    listener.onUpdate(cluster);
                }
            }
        }
        sender.wake();
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<K, V> record) {
        return send(record, null);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<K, V> record, @Nullable Callback callback) {
        ensureOpen();
        ProducerRecord<K, V> chosen = interceptors.isEmpty() ? record : interceptors.onSend(record);
        try {
            return doSend(chosen, callback);
        } catch (ApiException e) {
            counters.recordsFailed.increment();
            Integer partition = chosen.partition();
            RecordMetadata nowhere = new RecordMetadata(
                    new TopicPartition(
                            chosen.topic(), partition == null ? RecordMetadata.UNKNOWN_PARTITION : partition),
                    -1,
                    -1,
                    -1,
                    -1,
                    -1);
            interceptors.onAcknowledgement(nowhere, e, chosen.headers());
            if (callback != null) {
                callback.onCompletion(nowhere, e);
            }
            return new FailedFuture(e);
        }
    }

    private Future<RecordMetadata> doSend(ProducerRecord<K, V> record, @Nullable Callback callback) {
        String topic = record.topic();
        long startMs = client.clock().monotonicMs();
        ClusterSnapshot cluster = topics.await(topic, record.partition(), maxBlockMs);
        ensureOpen();
        Headers headers = record.headers();
        byte[] key = serialize(keySerializer, topic, headers, record.key(), "key");
        byte[] value = serialize(valueSerializer, topic, headers, record.value(), "value");
        if (headers instanceof RecordHeaders own) {
            own.setReadOnly();
        }
        RecordHeader[] encodedHeaders = encode(headers);
        int maxBytes = RecordBatchBuilder.recordSizeUpperBound(key, value, encodedHeaders);
        ensureFits(maxBytes + RecordBatch.HEADER_BYTES, topic);
        Long timestamp = record.timestamp();
        Accumulator.Encoded encoded = new Accumulator.Encoded(
                timestamp == null ? client.clock().wallMs() : timestamp, key, value, encodedHeaders, maxBytes);

        long leftMs = completion.isOnClientThread()
                ? 0
                : Math.max(0, maxBlockMs - (client.clock().monotonicMs() - startMs));
        int partition = partition(record, key, value, cluster);
        Accumulator.Appended appended = accumulator.append(
                new TopicPartition(topic, partition),
                encoded,
                callback,
                interceptors.isEmpty() ? null : headers,
                leftMs);
        if (record.partition() == null && partitioner == null && (key == null || ignoreKeys)) {
            sticky.produced(
                    topic,
                    partition,
                    maxBytes,
                    appended.batchFull(),
                    cluster,
                    view -> accumulator.queued(view.partition()));
        }
        return appended.future();
    }

    private static <T> byte @Nullable [] serialize(
            Serializer<T> serializer, String topic, Headers headers, @Nullable T data, String part) {
        try {
            return serializer.serialize(topic, headers, data);
        } catch (ClassCastException e) {
            throw new SerializationException(
                    "expected a " + part + " that " + serializer.getClass().getName() + " can serialise, actual class="
                            + (data == null ? "null" : data.getClass().getName()) + ", topic=" + topic,
                    e);
        }
    }

    private static RecordHeader[] encode(Headers headers) {
        Header[] all = headers.toArray();
        if (all.length == 0) {
            return RecordHeader.NONE;
        }
        RecordHeader[] encoded = new RecordHeader[all.length];
        for (int i = 0; i < all.length; i++) {
            encoded[i] = RecordHeader.of(all[i].key(), all[i].value());
        }
        return encoded;
    }

    private void ensureFits(int bytes, String topic) {
        if (bytes > settings.maxRequestBytes()) {
            throw new RecordTooLargeException("expected a record of at most max.request.size="
                    + settings.maxRequestBytes() + " bytes, actual=" + bytes + ", topic=" + topic);
        }
        if (bytes > memory.totalBytes()) {
            throw new RecordTooLargeException("expected a record of at most buffer.memory=" + memory.totalBytes()
                    + " bytes, actual=" + bytes + ", topic=" + topic);
        }
    }

    private int partition(
            ProducerRecord<K, V> record, byte @Nullable [] key, byte @Nullable [] value, ClusterSnapshot cluster) {
        Integer given = record.partition();
        if (given != null) {
            return given;
        }
        String topic = record.topic();
        if (partitioner != null) {
            int chosen = partitioner.partition(topic, record.key(), key, record.value(), value, cluster.toCluster());
            if (chosen < 0 || chosen >= cluster.partitionCount(topic)) {
                throw new IllegalArgumentException("expected a partition from 0 to "
                        + (cluster.partitionCount(topic) - 1) + " of topic " + topic + ", actual=" + chosen + " by "
                        + partitioner.getClass().getName());
            }
            return chosen;
        }
        if (key != null && !ignoreKeys) {
            return Utils.toPositive(Utils.murmur2(key)) % cluster.partitionCount(topic);
        }
        return sticky.current(topic, cluster, view -> accumulator.queued(view.partition()));
    }

    private void ensureOpen() {
        if (closed) {
            throw new IllegalStateException("expected an open producer, actual=closed");
        }
    }

    @Override
    public void flush() {
        if (completion.isOnClientThread()) {
            throw new KafkaException("flush in a callback would wait for itself");
        }
        if (flushes.getAndIncrement() == 0) {
            sender.setHurry(true);
        }
        try {
            awaitPending(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while flushing", e);
        } finally {
            if (flushes.decrementAndGet() == 0 && !closed) {
                sender.setHurry(false);
            }
        }
    }

    /** Waits for what is pending now, and for the parts of what is split meanwhile. */
    private boolean awaitPending(long maxNanos) throws InterruptedException {
        long start = System.nanoTime();
        Deque<SendResult> open = new ArrayDeque<>(completion.pending());
        while (!open.isEmpty()) {
            SendResult next = open.remove();
            long leftNanos = maxNanos == Long.MAX_VALUE ? maxNanos : maxNanos - (System.nanoTime() - start);
            if (!next.await(Math.max(0, leftNanos), TimeUnit.NANOSECONDS)) {
                return false;
            }
            open.addAll(next.parts());
        }
        return true;
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        ensureOpen();
        ClusterSnapshot cluster = topics.await(topic, null, maxBlockMs);
        return cluster.partitions(topic).stream().map(cluster::info).toList();
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return counters.metrics();
    }

    @Override
    public void close() {
        close(FOREVER);
    }

    @Override
    public void close(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("expected a time-out of at least 0, actual=" + timeout);
        }
        boolean first;
        synchronized (this) {
            first = !closed;
            closed = true;
        }
        if (!first) {
            awaitEnd(timeout);
            return;
        }
        accumulator.close();
        InterruptedException interrupted = null;
        boolean waits = !timeout.isZero() && !completion.isOnClientThread();
        if (waits) {
            sender.setHurry(true);
            try {
                if (!awaitPending(nanos(timeout))) {
                    LOG.warn("producer {} is closed with records that are not acknowledged", clientId());
                }
            } catch (InterruptedException e) {
                interrupted = e;
            }
        }
        memory.close();
        client.scheduler().execute(() -> {
            sender.abort(new KafkaException("the producer was closed before the record was acknowledged"));
            client.close();
            ended.complete(null);
        });
        if (waits && interrupted == null) {
            client.close(); // returns when the transport has given back what it holds
        }
        closePlugins();
        if (interrupted != null) {
            throw new InterruptException("interrupted while closing", interrupted);
        }
    }

    private static long nanos(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    private void awaitEnd(Duration timeout) {
        if (completion.isOnClientThread()) {
            return;
        }
        try {
            ended.get(nanos(timeout), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while another thread closes the producer", e);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("the producer is still being closed by another thread");
        }
    }

    private void closePlugins() {
        interceptors.close();
        List<AutoCloseable> plugins = new ArrayList<>(List.of(keySerializer, valueSerializer));
        if (partitioner != null) {
            plugins.add(partitioner);
        }
        for (AutoCloseable plugin : plugins) {
            try {
                plugin.close();
            } catch (Exception e) {
                LOG.warn("{} failed to close", plugin.getClass().getName(), e);
            }
        }
    }

    @Override
    public void initTransactions() {
        throw noTransactions();
    }

    @Override
    public void beginTransaction() {
        throw noTransactions();
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        throw noTransactions();
    }

    @Override
    public void commitTransaction() {
        throw noTransactions();
    }

    @Override
    public void abortTransaction() {
        throw noTransactions();
    }

    private static UnsupportedVersionException noTransactions() {
        return new UnsupportedVersionException("transactions are not in this version of the producer");
    }
}
