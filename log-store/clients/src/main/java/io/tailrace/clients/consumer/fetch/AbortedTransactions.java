package io.tailrace.clients.consumer.fetch;

import io.tailrace.protocol.message.FetchResponse.AbortedTransaction;
import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.ControlRecordType;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells, batch by batch in offset order, what a {@code read_committed} reader must not see (KIP-98). The broker names
 * the aborted transactions that overlap with what it sent: producer and first offset. From that offset on, up to the
 * producer's next abort marker, its transactional batches are left out.
 *
 * <p><b>Threads:</b> one thread.
 */
final class AbortedTransactions {
    private final List<AbortedTransaction> byFirstOffset;
    private final Set<Long> aborting = new HashSet<>();
    private int next;

    AbortedTransactions(@Nullable List<AbortedTransaction> aborted) {
        byFirstOffset = aborted == null ? new ArrayList<>() : new ArrayList<>(aborted);
        byFirstOffset.sort(Comparator.comparingLong(AbortedTransaction::firstOffset));
    }

    /** Must be asked for every batch in turn. */
    boolean hides(RecordBatch batch) {
        if (!batch.hasProducerId()) return false;
        while (next < byFirstOffset.size() && byFirstOffset.get(next).firstOffset() <= batch.lastOffset()) {
            aborting.add(byFirstOffset.get(next++).producerId());
        }
        if (batch.isControl()) {
            if (isAbortMarker(batch)) aborting.remove(batch.producerId());
            return false;
        }
        return batch.isTransactional() && aborting.contains(batch.producerId());
    }

    private static boolean isAbortMarker(RecordBatch batch) {
        for (Record record : batch) return ControlRecord.of(record).type() == ControlRecordType.ABORT;
        return false;
    }
}
