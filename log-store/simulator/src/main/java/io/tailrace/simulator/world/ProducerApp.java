package io.tailrace.simulator.world;

import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.RecordMetadata;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.simulator.history.History;
import io.tailrace.simulator.history.Send;
import io.tailrace.simulator.time.ProcessScheduler;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An application that sends unique values at random times, and notes what it is told of them.
 *
 * <p><b>Threads:</b> the one of the simulation; runs as a process of its own.
 */
final class ProducerApp {

    private final String name;
    private final Workload workload;
    private final History history;
    private final ProcessScheduler process;
    private final Random random;
    private final Producer<byte[], byte[]> producer;
    private final boolean idempotent;
    private int left;
    private int open;

    ProducerApp(
            String name,
            Workload workload,
            History history,
            ProcessScheduler process,
            Random random,
            Producer<byte[], byte[]> producer,
            boolean idempotent) {
        this.name = name;
        this.workload = workload;
        this.history = history;
        this.process = process;
        this.random = random;
        this.producer = producer;
        this.idempotent = idempotent;
        this.left = workload.sendsPerProducer();
    }

    void start() {
        process.schedule(random.nextInt(50), this::awaitTopic);
    }

    /** Whether everything was sent and every send has an outcome. */
    boolean isDone() {
        return left == 0 && open == 0;
    }

    boolean hasSentAll() {
        return left == 0;
    }

    /** Nothing may wait here, so the first sends would fail for want of metadata. */
    private void awaitTopic() {
        try {
            producer.partitionsFor(workload.topic());
            burst();
        } catch (TimeoutException e) {
            process.schedule(20, this::awaitTopic);
        }
    }

    private void burst() {
        int count = Math.min(left, 1 + random.nextInt(workload.maxBurst()));
        for (int i = 0; i < count; i++) {
            send();
        }
        if (left > 0) {
            process.schedule(random.nextInt(2 * workload.meanPauseMs() + 1), this::burst);
        }
    }

    private void send() {
        left--;
        int partition = random.nextInt(workload.partitions());
        boolean tooLarge = random.nextInt(50) == 0;
        int length = tooLarge ? workload.maxRecordBytes() * 2 : random.nextInt(workload.maxValueBytes());
        String value = name + "/" + left + "/" + filling(length);
        Send send = history.invoke(name, idempotent, workload.topic(), partition, value);
        open++;
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(workload.topic(), partition, null, value.getBytes(StandardCharsets.UTF_8)),
                (metadata, failure) -> complete(send, metadata, failure));
    }

    /** Text that does not compress well, so that batches are as long as they seem. */
    private String filling(int length) {
        byte[] bytes = new byte[length / 2 + 1];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void complete(Send send, @Nullable RecordMetadata metadata, @Nullable Exception failure) {
        open--;
        if (failure != null) {
            String why = failure.getClass().getSimpleName();
            if (SendFailures.leaveOpen(failure)) {
                send.unknown(why);
            } else {
                send.failed(why);
            }
        } else if (metadata == null || !metadata.hasOffset()) {
            send.unknown("acknowledged without offset");
        } else {
            send.ok(metadata.offset());
        }
    }
}
