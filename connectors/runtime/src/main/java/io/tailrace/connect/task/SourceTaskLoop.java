package io.tailrace.connect.task;

import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.RecordMetadata;
import io.tailrace.connect.config.ConnectorConfig;
import io.tailrace.connect.error.ErrorPolicy;
import io.tailrace.connect.error.RecordFailure;
import io.tailrace.connect.error.Stage;
import io.tailrace.connect.offset.OffsetStore;
import io.tailrace.connect.offset.SubmittedOffsets;
import io.tailrace.connect.offset.SubmittedOffsets.Submitted;
import io.tailrace.connect.record.SourceRecordEncoder;
import io.tailrace.connect.record.TransformationChain;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a source task: poll, transform, convert, send; save the offsets of what was acknowledged every
 * {@code offset.flush.interval.ms} and at the end. Delivery is at least once: an offset is saved only after every record up
 * to it was acknowledged. How much is on its way is bounded by the producer's {@code buffer.memory}.
 *
 * <p><b>Threads:</b> the task's own; acknowledgements arrive on the producer's.
 */
public final class SourceTaskLoop implements TaskFactory.TaskLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SourceTaskLoop.class);
    private static final long STUCK_MS = 1000;

    private final ConnectorConfig config;
    private final Map<String, String> taskProperties;
    private final SourceTask task;
    private final SourceTaskContext context;
    private final TransformationChain<SourceRecord> transformations;
    private final SourceRecordEncoder encoder;
    private final ErrorPolicy policy;
    private final Producer<byte[], byte[]> producer;
    private final TopicCreation topics;
    private final OffsetStore offsets;
    private final long flushIntervalMs;
    private final CountDownLatch stopping;

    private final CountDownLatch polled = new CountDownLatch(1);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final SubmittedOffsets submitted = new SubmittedOffsets();
    private final AtomicReference<@Nullable Exception> sendFailure = new AtomicReference<>();
    private long lastFlushNanos = System.nanoTime();

    /** What one life of a source task works with; the loop closes the producer and the transformations. */
    public record Parts(
            SourceTask task,
            SourceTaskContext context,
            TransformationChain<SourceRecord> transformations,
            SourceRecordEncoder encoder,
            ErrorPolicy policy,
            Producer<byte[], byte[]> producer,
            TopicCreation topics,
            OffsetStore offsets) {}

    public SourceTaskLoop(
            ConnectorConfig config,
            Map<String, String> taskProperties,
            Parts parts,
            long flushIntervalMs,
            CountDownLatch stopping) {
        this.config = config;
        this.taskProperties = taskProperties;
        this.task = parts.task();
        this.context = parts.context();
        this.transformations = parts.transformations();
        this.encoder = parts.encoder();
        this.policy = parts.policy();
        this.producer = parts.producer();
        this.topics = parts.topics();
        this.offsets = parts.offsets();
        this.flushIntervalMs = flushIntervalMs;
        this.stopping = stopping;
    }

    @Override
    public void run() throws Exception {
        try (producer;
                transformations;
                topics) {
            task.initialize(context);
            try {
                task.start(taskProperties);
                Thread stopper = stopTaskWhenStuck();
                try {
                    pollUntilStopped();
                } finally {
                    polled.countDown();
                    stopper.interrupt();
                }
                producer.flush();
                saveOffsets();
            } finally {
                stopTask();
            }
            failIfSendFailed();
        }
    }

    /**
     * Stops the task from beside if its poll does not return by itself: a task may block in {@code poll()} until
     * {@code stop()} is called. Otherwise it is stopped on its own thread, behind its last poll.
     */
    private Thread stopTaskWhenStuck() {
        Thread stopper = new Thread(
                () -> {
                    try {
                        stopping.await();
                        if (!polled.await(STUCK_MS, TimeUnit.MILLISECONDS)) {
                            stopTask();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException e) {
                        LOG.warn("Stopping a task of connector {} failed", config.name(), e);
                    }
                },
                Thread.currentThread().getName() + "-stopper");
        stopper.setDaemon(true);
        stopper.start();
        return stopper;
    }

    private void stopTask() {
        if (stopped.compareAndSet(false, true)) {
            task.stop();
        }
    }

    private void pollUntilStopped() throws Exception {
        while (stopping.getCount() > 0) {
            failIfSendFailed();
            List<SourceRecord> records = poll();
            if (records != null) {
                for (SourceRecord record : records) {
                    send(record);
                }
            }
            if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastFlushNanos) >= flushIntervalMs) {
                saveOffsets();
            }
        }
    }

    private @Nullable List<SourceRecord> poll() throws Exception {
        try {
            return policy.attempt(Stage.TASK_POLL, task.getClass(), stopping, task::poll);
        } catch (RecordFailure e) {
            if (stopping.getCount() == 0) {
                return null;
            }
            throw e.asFatal("connector " + config.name());
        }
    }

    private void send(SourceRecord record) throws InterruptedException {
        Submitted handle = submitted.submit(record.sourcePartition(), record.sourceOffset());
        ProducerRecord<byte[], byte[]> encoded;
        try {
            SourceRecord transformed = transformations.apply(record, policy, stopping);
            encoded = transformed == null ? null : encoder.encode(transformed);
        } catch (RecordFailure e) {
            skipOrFail(record, e);
            encoded = null;
        }
        if (encoded == null) {
            handle.acknowledge();
            task.commitRecord(record, null);
            return;
        }
        topics.ensure(encoded.topic());
        var unused = producer.send(encoded, (metadata, failure) -> {
            if (failure == null) {
                acknowledge(record, handle, metadata);
            } else {
                sendFailure.compareAndSet(null, failure);
            }
        });
    }

    private void acknowledge(SourceRecord record, Submitted handle, RecordMetadata metadata) {
        try {
            task.commitRecord(
                    record,
                    new org.apache.kafka.clients.producer.RecordMetadata(
                            new TopicPartition(metadata.topic(), metadata.partition()),
                            metadata.offset(),
                            0,
                            metadata.timestamp(),
                            metadata.serializedKeySize(),
                            metadata.serializedValueSize()));
            handle.acknowledge();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            sendFailure.compareAndSet(null, e);
        }
    }

    private void skipOrFail(SourceRecord record, RecordFailure failure) {
        String where = "source partition " + record.sourcePartition() + ", source offset " + record.sourceOffset()
                + ", connector " + config.name();
        if (!policy.tolerateAll()) {
            throw failure.asFatal(where);
        }
        if (policy.log()) {
            LOG.error("Skipped a record: {}, {}", failure.getMessage(), where, failure);
        }
    }

    private void failIfSendFailed() {
        Exception failure = sendFailure.get();
        if (failure != null) {
            throw new ConnectException("a record of connector " + config.name() + " could not be sent", failure);
        }
    }

    /** Saves what has been acknowledged. What is still on its way is saved the next time, or sent again after a crash. */
    private void saveOffsets() throws InterruptedException {
        lastFlushNanos = System.nanoTime();
        Map<Map<String, Object>, Map<String, Object>> safe = submitted.take();
        if (!safe.isEmpty()) {
            offsets.write(config.name(), safe);
            task.commit();
        }
    }
}
