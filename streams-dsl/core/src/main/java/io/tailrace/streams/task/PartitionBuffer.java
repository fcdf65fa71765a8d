package io.tailrace.streams.task;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.common.TopicPartition;
import io.tailrace.streams.errors.DeserializationExceptionHandler;
import io.tailrace.streams.errors.ErrorHandlerContext;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.processor.api.Record;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The buffered records of one input partition. The first one is deserialised and has its timestamp, so that tasks can choose between
 * partitions; those that cannot be read or have no timestamp are dropped on the way, as the handlers decide.
 *
 * <p><b>Threads:</b> the task's thread.
 */
final class PartitionBuffer {
    private final TopicPartition partition;
    private final SourceRuntime source;
    private final NodeContext context;
    private final TaskSettings settings;
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> raw = new ArrayDeque<>();
    private @Nullable Record<Object, Object> head;
    private @Nullable ConsumerRecord<byte[], byte[]> headRaw;
    private long partitionTimeMs = -1;
    private long lastDroppedOffset = -1;
    private long consumedUpTo = -1;
    private final long idleTimeoutMs;
    private long activeMs;

    /** A partition that never becomes idle. */
    PartitionBuffer(TopicPartition partition, SourceRuntime source, NodeContext context, TaskSettings settings) {
        this(partition, source, context, settings, -1);
    }

    PartitionBuffer(
            TopicPartition partition,
            SourceRuntime source,
            NodeContext context,
            TaskSettings settings,
            long idleTimeoutMs) {
        this.idleTimeoutMs = idleTimeoutMs;
        this.partition = partition;
        this.source = source;
        this.context = context;
        this.settings = settings;
    }

    TopicPartition partition() {
        return partition;
    }

    SourceRuntime source() {
        return source;
    }

    /** Notes that the partition has, or may have, records at this wall-clock time. */
    void active(long wallClockMs) {
        activeMs = wallClockMs;
    }

    /** When the partition last had records, in wall-clock ms. */
    long activeMs() {
        return activeMs;
    }

    /** Whether the partition was quiet for its idle time-out. */
    boolean isIdle(long wallClockMs) {
        return idleTimeoutMs >= 0 && head == null && wallClockMs - activeMs >= idleTimeoutMs;
    }

    boolean mayIdle() {
        return idleTimeoutMs >= 0;
    }

    void add(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        records.forEach(raw::add);
        findHead();
    }

    void clear() {
        raw.clear();
        head = null;
        headRaw = null;
        lastDroppedOffset = -1;
    }

    int size() {
        return raw.size() + (head == null ? 0 : 1);
    }

    @Nullable
    Record<Object, Object> head() {
        return head;
    }

    /** Raw form of the head, which must exist. */
    ConsumerRecord<byte[], byte[]> headRaw() {
        return Objects.requireNonNull(headRaw);
    }

    /** Removes the head. */
    void advance() {
        partitionTimeMs = Math.max(partitionTimeMs, Objects.requireNonNull(head).timestamp());
        head = null;
        headRaw = null;
        findHead();
    }

    long partitionTimeMs() {
        return partitionTimeMs;
    }

    void restorePartitionTime(long timeMs) {
        partitionTimeMs = timeMs;
    }

    /** Notes that the records before this offset are done with. */
    void consumedUpTo(long offset) {
        consumedUpTo = offset;
    }

    /** Offset after the last record that was done with since the last commit, or -1 if none was. */
    long consumedUpTo() {
        return consumedUpTo;
    }

    /** A commit is done. */
    void forgetConsumed() {
        consumedUpTo = -1;
    }

    /** Offset of the last record dropped while looking for a head, or -1. */
    long lastDroppedOffset() {
        return lastDroppedOffset;
    }

    private void findHead() {
        while (head == null && !raw.isEmpty()) {
            ConsumerRecord<byte[], byte[]> next = raw.remove();
            Record<Object, Object> record = read(next);
            if (record == null) {
                lastDroppedOffset = next.offset();
            } else {
                head = record;
                headRaw = next;
            }
        }
    }

    private @Nullable Record<Object, Object> read(ConsumerRecord<byte[], byte[]> next) {
        Object key;
        Object value;
        try {
            key = source.key(next);
            value = source.value(next);
        } catch (RuntimeException e) {
            failedToRead(next, e);
            return null;
        }
        ConsumerRecord<Object, Object> typed = new ConsumerRecord<>(
                next.topic(),
                next.partition(),
                next.offset(),
                next.timestamp(),
                next.timestampType(),
                next.serializedKeySize(),
                next.serializedValueSize(),
                key,
                value,
                next.headers(),
                next.leaderEpoch());
        long timestamp = timestamp(typed);
        if (timestamp < 0) {
            context.recordDropped("negative timestamp");
            return null;
        }
        return new Record<>(key, value, timestamp, next.headers());
    }

    private long timestamp(ConsumerRecord<Object, Object> record) {
        try {
            return source.timestampExtractor().extract(record, partitionTimeMs);
        } catch (StreamsException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StreamsException(
                    "Fatal user code error in TimestampExtractor callback for record at " + partition + " offset "
                            + record.offset() + ".",
                    e);
        }
    }

    private void failedToRead(ConsumerRecord<byte[], byte[]> next, RuntimeException error) {
        InputContext where = new InputContext(
                next.topic(),
                next.partition(),
                next.offset(),
                next.timestamp(),
                next.headers(),
                next.key(),
                next.value());
        ErrorHandlerContext errorContext = new NodeErrorContext(context.taskId(), source.name, where);
        DeserializationExceptionHandler.Response response;
        try {
            response = Objects.requireNonNull(
                    settings.handlers().deserialization().handleError(errorContext, next, error),
                    "Invalid DeserializationExceptionHandler response.");
        } catch (RuntimeException e) {
            throw new StreamsException("Fatal user code error in deserialization error callback", e);
        }
        response.deadLetterQueueRecords().forEach(letter -> context.output().send(letter, errorContext));
        if (response.result() == DeserializationExceptionHandler.Result.FAIL) {
            throw new StreamsException(
                    "Deserialization exception handler is set to fail upon a deserialization error of " + partition
                            + " offset " + next.offset() + ". If you would rather have the streaming pipeline continue"
                            + " after a deserialization error, please set the deserialization.exception.handler"
                            + " appropriately.",
                    error,
                    context.taskId());
        }
        context.recordDropped("deserialisation error");
    }
}
