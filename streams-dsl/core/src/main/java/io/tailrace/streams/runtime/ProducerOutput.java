package io.tailrace.streams.runtime;

import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.errors.ProducerFencedException;
import io.tailrace.state.task.ChangelogSink;
import io.tailrace.streams.errors.ErrorHandlerContext;
import io.tailrace.streams.errors.ProductionExceptionHandler;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.errors.TaskMigratedException;
import io.tailrace.streams.task.TaskOutput;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends output and changelog records, and keeps what came of it: the first error, and the changelog positions reached.
 *
 * <p><b>Threads:</b> sends come from the stream thread; results from the producer's thread, through the atomic fields.
 */
final class ProducerOutput implements TaskOutput, ChangelogSink {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerOutput.class);

    private final Producer<byte[], byte[]> producer;
    private final ProductionExceptionHandler handler;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Map<TopicPartition, Long> changelogPositions = new ConcurrentHashMap<>();

    ProducerOutput(Producer<byte[], byte[]> producer, ProductionExceptionHandler handler) {
        this.producer = producer;
        this.handler = handler;
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, ErrorHandlerContext context) {
        throwFailure();
        var unused = producer.send(record, (metadata, error) -> {
            if (error != null) {
                failed(record, error, context);
            }
        });
    }

    @Override
    public void log(TopicPartition changelog, byte[] key, byte @Nullable [] value, long timestampMs) {
        log(changelog, key, value, timestampMs, new RecordHeaders());
    }

    @Override
    public void log(
            TopicPartition changelog, byte[] key, byte @Nullable [] value, long timestampMs, Headers headers) {
        throwFailure();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(changelog.topic(), changelog.partition(), timestampMs, key, value, headers);
        var unused = producer.send(record, (metadata, error) -> {
            if (error != null) {
                fail(changelog.topic(), error);
            } else {
                changelogPositions.merge(changelog, metadata.offset() + 1, Math::max);
            }
        });
    }

    @Override
    public int partitionCount(String topic) {
        return producer.partitionsFor(topic).size();
    }

    private void failed(ProducerRecord<byte[], byte[]> record, Exception error, ErrorHandlerContext context) {
        ProductionExceptionHandler.Response response;
        try {
            response = handler.handleError(context, record, error);
        } catch (RuntimeException e) {
            fail(record.topic(), e);
            return;
        }
        for (ProducerRecord<byte[], byte[]> letter : response.deadLetterQueueRecords()) {
            var unused = producer.send(letter, (metadata, letterError) -> {
                if (letterError != null) {
                    fail(letter.topic(), letterError);
                }
            });
        }
        if (response.result() == ProductionExceptionHandler.Result.RESUME) {
            LOG.warn("Dropped a record for topic {} that could not be sent: {}", record.topic(), error.toString());
        } else {
            fail(record.topic(), error);
        }
    }

    private void fail(String topic, Exception error) {
        RuntimeException failed = error instanceof ProducerFencedException
                ? new TaskMigratedException("Producer got fenced trying to send a record to topic " + topic, error)
                : new StreamsException("Error encountered sending record to topic " + topic + ": " + error, error);
        failure.compareAndSet(null, failed);
    }

    private void throwFailure() {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /** Waits until all that was sent is acknowledged. */
    void flush() {
        producer.flush();
        throwFailure();
    }

    /** Offsets after the last acknowledged record of each changelog. */
    Map<TopicPartition, Long> changelogPositions() {
        return Map.copyOf(changelogPositions);
    }

    void close(Duration timeout) {
        producer.close(timeout);
    }
}
