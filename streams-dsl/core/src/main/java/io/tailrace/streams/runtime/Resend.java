package io.tailrace.streams.runtime;

import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.common.TopicPartition;
import io.tailrace.streams.errors.ErrorHandlerContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records that could not be sent and are to be sent again, in the order in which they failed, which within a partition is the order of
 * sends. A partition counts as overtaken if a later record was acknowledged before the failed one was sent again.
 *
 * <p>It holds no more than what the producer had in flight when the first record failed, as its owner sends nothing new before it is empty.
 *
 * <p><b>Threads:</b> safe: filled by the producer's thread, emptied by the stream thread.
 */
final class Resend {
    private final List<Unsent> records = new ArrayList<>();
    private final Map<TopicPartition, Long> firstFailed = new HashMap<>();
    private boolean overtaken;
    private volatile boolean waiting;

    /**
     * A record to send again.
     *
     * @param changelog the changelog that it belongs to, or null if it is output
     * @param context null for a changelog
     * @param error why it was not sent, or null if it was not tried yet
     */
    record Unsent(
            ProducerRecord<byte[], byte[]> record,
            @Nullable TopicPartition changelog,
            @Nullable ErrorHandlerContext context,
            @Nullable Exception error) {}

    /** @param sequence which of the sends of the thread it was */
    synchronized void add(TopicPartition partition, long sequence, Unsent unsent) {
        records.add(unsent);
        firstFailed.merge(partition, sequence, Math::min);
        waiting = true;
    }

    /** A record of the partition was acknowledged. */
    void acknowledged(String topic, int partition, long sequence) {
        if (waiting) {
            noteAcknowledged(new TopicPartition(topic, partition), sequence);
        }
    }

    private synchronized void noteAcknowledged(TopicPartition partition, long sequence) {
        overtaken |= firstFailed.getOrDefault(partition, Long.MAX_VALUE) < sequence;
    }

    boolean isWaiting() {
        return waiting;
    }

    synchronized boolean isOvertaken() {
        return overtaken;
    }

    synchronized List<Unsent> take() {
        List<Unsent> taken = List.copyOf(records);
        clear();
        return taken;
    }

    synchronized void clear() {
        records.clear();
        firstFailed.clear();
        overtaken = false;
        waiting = false;
    }
}
