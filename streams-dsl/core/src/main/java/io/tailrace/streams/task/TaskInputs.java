package io.tailrace.streams.task;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.common.TopicPartition;
import io.tailrace.streams.StreamsConfig;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The input buffers of a task, and the choice between them: the record with the smallest timestamp, once every input has shown what it has
 * or has been waited for long enough. Two inputs whose heads have the same timestamp take turns: a heap orders the buffers, and one that
 * was read goes back in behind its equals. It is the heap of Kafka Streams, so that ties fall as they do there.
 *
 * <p><b>Threads:</b> the task's thread.
 */
final class TaskInputs {
    private final Map<TopicPartition, PartitionBuffer> byPartition = new LinkedHashMap<>();
    private final PriorityQueue<PartitionBuffer> withHead = new PriorityQueue<>(Comparator.comparingLong(
            buffer -> Objects.requireNonNull(buffer.head()).timestamp()));
    private final long maxIdleMs;
    private PartitionBuffer[] buffers = {};
    private long idleSinceMs = -1;

    TaskInputs(long maxIdleMs) {
        this.maxIdleMs = maxIdleMs;
    }

    void add(PartitionBuffer buffer) {
        byPartition.put(buffer.partition(), buffer);
        buffers = byPartition.values().toArray(new PartitionBuffer[0]);
    }

    Set<TopicPartition> partitions() {
        return Collections.unmodifiableSet(byPartition.keySet());
    }

    PartitionBuffer buffer(TopicPartition partition) {
        PartitionBuffer buffer = byPartition.get(partition);
        if (buffer == null) {
            throw new IllegalArgumentException("Partition " + partition + " is not an input of this task");
        }
        return buffer;
    }

    /** Buffers records of one partition. */
    void add(TopicPartition partition, Iterable<ConsumerRecord<byte[], byte[]>> records) {
        PartitionBuffer buffer = buffer(partition);
        boolean hadHead = buffer.head() != null;
        buffer.add(records);
        if (!hadHead && buffer.head() != null) {
            withHead.add(buffer);
        }
    }

    /** Removes the head of a buffer. */
    void advance(PartitionBuffer buffer) {
        withHead.remove(buffer);
        buffer.advance();
        if (buffer.head() != null) {
            withHead.add(buffer);
        }
    }

    /** Since when the task has waited for inputs that have nothing, in ms, or -1. */
    long idleSinceMs() {
        return idleSinceMs;
    }

    void clear() {
        withHead.clear();
        for (PartitionBuffer buffer : buffers) {
            buffer.clear();
        }
    }

    /** Offset of the next record to process, for each partition that advanced since the last commit. */
    Map<TopicPartition, Long> consumed() {
        Map<TopicPartition, Long> consumed = new HashMap<>();
        for (PartitionBuffer buffer : buffers) {
            if (buffer.consumedUpTo() >= 0) {
                consumed.put(buffer.partition(), buffer.consumedUpTo());
            }
        }
        return consumed;
    }

    /** A commit is done. */
    void forgetConsumed() {
        for (PartitionBuffer buffer : buffers) {
            buffer.forgetConsumed();
        }
    }

    boolean anyBuffered() {
        return !withHead.isEmpty();
    }

    /** The buffer with the record to process next. */
    @Nullable
    PartitionBuffer next() {
        return withHead.peek();
    }

    /** Counts idle times from this wall-clock time. */
    void active(long wallClockMs) {
        for (PartitionBuffer buffer : buffers) {
            buffer.active(wallClockMs);
        }
    }

    /** For how long all inputs have had nothing, in ms; -1 unless that is at least the idle time-out of each. */
    long idleForMs(long wallClockMs, InputLag lag) {
        long lastActiveMs = -1;
        for (PartitionBuffer buffer : buffers) {
            if (!buffer.mayIdle()) {
                return -1;
            }
            noteActivity(buffer, wallClockMs, lag);
            if (!buffer.isIdle(wallClockMs)) {
                return -1;
            }
            lastActiveMs = Math.max(lastActiveMs, buffer.activeMs());
        }
        return wallClockMs - lastActiveMs;
    }

    private static void noteActivity(PartitionBuffer buffer, long wallClockMs, InputLag lag) {
        if (buffer.head() != null) {
            buffer.active(wallClockMs);
            return;
        }
        OptionalLong behind = lag.lag(buffer.partition());
        if (behind.isEmpty() || behind.getAsLong() > 0) {
            buffer.active(wallClockMs);
        }
    }

    private static boolean hasBecomeIdle(PartitionBuffer buffer, long wallClockMs, InputLag lag) {
        if (buffer.mayIdle()) {
            noteActivity(buffer, wallClockMs, lag);
        }
        return buffer.isIdle(wallClockMs);
    }

    /**
     * Whether the next record may be chosen: every input has one, or is known to have none at the broker and was waited for long enough
     * ({@code max.task.idle.ms}, KIP-695), or is idle.
     */
    boolean ready(long wallClockMs, InputLag lag) {
        if (!anyBuffered()) {
            return false;
        }
        if (maxIdleMs == StreamsConfig.MAX_TASK_IDLE_MS_DISABLED || buffers.length == 1) {
            return true;
        }
        boolean someEmpty = false;
        for (PartitionBuffer buffer : buffers) {
            if (buffer.head() == null && !hasBecomeIdle(buffer, wallClockMs, lag)) {
                someEmpty = true;
                OptionalLong behind = lag.lag(buffer.partition());
                if (behind.isEmpty() || behind.getAsLong() > 0) {
                    return false;
                }
            }
        }
        if (!someEmpty) {
            idleSinceMs = -1;
            return true;
        }
        if (idleSinceMs < 0) {
            idleSinceMs = wallClockMs;
        }
        return wallClockMs - idleSinceMs >= maxIdleMs;
    }
}
