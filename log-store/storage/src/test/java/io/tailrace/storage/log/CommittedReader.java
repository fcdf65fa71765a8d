package io.tailrace.storage.log;

import io.netty.buffer.ByteBuf;
import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.ControlRecordType;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.storage.index.AbortedTransaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** Reads a log as a consumer with {@code isolation.level=read_committed} does: by the batches and the list of aborted transactions. */
final class CommittedReader {

    private CommittedReader() {}

    /** All committed values from an offset on, read in pieces of {@code maxBytes}. */
    static List<String> values(PartitionLog log, long from, int maxBytes) {
        List<String> values = new ArrayList<>();
        long next = from;
        while (true) {
            CommittedRead read = log.readCommitted(next, maxBytes, Long.MAX_VALUE, true);
            ByteBuf records = read.read().records();
            try {
                if (read.read().isEmpty()) {
                    return values;
                }
                leaveOutAborted(records, read.aborted(), next, values);
            } finally {
                records.release();
            }
            next = read.read().nextOffset();
        }
    }

    private static void leaveOutAborted(
            ByteBuf records, List<AbortedTransaction> transactions, long from, List<String> values) {
        PriorityQueue<AbortedTransaction> upcoming =
                new PriorityQueue<>(Comparator.comparingLong(AbortedTransaction::firstOffset));
        upcoming.addAll(transactions);
        Set<Long> aborting = new HashSet<>();
        for (RecordBatch batch : RecordBatches.of(records)) {
            while (!upcoming.isEmpty() && upcoming.peek().firstOffset() <= batch.lastOffset()) {
                aborting.add(upcoming.remove().producerId());
            }
            if (batch.isControl()) {
                if (ControlRecord.of(batch.iterator().next()).type() == ControlRecordType.ABORT) {
                    aborting.remove(batch.producerId());
                }
            } else if (!batch.isTransactional() || !aborting.contains(batch.producerId())) {
                for (Record record : batch) {
                    if (record.offset() >= from) {
                        values.add(new String(record.valueBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }
}
