package io.tailrace.connect.task;

import io.tailrace.clients.consumer.Consumer;
import io.tailrace.clients.consumer.ConsumerRebalanceListener;
import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.consumer.ConsumerRecords;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.WakeupException;
import io.tailrace.connect.config.ConnectorConfig;
import io.tailrace.connect.error.ErrorPolicy;
import io.tailrace.connect.error.RecordFailure;
import io.tailrace.connect.record.SinkRecordDecoder;
import io.tailrace.connect.record.TransformationChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a sink task: poll, convert, transform, {@code put}; commit what {@code preCommit} allows every
 * {@code offset.flush.interval.ms}, when the task asks, when partitions are revoked, and at the end.
 *
 * <p>A batch whose {@code put} throws {@link RetriableException} is kept and put again after a wait, with every partition
 * paused meanwhile, so that the consumer stays in its group and nothing is fetched on top.
 *
 * <p><b>Threads:</b> the task's own; rebalance callbacks arrive on it, inside poll.
 */
public final class SinkTaskLoop implements TaskFactory.TaskLoop, ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(SinkTaskLoop.class);
    private static final long POLL_MS = 500;
    private static final long RETRY_MS = 1000;

    private final ConnectorConfig config;
    private final Map<String, String> taskProperties;
    private final SinkTask task;
    private final Consumer<byte[], byte[]> consumer;
    private final TransformationChain<SinkRecord> transformations;
    private final SinkRecordDecoder decoder;
    private final ErrorPolicy policy;
    private final SinkErrors errors;
    private final OriginalRecords originals;
    private final SinkContext context;
    private final CommitTimer commits;
    private final CountDownLatch stopping;

    private final Map<TopicPartition, Long> delivered = new HashMap<>();
    private List<SinkRecord> batch = List.of();
    private boolean retrying;
    /** From then on the consumer only leaves its group: the task is stopped and must not be asked for anything. */
    private boolean ended;

    private final Map<TopicPartition, Long> batchEnds = new HashMap<>();

    SinkTaskLoop(ConnectorConfig config, Map<String, String> taskProperties, SinkParts parts, CountDownLatch stopping) {
        this.config = config;
        this.taskProperties = taskProperties;
        this.task = parts.task();
        this.consumer = parts.consumer();
        this.transformations = parts.transformations();
        this.decoder = parts.decoder();
        this.policy = parts.policy();
        this.errors = parts.errors();
        this.originals = parts.originals();
        this.context = parts.context();
        this.commits = parts.commits();
        this.stopping = stopping;
    }

    /** What one life of a sink task works with; the loop closes the consumer and the transformations. */
    record SinkParts(
            SinkTask task,
            Consumer<byte[], byte[]> consumer,
            TransformationChain<SinkRecord> transformations,
            SinkRecordDecoder decoder,
            ErrorPolicy policy,
            SinkErrors errors,
            OriginalRecords originals,
            SinkContext context,
            CommitTimer commits) {}

    /** Says when the next commit is due. */
    static final class CommitTimer {
        private final long intervalMs;
        private long lastNanos = System.nanoTime();

        CommitTimer(long intervalMs) {
            this.intervalMs = intervalMs;
        }

        boolean isDue() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastNanos) >= intervalMs;
        }

        long remainingMs() {
            return Math.max(0, intervalMs - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastNanos));
        }

        void restart() {
            lastNanos = System.nanoTime();
        }
    }

    @Override
    public void run() throws Exception {
        try (consumer;
                transformations) {
            task.initialize(context);
            try {
                task.start(taskProperties);
                subscribe();
                while (stopping.getCount() > 0) {
                    iterate();
                }
                if (batch.isEmpty()) {
                    commit(delivered.keySet());
                }
                task.close(KafkaTypes.toKafka(consumer.assignment()));
            } finally {
                ended = true;
                task.stop();
            }
        }
    }

    private void subscribe() {
        List<String> topics = config.list(SinkTask.TOPICS_CONFIG);
        String regex = config.properties().get(SinkTask.TOPICS_REGEX_CONFIG);
        if (topics.isEmpty() == (regex == null)) {
            throw new ConfigException("expected either topics or topics.regex for sink connector " + config.name()
                    + ", found " + (regex == null ? "neither" : "both"));
        }
        if (regex == null) {
            consumer.subscribe(topics, this);
        } else {
            consumer.subscribe(Pattern.compile(regex), this);
        }
    }

    private void iterate() throws InterruptedException {
        if (commits.isDue() || context.takeCommitRequest()) {
            commit(List.copyOf(delivered.keySet()));
        }
        rewind();
        long waitMs = Math.min(context.takeTimeoutMs(POLL_MS), Math.max(1, commits.remainingMs()));
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(Duration.ofMillis(Math.min(waitMs, POLL_MS)));
        } catch (WakeupException e) {
            LOG.debug("Woken up");
            return;
        }
        if (batch.isEmpty() && !records.isEmpty()) {
            convert(records);
        }
        // An empty batch goes to the task too: it may have work of its own to do.
        put();
    }

    private void convert(ConsumerRecords<byte[], byte[]> records) {
        List<SinkRecord> converted = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                SinkRecord sink = transformations.apply(decoder.decode(record), policy, stopping);
                if (sink != null) {
                    originals.add(record);
                    converted.add(sink);
                }
            } catch (RecordFailure e) {
                errors.handle(record, e);
            }
            batchEnds.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
        batch = converted;
        if (batch.isEmpty()) {
            batchDelivered();
        }
    }

    private void put() {
        try {
            task.put(batch);
        } catch (RetriableException e) {
            LOG.warn("Connector {} asks to put {} records again: {}", config.name(), batch.size(), e.toString());
            context.timeout(context.takeTimeoutMs(RETRY_MS));
            consumer.pause(consumer.assignment());
            retrying = true;
            return;
        }
        if (retrying) {
            context.resumeAfterRetry();
            retrying = false;
        }
        batch = List.of();
        batchDelivered();
    }

    private void batchDelivered() {
        delivered.putAll(batchEnds);
        batchEnds.clear();
    }

    private void rewind() {
        context.takeRewinds().forEach((partition, offset) -> {
            TopicPartition own = KafkaTypes.fromKafka(partition);
            consumer.seek(own, offset);
            delivered.put(own, offset);
        });
    }

    private void commit(Collection<TopicPartition> partitions) throws InterruptedException {
        commits.restart();
        Map<TopicPartition, Long> current = new HashMap<>(delivered);
        current.keySet().retainAll(List.copyOf(partitions));
        if (current.isEmpty()) {
            return;
        }
        errors.await();
        var allowed = KafkaTypes.fromKafkaOffsets(task.preCommit(KafkaTypes.toKafkaOffsets(current)));
        allowed.keySet().retainAll(current.keySet());
        allowed.entrySet().removeIf(entry -> entry.getValue().offset() > current.get(entry.getKey()));
        if (allowed.isEmpty()) {
            return;
        }
        consumer.commitSync(allowed);
        allowed.forEach((partition, offset) -> originals.forgetBefore(KafkaTypes.toKafka(partition), offset.offset()));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            delivered.put(partition, consumer.position(partition));
        }
        task.open(KafkaTypes.toKafka(partitions));
        if (retrying) {
            consumer.pause(partitions);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (ended) {
            return;
        }
        dropBatchOf(partitions);
        try {
            commit(partitions);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while offsets of revoked partitions were committed", e);
        }
        close(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        if (ended) {
            return;
        }
        dropBatchOf(partitions);
        close(partitions);
    }

    /** A batch that was not delivered belongs to the next owner, who reads it from the committed offset. */
    private void dropBatchOf(Collection<TopicPartition> partitions) {
        batch = batch.stream()
                .filter(record -> !partitions.contains(
                        new TopicPartition(record.originalTopic(), record.originalKafkaPartition())))
                .toList();
        batchEnds.keySet().removeAll(partitions);
    }

    private void close(Collection<TopicPartition> partitions) {
        task.close(KafkaTypes.toKafka(partitions));
        context.forget(KafkaTypes.toKafka(partitions));
        for (TopicPartition partition : partitions) {
            delivered.remove(partition);
            originals.forget(KafkaTypes.toKafka(partition));
        }
    }
}
