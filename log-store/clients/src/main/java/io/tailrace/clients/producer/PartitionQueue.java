package io.tailrace.clients.producer;

import io.tailrace.common.TopicPartition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one partition that wait to be sent, oldest first; the last may be open for more records.
 *
 * <p><b>Threads:</b> its monitor guards the waiting batches and the open one's content. {@link #sequence} and
 * {@link #inFlight} belong to the client's thread.
 */
final class PartitionQueue {

    private final TopicPartition partition;
    private final Deque<ProducerBatch> waiting = new ArrayDeque<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final PartitionSequence sequence = new PartitionSequence();
    private final List<ProducerBatch> inFlight = new ArrayList<>();
    private volatile int size;
    private long nextNumber;

    PartitionQueue(TopicPartition partition) {
        this.partition = partition;
    }

    TopicPartition partition() {
        return partition;
    }

    PartitionSequence sequence() {
        return sequence;
    }

    List<ProducerBatch> inFlight() {
        return inFlight;
    }

    /** Whether the caller is the one to tell the client's thread of this queue. */
    boolean signal() {
        return signalled.compareAndSet(false, true);
    }

    void clearSignal() {
        signalled.set(false);
    }

    /** Number of batches; a hint without the lock. */
    int size() {
        return size;
    }

    // The methods below need the monitor.

    /** The batch that takes records, null if there is none. */
    @Nullable
    ProducerBatch open() {
        ProducerBatch last = waiting.peekLast();
        return last == null
                        || last.isFull()
                        || last.isBuilt()
                        || !last.sequence().isNone()
                ? null
                : last;
    }

    long takeNumber() {
        return nextNumber++;
    }

    void addLast(ProducerBatch batch) {
        waiting.addLast(batch);
        size = waiting.size();
    }

    @Nullable
    ProducerBatch first() {
        return waiting.peekFirst();
    }

    /**
     * The batch that may be sent next. While the sequence is broken those with numbers that are known not to be stored
     * stand aside, so that those of which nobody knows can be asked for: only then can the partition start over.
     */
    @Nullable
    ProducerBatch next() {
        if (!sequence.isBroken()) {
            return waiting.peekFirst();
        }
        for (ProducerBatch batch : waiting) {
            if (batch.maybeAppended() && !batch.sequence().isNone()) {
                return batch;
            }
        }
        return null;
    }

    void remove(ProducerBatch batch) {
        waiting.remove(batch);
        batch.markFull();
        size = waiting.size();
    }

    /** Puts batches back where they belong: records keep the order in which they were sent. */
    void putBack(Collection<ProducerBatch> batches) {
        for (ProducerBatch batch : batches) {
            batch.markFull();
            Deque<ProducerBatch> before = new ArrayDeque<>();
            while (!waiting.isEmpty() && waiting.getFirst().isBefore(batch)) {
                before.addLast(waiting.removeFirst());
            }
            waiting.addFirst(batch);
            while (!before.isEmpty()) {
                waiting.addFirst(before.removeLast());
            }
        }
        size = waiting.size();
    }

    List<ProducerBatch> removeAll() {
        List<ProducerBatch> all = new ArrayList<>(waiting);
        waiting.clear();
        size = 0;
        all.forEach(ProducerBatch::markFull);
        return all;
    }

    List<ProducerBatch> all() {
        return List.copyOf(waiting);
    }
}
