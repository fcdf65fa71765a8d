package io.tailrace.storage.compaction;

import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.index.AbortedTransaction;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which batches belong to aborted transactions, and which markers nobody needs any more, as a log is gone through from its
 * begin. All transactions of what is gone through are decided: compaction stays below the last stable offset.
 *
 * <p>A marker is needed as long as the log holds a batch of its transaction, be it one without records: a commit marker tells
 * readers that the batch counts, an abort marker that it does not, and either that the transaction is not open. Because it
 * is kept until a pass meets no such batch, it outlives them by one pass at least.
 *
 * <p><b>Threads:</b> one.
 */
final class TransactionFates {

    private final PriorityQueue<AbortedTransaction> upcoming =
            new PriorityQueue<>(Comparator.comparingLong(AbortedTransaction::firstOffset));
    private final Map<Long, Aborted> aborted = new HashMap<>();
    private final Set<Long> committed = new HashSet<>();
    private @Nullable AbortedTransaction keptMarker;

    /** An aborted transaction that has begun. */
    private static final class Aborted {
        final AbortedTransaction transaction;
        boolean batchSeen;

        Aborted(AbortedTransaction transaction) {
            this.transaction = transaction;
        }
    }

    /** Tells of aborted transactions that reach into what follows; those told before may be among them. */
    void add(List<AbortedTransaction> transactions) {
        upcoming.addAll(transactions);
    }

    /**
     * Goes on to the next batch of the log.
     *
     * @return whether it can go: a batch of an aborted transaction, or a marker without batches
     */
    boolean isDispensable(RecordBatch batch) {
        keptMarker = null;
        beginUpTo(batch.lastOffset());
        if (batch.isControl()) {
            return isMarkerDispensable(batch);
        }
        if (!batch.isTransactional()) {
            return false;
        }
        Aborted open = aborted.get(batch.producerId());
        if (open == null) {
            committed.add(batch.producerId());
            return false;
        }
        open.batchSeen = true;
        return true;
    }

    private void beginUpTo(long offset) {
        for (AbortedTransaction next = upcoming.peek();
                next != null && next.firstOffset() <= offset;
                next = upcoming.peek()) {
            AbortedTransaction begun = upcoming.remove();
            if (begun.lastOffset() >= offset) { // else it was told of again after its marker
                aborted.putIfAbsent(begun.producerId(), new Aborted(begun));
            }
        }
    }

    private boolean isMarkerDispensable(RecordBatch batch) {
        if (batch.recordCount() == 0) {
            return true; // its record went in an earlier pass
        }
        return switch (ControlRecord.of(batch.iterator().next()).type()) {
            case ABORT -> endAborted(batch.producerId());
            case COMMIT -> !committed.remove(batch.producerId());
            default -> false;
        };
    }

    private boolean endAborted(long producerId) {
        Aborted ended = aborted.remove(producerId);
        if (ended == null || !ended.batchSeen) {
            return true;
        }
        keptMarker = ended.transaction;
        return false;
    }

    /** The transaction whose abort marker the last batch was, if that is still needed: it belongs in the transaction index. */
    @Nullable
    AbortedTransaction keptMarker() {
        return keptMarker;
    }

    /** Whether any transaction is under way where the walk has come to; for tests. */
    boolean isIdle() {
        Iterator<Aborted> open = aborted.values().iterator();
        return !open.hasNext() && committed.isEmpty();
    }
}
