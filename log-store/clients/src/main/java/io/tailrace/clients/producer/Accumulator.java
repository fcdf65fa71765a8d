package io.tailrace.clients.producer;

import io.netty.buffer.ByteBufAllocator;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.header.Headers;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordHeader;
import io.tailrace.protocol.time.Clock;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where records are gathered into batches. The sending thread writes its record straight into the open batch of the
 * partition, under the lock of that partition alone; only a new batch touches what all partitions share, the memory.
 *
 * <p><b>Threads:</b> any.
 */
final class Accumulator {

    private final ProducerSettings settings;
    private final Clock clock;
    private final BufferMemory memory;
    private final ByteBufAllocator allocator;
    private final Runnable wakeSender;
    private final Consumer<SendResult> onNewBatch;
    private final CompressionRatios ratios = new CompressionRatios();
    private final Map<TopicPartition, PartitionQueue> queues = new ConcurrentHashMap<>();
    private final Queue<PartitionQueue> signals = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    Accumulator(
            ProducerSettings settings,
            Clock clock,
            BufferMemory memory,
            ByteBufAllocator allocator,
            Runnable wakeSender,
            Consumer<SendResult> onNewBatch) {
        this.settings = settings;
        this.clock = clock;
        this.memory = memory;
        this.allocator = allocator;
        this.wakeSender = wakeSender;
        this.onNewBatch = onNewBatch;
    }

    /** A record as bytes. */
    @SuppressWarnings("ArrayRecordComponent") // carried from one method to the next, never compared
    record Encoded(
            long timestampMs, byte @Nullable [] key, byte @Nullable [] value, RecordHeader[] headers, int maxBytes) {}

    /** The future of an appended record, and whether its batch was the last to take it. */
    record Appended(RecordFuture future, boolean batchFull) {}

    /**
     * Appends a record, waiting for memory if need be.
     *
     * @throws BufferExhaustedException if there is none in time
     * @throws IllegalStateException if the producer is closed
     */
    Appended append(
            TopicPartition partition,
            Encoded record,
            @Nullable Callback callback,
            @Nullable Headers forInterceptors,
            long maxWaitMs) {
        PartitionQueue queue = queues.computeIfAbsent(partition, PartitionQueue::new);
        Appended appended;
        synchronized (queue) {
            appended = tryAppend(queue, record, callback, forInterceptors);
        }
        if (appended != null) {
            if (appended.batchFull()) {
                signal(queue);
            }
            return appended;
        }
        int bytes = Math.max(settings.batchBytes(), record.maxBytes() + RecordBatch.HEADER_BYTES);
        if (!memory.tryAcquire(bytes)) {
            signal(queue); // batches go out before their time while somebody waits for memory
            memory.acquire(bytes, maxWaitMs);
        }
        synchronized (queue) {
            try {
                appended = tryAppend(queue, record, callback, forInterceptors);
                if (appended == null) {
                    ProducerBatch batch = newBatch(queue, bytes);
                    bytes = 0;
                    appended = new Appended(
                            batch.append(
                                    record.timestampMs(),
                                    record.key(),
                                    record.value(),
                                    record.headers(),
                                    callback,
                                    forInterceptors),
                            closeIfFull(batch));
                }
            } finally {
                if (bytes > 0) {
                    memory.release(bytes);
                }
            }
        }
        signal(queue);
        return appended;
    }

    private ProducerBatch newBatch(PartitionQueue queue, int reservedBytes) {
        RecordBatchBuilder builder = newBuilder(reservedBytes);
        ProducerBatch batch = new ProducerBatch(
                queue.partition(), queue.takeNumber(), 0, clock.monotonicMs(), builder, reservedBytes);
        onNewBatch.accept(batch.result());
        queue.addLast(batch);
        return batch;
    }

    RecordBatchBuilder newBuilder(int capacityBytes) {
        return new RecordBatchBuilder(allocator, settings.compression(), capacityBytes);
    }

    private @Nullable Appended tryAppend(
            PartitionQueue queue, Encoded record, @Nullable Callback callback, @Nullable Headers forInterceptors) {
        if (closed) {
            throw new IllegalStateException("expected an open producer, actual=closed");
        }
        ProducerBatch batch = queue.open();
        if (batch == null) {
            return null;
        }
        int plainBytes = batch.plainBytes() + record.maxBytes();
        if (estimate(batch, plainBytes) > settings.batchBytes() || !hasMemory(batch, plainBytes)) {
            batch.markFull();
            signal(queue);
            return null;
        }
        RecordFuture future = batch.append(
                record.timestampMs(), record.key(), record.value(), record.headers(), callback, forInterceptors);
        return new Appended(future, closeIfFull(batch));
    }

    private boolean closeIfFull(ProducerBatch batch) {
        if (estimate(batch, batch.plainBytes()) >= settings.batchBytes()) {
            batch.markFull();
        }
        return batch.isFull();
    }

    private float estimate(ProducerBatch batch, int plainBytes) {
        return settings.compression().type() == CompressionType.NONE
                ? plainBytes
                : plainBytes * ratios.of(batch.partition().topic());
    }

    /** A batch that is to be compressed may grow past its reservation, if the memory is there. */
    private boolean hasMemory(ProducerBatch batch, int plainBytes) {
        if (plainBytes <= batch.reservedBytes()) {
            return true;
        }
        int more = Math.max(settings.batchBytes(), plainBytes - batch.reservedBytes());
        if (!memory.tryAcquire(more)) {
            return false;
        }
        batch.reserveMore(more);
        return true;
    }

    private void signal(PartitionQueue queue) {
        if (queue.signal()) {
            signals.add(queue);
        }
        wakeSender.run();
    }

    /** The next queue that has news, null if none has. Client's thread. */
    @Nullable
    PartitionQueue nextSignalled() {
        PartitionQueue queue = signals.poll();
        if (queue != null) {
            queue.clearSignal();
        }
        return queue;
    }

    CompressionRatios ratios() {
        return ratios;
    }

    Iterable<PartitionQueue> queues() {
        return queues.values();
    }

    /** Batches that wait for a partition; a hint. */
    int queued(TopicPartition partition) {
        PartitionQueue queue = queues.get(partition);
        return queue == null ? 0 : queue.size();
    }

    /** No record is accepted from now on. */
    void close() {
        closed = true;
    }
}
