package io.tailrace.streams.runtime;

import io.tailrace.clients.producer.Callback;
import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.RecordMetadata;
import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.AuthenticationException;
import io.tailrace.common.errors.AuthorizationException;
import io.tailrace.common.errors.InvalidPidMappingException;
import io.tailrace.common.errors.InvalidProducerEpochException;
import io.tailrace.common.errors.OutOfOrderSequenceException;
import io.tailrace.common.errors.ProducerFencedException;
import io.tailrace.common.errors.RetriableException;
import io.tailrace.common.errors.SecurityDisabledException;
import io.tailrace.common.errors.SerializationException;
import io.tailrace.common.errors.UnknownServerException;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.state.task.ChangelogSink;
import io.tailrace.streams.errors.ErrorHandlerContext;
import io.tailrace.streams.errors.ProductionExceptionHandler;
import io.tailrace.streams.errors.TaskCorruptedException;
import io.tailrace.streams.errors.TaskMigratedException;
import io.tailrace.streams.task.OutputFailedException;
import io.tailrace.streams.task.TaskOutput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends output and changelog records, and keeps what came of it: the first error, and the changelog positions reached.
 *
 * <p>A record that the handler wants to be retried is kept. Before the thread sends anything new it waits until the outcome of all that is in
 * flight is known, backs off, and sends the kept records again in their order, until all are acknowledged or {@link Retries#limitMs} has
 * passed. If a later record of such a partition was acknowledged meanwhile, sending again would change the order, for changelogs even the
 * state: the tasks then start again from their last commit. Changelog records are never dropped.
 *
 * <p><b>Threads:</b> sends come from the stream thread; results from the producer's thread, through the atomic fields and {@link Resend}.
 */
final class ProducerOutput implements TaskOutput, ChangelogSink {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerOutput.class);

    private final Producer<byte[], byte[]> producer;
    private final ProductionExceptionHandler handler;
    private final Retries retries;
    private final Resend resend = new Resend();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private long nextSequence;
    private final Map<TopicPartition, Long> changelogPositions = new ConcurrentHashMap<>();

    ProducerOutput(Producer<byte[], byte[]> producer, ProductionExceptionHandler handler, Retries retries) {
        this.producer = producer;
        this.handler = handler;
        this.retries = retries;
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, ErrorHandlerContext context) {
        settle();
        transmit(new Resend.Unsent(record, null, context, null));
    }

    @Override
    public void log(TopicPartition changelog, byte[] key, byte @Nullable [] value, long timestampMs) {
        log(changelog, key, value, timestampMs, new RecordHeaders());
    }

    @Override
    public void log(TopicPartition changelog, byte[] key, byte @Nullable [] value, long timestampMs, Headers headers) {
        settle();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(changelog.topic(), changelog.partition(), timestampMs, key, value, headers);
        transmit(new Resend.Unsent(record, changelog, null, null));
    }

    private void transmit(Resend.Unsent unsent) {
        long sequence = nextSequence++;
        Callback callback = (metadata, error) -> {
            if (error != null) {
                failed(unsent, sequence, metadata, error);
                return;
            }
            resend.acknowledged(metadata.topic(), metadata.partition(), sequence);
            if (unsent.changelog() != null) {
                changelogPositions.merge(unsent.changelog(), metadata.offset() + 1, Math::max);
            }
        };
        var unused = producer.send(unsent.record(), callback);
    }

    @Override
    public int partitionCount(String topic) {
        return producer.partitionsFor(topic).size();
    }

    private void failed(Resend.Unsent unsent, long sequence, @Nullable RecordMetadata metadata, Exception error) {
        ProducerRecord<byte[], byte[]> record = unsent.record();
        if (isFenced(error)) {
            fail(new TaskMigratedException(
                    "Producer got fenced trying to send a record to topic " + record.topic(), error));
        } else if (isFatal(error)) {
            fail(record.topic(), error);
        } else if (unsent.changelog() != null) {
            if (error instanceof RetriableException) {
                again(unsent, sequence, metadata, error);
            } else {
                fail(record.topic(), error);
            }
        } else {
            handle(unsent, sequence, metadata, error, Objects.requireNonNull(unsent.context()));
        }
    }

    private void handle(
            Resend.Unsent unsent,
            long sequence,
            @Nullable RecordMetadata metadata,
            Exception error,
            ErrorHandlerContext context) {
        ProducerRecord<byte[], byte[]> record = unsent.record();
        ProductionExceptionHandler.Response response;
        try {
            response = Objects.requireNonNull(
                    handler.handleError(context, record, error), "Invalid ProductionExceptionHandler response.");
        } catch (RuntimeException e) {
            fail(new OutputFailedException("Fatal user code error in production error callback", e));
            return;
        }
        for (ProducerRecord<byte[], byte[]> letter : response.deadLetterQueueRecords()) {
            var unused = producer.send(letter, (sent, letterError) -> {
                if (letterError != null) {
                    fail(letter.topic(), letterError);
                }
            });
        }
        switch (response.result()) {
            case RESUME ->
                LOG.warn("Dropped a record for topic {} that could not be sent: {}", record.topic(), error.toString());
            case RETRY -> {
                if (error instanceof RetriableException) {
                    again(unsent, sequence, metadata, error);
                } else {
                    fail(record.topic(), error);
                }
            }
            case FAIL -> fail(record.topic(), error);
        }
    }

    private void again(Resend.Unsent unsent, long sequence, @Nullable RecordMetadata metadata, Exception error) {
        String topic = unsent.record().topic();
        LOG.warn("A record for topic {} could not be sent and will be sent again: {}", topic, error.toString());
        int partition = metadata == null ? -1 : metadata.partition();
        resend.add(
                new TopicPartition(topic, partition),
                sequence,
                new Resend.Unsent(unsent.record(), unsent.changelog(), unsent.context(), error));
    }

    private static boolean isFenced(Exception error) {
        return error instanceof ProducerFencedException
                || error instanceof InvalidProducerEpochException
                || error instanceof InvalidPidMappingException
                || error instanceof OutOfOrderSequenceException;
    }

    private static boolean isFatal(Exception error) {
        return error instanceof AuthenticationException
                || error instanceof AuthorizationException
                || error instanceof SecurityDisabledException
                || error instanceof SerializationException
                || error instanceof UnknownServerException;
    }

    private void fail(String topic, Exception error) {
        fail(new OutputFailedException("Error encountered sending record to topic " + topic + ": " + error, error));
    }

    private void fail(RuntimeException failed) {
        failure.compareAndSet(null, failed);
    }

    private void throwFailure() {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /** Before anything new is sent: what failed goes first. */
    private void settle() {
        throwFailure();
        if (resend.isWaiting()) {
            sendAgain();
        }
    }

    private void sendAgain() {
        Retries.Round round = retries.begin();
        while (true) {
            producer.flush();
            throwFailure();
            if (resend.isOvertaken()) {
                resend.clear();
                fail(new TaskCorruptedException(Set.of()));
                throwFailure();
            }
            List<Resend.Unsent> unsent = resend.take();
            if (unsent.isEmpty()) {
                return;
            }
            if (!round.backOff()) {
                Resend.Unsent first = unsent.get(0);
                fail(new OutputFailedException(
                        "A record for topic " + first.record().topic() + " could not be sent for " + retries.limitMs()
                                + " ms, see task.timeout.ms. Last error: " + first.error(),
                        Objects.requireNonNull(first.error())));
                throwFailure();
            }
            unsent.forEach(this::transmit);
        }
    }

    /** Waits until all that was sent is acknowledged. */
    void flush() {
        producer.flush();
        settle();
    }

    /** Forgets what became of what was sent so far: the tasks it belongs to start again. */
    void reset() {
        producer.flush();
        resend.clear();
        failure.set(null);
    }

    /** Offsets after the last acknowledged record of each changelog. */
    Map<TopicPartition, Long> changelogPositions() {
        return Map.copyOf(changelogPositions);
    }

    Map<MetricName, ? extends Metric> metrics() {
        return producer.metrics();
    }

    void close(Duration timeout) {
        producer.close(timeout);
    }
}
