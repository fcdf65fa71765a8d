package io.tailrace.clients.producer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.header.Headers;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of one partition that travel together, from the first append to the acknowledgement of all.
 *
 * <p><b>Threads:</b> while it is open, whoever holds the lock of its {@link PartitionQueue}; once it was taken out to be
 * sent, the client's thread.
 */
final class ProducerBatch {

    private static final Logger LOG = LoggerFactory.getLogger(ProducerBatch.class);

    private final TopicPartition partition;
    private final long number;
    private final int firstIndex;
    private final long createdMs;
    private final RecordBatchBuilder builder;
    private final SendResult result = new SendResult();
    private final List<RecordFuture> futures = new ArrayList<>();

    private int reservedBytes;
    private boolean full;
    private @Nullable ByteBuf data;
    private int recordCount;
    private int builtFromBytes;

    private Sequence sequence = Sequence.NONE;
    private int attempts;
    private boolean maybeAppended;
    private long notBeforeMs;
    private @Nullable RuntimeException lastFailure;
    private boolean done;

    /** Which numbers of an idempotent producer a batch carries. */
    record Sequence(long producerId, short epoch, int first) {
        static final Sequence NONE =
                new Sequence(RecordBatch.NO_PRODUCER_ID, RecordBatch.NO_PRODUCER_EPOCH, RecordBatch.NO_SEQUENCE);

        boolean isNone() {
            return producerId == RecordBatch.NO_PRODUCER_ID;
        }
    }

    /**
     * @param number orders the batches of a partition; the parts of a split batch share theirs
     * @param firstIndex orders the parts of one batch: where the first record was in the whole
     * @param reservedBytes what was taken of the producer's memory for it
     */
    ProducerBatch(
            TopicPartition partition,
            long number,
            int firstIndex,
            long createdMs,
            RecordBatchBuilder builder,
            int reservedBytes) {
        this.partition = partition;
        this.number = number;
        this.firstIndex = firstIndex;
        this.createdMs = createdMs;
        this.builder = builder;
        this.reservedBytes = reservedBytes;
        this.notBeforeMs = createdMs;
    }

    RecordFuture append(
            long timestampMs,
            byte @Nullable [] key,
            byte @Nullable [] value,
            RecordHeader[] headers,
            @Nullable Callback callback,
            @Nullable Headers forInterceptors) {
        RecordFuture future = new RecordFuture(
                partition,
                result,
                recordCount,
                timestampMs,
                key == null ? -1 : key.length,
                value == null ? -1 : value.length,
                callback,
                forInterceptors);
        builder.append(timestampMs, key, value, headers);
        futures.add(future);
        recordCount++;
        return future;
    }

    /** Takes over a record of a batch that is being split, with its future. */
    private void adopt(
            RecordFuture future,
            byte @Nullable [] key,
            byte @Nullable [] value,
            RecordHeader[] headers,
            long timestampMs) {
        builder.append(timestampMs, key, value, headers);
        future.moveTo(result, recordCount);
        futures.add(future);
        recordCount++;
    }

    TopicPartition partition() {
        return partition;
    }

    /** Whether its records were sent before those of {@code other}. */
    boolean isBefore(ProducerBatch other) {
        return number < other.number || (number == other.number && firstIndex < other.firstIndex);
    }

    long createdMs() {
        return createdMs;
    }

    int recordCount() {
        return recordCount;
    }

    SendResult result() {
        return result;
    }

    int reservedBytes() {
        return reservedBytes;
    }

    void reserveMore(int bytes) {
        reservedBytes += bytes;
    }

    /** Bytes so far, before compression. */
    int plainBytes() {
        return builder.sizeInBytes();
    }

    void markFull() {
        full = true;
    }

    boolean isFull() {
        return full;
    }

    boolean isBuilt() {
        return data != null;
    }

    /** Bytes on the wire, once built. */
    int wireBytes() {
        return data == null ? builder.sizeInBytes() : data.readableBytes();
    }

    Sequence sequence() {
        return sequence;
    }

