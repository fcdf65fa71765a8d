package io.tailrace.storage.inspect;

import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.ControlRecordType;
import io.tailrace.protocol.record.RecordBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a transaction index stands for an abort marker at its last offset. Every abort marker whose transaction was seen
 * to begin has one. The markers of compacted segments may be gone, and their entries stay.
 */
final class TransactionIndexCheck implements BatchCheck {

    /** The open transactions of a partition, carried from segment to segment: producer id → first offset. */
    static final class OpenTransactions {
        private final Map<Long, Long> firstOffsets = new HashMap<>();

        void clear() {
            firstOffsets.clear();
        }
    }

    private final OpenTransactions open;
    private final Path file;
    private final ProblemLog problems;
    private final @Nullable IndexCursor<Item> entries;

    TransactionIndexCheck(Path file, OpenTransactions open, ProblemLog problems) throws IOException {
        this.open = open;
        this.file = file;
        this.problems = problems;
        this.entries =
                Files.exists(file) ? new IndexCursor<>(file, FileKind.TRANSACTION_INDEX, Item.class, problems) : null;
    }

    @Override
    public void batch(RecordBatch batch, long position) throws IOException {
        Item.AbortedTransaction entry = entryUpTo(batch);
        if (!batch.isTransactional()) {
            return;
        }
        if (!batch.isControl()) {
            open.firstOffsets.putIfAbsent(batch.producerId(), batch.baseOffset());
        } else if (batch.recordCount() > 0) {
            checkMarker(batch, ControlRecord.of(batch.iterator().next()).type(), entry);
        }
    }

    private void checkMarker(RecordBatch batch, ControlRecordType marker, Item.@Nullable AbortedTransaction entry) {
        Long first = open.firstOffsets.remove(batch.producerId());
        if (marker == ControlRecordType.ABORT && first != null && entry == null) {
            problems.report(
                    ProblemKind.DERIVED_FILE,
                    file,
                    -1,
                    "an entry for the transaction of producer " + batch.producerId() + " that was aborted at offset "
                            + batch.lastOffset(),
                    "none");
        }
        boolean wrong = marker != ControlRecordType.ABORT
                || (entry != null
                        && (entry.producerId() != batch.producerId()
                                || (first != null && entry.firstOffset() > first)));
        if (entry != null && wrong) {
            problems.report(
                    ProblemKind.DERIVED_FILE,
                    file,
                    -1,
                    "producer " + batch.producerId() + ", " + marker + " at offset " + batch.lastOffset()
                            + (first == null ? "" : ", begun at offset " + first),
                    entry.toString());
        }
    }

    /** Passes entries by that lie before the batch, and takes the one that is about it. */
    private Item.@Nullable AbortedTransaction entryUpTo(RecordBatch batch) throws IOException {
        if (entries == null) {
            return null;
        }
        while (entries.current() instanceof Item.AbortedTransaction entry && entry.lastOffset() <= batch.lastOffset()) {
            if (entry.firstOffset() > entry.lastOffset()) {
                entries.report("a first offset up to " + entry.lastOffset(), String.valueOf(entry.firstOffset()));
            }
            entries.advance();
            if (entry.lastOffset() >= batch.baseOffset()) {
                return entry;
            }
        }
        return null;
    }

    @Override
    public void end(long size) throws IOException {
        while (entries != null && entries.current() != null) {
            Item entry = entries.current();
            if (entry instanceof Item.TransactionIndexSeal seal) {
                checkSeal(entries, seal);
            } else {
                entries.report("a last offset of the segment", entry.toString());
            }
            entries.advance();
        }
    }

    private static void checkSeal(IndexCursor<Item> entries, Item.TransactionIndexSeal seal) {
        if (!seal.crc().equals(entries.crcBefore())) {
            entries.report("CRC-32C " + seal.crc() + " of the entries before", entries.crcBefore());
        }
    }

    @Override
    public void close() throws IOException {
        if (entries != null) {
            entries.close();
        }
    }
}
