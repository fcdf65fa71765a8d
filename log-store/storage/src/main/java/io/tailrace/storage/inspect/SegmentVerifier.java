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

    private static final Visitor NOBODY = (batch, position) -> {};

    private final Path file;
    private final boolean last;
    private final ProblemLog problems;
    private final Totals totals;
    private final long baseOffset;
    private long nextOffset;
    private String damage = "";

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
        try (ReadOnlyFile open = new ReadOnlyFile(file)) {
            long size = open.size();
            boolean sound = true;
            try (BatchScanner scanner = BatchScanner.wholeBatches(open, 0, size)) {
                while (!readOn(scanner, sound ? visitor : NOBODY)) {
                    sound = false;
                    skip(scanner, size);
                }
            }
            return new End(nextOffset, size, sound);
        }
    }

    /** Returns false at damage, which the scanner's position names then. */
    private boolean readOn(BatchScanner scanner, Visitor visitor) throws IOException {
        try {
            for (RecordBatch batch = scanner.next(); batch != null; batch = scanner.next()) {
                checkPlace(batch);
                batch.ensureValid();
                checkRecords(batch, scanner.position());
                visitor.batch(batch, scanner.position());
                totals.batch(batch.recordCount());
                nextOffset = batch.nextOffset();
            }
            return true;
        } catch (InvalidRecordBatchException e) {
            damage = String.valueOf(e.getMessage());
            return false;
        }
    }

    private void skip(BatchScanner scanner, long size) throws IOException {
        long position = scanner.position();
        boolean more = scanner.skipDamage(nextOffset, baseOffset + Integer.MAX_VALUE + 1L);
        problems.report(
                last && !more ? ProblemKind.TORN_TAIL : ProblemKind.DAMAGED_BATCH,
                file,
                position,
                "a sound batch at offset " + nextOffset + " or later",
                damage
                        + (more
                                ? "; the next sound batch is at position " + scanner.nextPosition()
                                : "; nothing sound in the " + (size - position) + " B that follow"));
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
