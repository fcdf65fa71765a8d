package io.tailrace.storage.inspect;

import io.netty.buffer.PooledByteBufAllocator;
import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordIterator;
import io.tailrace.storage.segment.BatchScanner;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads a segment batch by batch: framing, CRC, ascending offsets, and every record inside. After damage it goes on with the next
 * sound batch, so that one flipped bit is told from a lost half.
 *
 * <p><b>Threads:</b> one.
 */
final class SegmentVerifier {

    /** Who is shown the batches up to the first damage: behind it, nothing can be said of what goes with them. */
    interface Visitor {
        void batch(RecordBatch batch, long position) throws IOException;
    }

    /**
     * How it ended.
     *
     * @param nextOffset after the last sound batch
     */
    record End(long nextOffset, long sizeBytes, boolean sound) {}

    private final Path file;
    private final boolean last;
    private final ProblemLog problems;
    private final Totals totals;
    private final long baseOffset;
    private long nextOffset;

    /** @param last whether this is the segment that is appended to, whose end may be torn */
    SegmentVerifier(Path file, long baseOffset, boolean last, ProblemLog problems, Totals totals) {
        this.file = file;
        this.last = last;
        this.problems = problems;
        this.totals = totals;
        this.baseOffset = baseOffset;
        this.nextOffset = baseOffset;
    }

    End verify(Visitor visitor) throws IOException {
        boolean sound = true;
        try (ReadOnlyFile open = new ReadOnlyFile(file)) {
            long size = open.size();
            long from = 0;
            while (from >= 0 && from < size) {
                from = verifyFrom(open, from, size, visitor);
                sound &= from >= size;
            }
            return new End(nextOffset, size, sound);
        }
    }

    /** Returns where to go on: the end of the file, behind damage, or -1 if nothing sound follows. */
    private long verifyFrom(ReadOnlyFile open, long from, long size, Visitor visitor) throws IOException {
        try (BatchScanner scanner = BatchScanner.wholeBatches(open, from, size)) {
            try {
                for (RecordBatch batch = scanner.next(); batch != null; batch = scanner.next()) {
                    checkPlace(batch);
                    batch.ensureValid();
                    checkRecords(batch, scanner.position());
                    if (from == 0) {
                        visitor.batch(batch, scanner.position());
                    }
                    totals.batch(batch.recordCount());
                    nextOffset = batch.nextOffset();
                }
                return size;
            } catch (InvalidRecordBatchException e) {
                long next = new BatchSearch(open, size, nextOffset, baseOffset).after(scanner.position());
                problems.report(
                        next < 0 && last ? ProblemKind.TORN_TAIL : ProblemKind.DAMAGED_BATCH,
                        file,
                        scanner.position(),
                        "a sound batch at offset " + nextOffset + " or later",
                        e.getMessage()
                                + (next < 0
                                        ? "; nothing sound in the " + (size - scanner.position()) + " B that follow"
                                        : "; the next sound batch is at position " + next));
                return next;
            }
        }
    }

    private void checkPlace(RecordBatch batch) {
        if (batch.baseOffset() < nextOffset || batch.lastOffset() - baseOffset > Integer.MAX_VALUE) {
            throw new InvalidRecordBatchException("expected offset " + nextOffset + " or later, found "
                    + batch.baseOffset() + ".." + batch.lastOffset());
        }
    }

    /** What is inside of a batch whose CRC fits was so when it was appended: it is reported, and not damage of the disk. */
    private void checkRecords(RecordBatch batch, long position) {
        long previous = batch.baseOffset() - 1;
        try (RecordIterator records =
                batch.records(PooledByteBufAllocator.DEFAULT, RecordBatch.DEFAULT_DECOMPRESSED_LIMIT_BYTES)) {
            while (records.hasNext()) {
                Record record = records.next();
                if (record.offset() <= previous || record.offset() > batch.lastOffset()) {
                    throw new InvalidRecordBatchException("expected a record's offset in " + (previous + 1) + ".."
                            + batch.lastOffset() + ", found " + record.offset());
                }
                previous = record.offset();
                if (batch.isControl()) {
                    ControlRecord unused = ControlRecord.of(record);
                }
                record.headers();
            }
        } catch (InvalidRecordBatchException e) {
            problems.report(ProblemKind.RECORDS, file, position, "readable records", String.valueOf(e.getMessage()));
        }
    }
}