    /**
     * Closes the batch and compresses it, or gives one that was built before other numbers. Those are written to a copy,
     * because an earlier request may still hold the old bytes.
     */
    void build(Sequence numbers, ByteBufAllocator allocator) {
        ByteBuf built = data;
        if (built == null) {
            builtFromBytes = builder.sizeInBytes();
            data = builder.producer(numbers.producerId(), numbers.epoch(), numbers.first(), false)
                    .build();
        } else if (!numbers.equals(sequence)) {
            ByteBuf copy = allocator.buffer(built.readableBytes()).writeBytes(built, 0, built.readableBytes());
            RecordBatch.at(copy, 0).setProducer(numbers.producerId(), numbers.epoch(), numbers.first());
            built.release();
            data = copy;
        }
        sequence = numbers;
    }

    /** The batch for one request, which owns the reference. */
    ByteBuf forRequest() {
        ByteBuf built = data;
        if (built == null) {
            throw new IllegalStateException("expected a batch that was built, partition=" + partition);
        }
        return built.retainedDuplicate();
    }

    /** The batch gets new numbers when it is sent next. */
    void forgetSequence() {
        sequence = Sequence.NONE;
    }

    /** Bytes before compression, of a batch that was built. */
    int plainBytesBeforeBuild() {
        return builtFromBytes;
    }

    int attempts() {
        return attempts;
    }

    void startAttempt() {
        attempts++;
    }

    /** Whether the broker may have the batch, although nobody said so. */
    boolean maybeAppended() {
        return maybeAppended;
    }

    void setMaybeAppended(boolean possible) {
        maybeAppended = possible;
    }

    long notBeforeMs() {
        return notBeforeMs;
    }

    void retryAt(long timeMs, RuntimeException cause) {
        notBeforeMs = timeMs;
        lastFailure = cause;
    }

    @Nullable
    RuntimeException lastFailure() {
        return lastFailure;
    }

    boolean isDone() {
        return done;
    }

    /** Tells everybody the outcome, callbacks first. Those that throw are logged. */
    void complete(
            long baseOffset,
            long logAppendTimeMs,
            @Nullable IntFunction<RuntimeException> failures,
            Interceptors<?, ?> interceptors) {
        done = true;
        result.set(baseOffset, logAppendTimeMs, failures);
        for (RecordFuture future : futures) {
            try {
                future.fire(interceptors);
            } catch (RuntimeException e) {
                LOG.error("a callback failed, partition={}", partition, e);
            }
        }
        result.release();
    }

    /** Gives the bytes back. */
    void releaseData() {
        builder.close();
        if (data != null) {
            data.release();
            data = null;
        }
    }

    /**
     * Cuts a batch that the broker found too large into parts of at most {@code partBytes} before compression, which take
     * over its records, futures and numbers; this one is finished.
     *
     * @param maker makes the builder of a part
     */
    List<ProducerBatch> split(int partBytes, IntFunction<RecordBatchBuilder> maker, ByteBufAllocator allocator) {
        ByteBuf whole = data;
        if (whole == null) {
            throw new IllegalStateException("expected a batch that was sent, partition=" + partition);
        }
        List<ProducerBatch> parts = new ArrayList<>();
        int index = 0;
        int partStart = 0;
        ProducerBatch part = null;
        try (var records = RecordBatch.at(whole, 0).records(allocator, RecordBatch.DEFAULT_DECOMPRESSED_LIMIT_BYTES)) {
            while (records.hasNext()) {
                var record = records.next();
                byte[] key = record.keyBytes();
                byte[] value = record.valueBytes();
                RecordHeader[] headers = record.headers().toArray(RecordHeader.NONE);
                int size = RecordBatchBuilder.recordSizeUpperBound(key, value, headers);
                if (part == null || part.plainBytes() + size > partBytes) {
                    partStart = index;
                    int reserved = parts.isEmpty() ? reservedBytes : 0; // the first part carries the reservation
                    part = new ProducerBatch(
                            partition, number, firstIndex + index, createdMs, maker.apply(partBytes), reserved);
                    part.sequence = sequenceFrom(partStart);
                    parts.add(part);
                }
                part.adopt(futures.get(index), key, value, headers, record.timestamp());
                index++;
            }
        }
        done = true;
        result.splitInto(parts.stream().map(ProducerBatch::result).toList());
        releaseData();
        return parts;
    }

    private Sequence sequenceFrom(int index) {
        return sequence.isNone()
                ? sequence
                : new Sequence(
                        sequence.producerId(), sequence.epoch(), PartitionSequence.plus(sequence.first(), index));
    }
}
