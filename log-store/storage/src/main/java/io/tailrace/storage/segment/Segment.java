package io.tailrace.storage.segment;

import io.netty.buffer.ByteBuf;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.index.AbortedTransaction;
import io.tailrace.storage.index.OffsetIndex;
import io.tailrace.storage.index.TimeIndex;
import io.tailrace.storage.index.TransactionIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a log: batches one after another in a {@code .log} file, beside it a sparse {@link OffsetIndex} and {@link
 * TimeIndex}, and a {@link TransactionIndex}. The last segment of a log is appended to; the others are sealed. Segments hold
 * offsets within {@link Integer#MAX_VALUE} of their base offset, because indexes store them relative in four bytes.
 *
 * <p>It keeps its parts together: {@link BatchFile}, {@link SegmentIndexes}, {@link SegmentTimes}.
 *
 * <p><b>Threads:</b> appends, truncation and index changes under the lock of the partition; reads by any thread without it. What
 * readers see is published by {@code sizeBytes}: bytes below it are in the file.
 */
public final class Segment {

    private final Disk disk;
    private final Path directory;
    private final long baseOffset;
    private final BatchFile batches;
    private final SegmentIndexes indexes;
    private final SegmentTimes times;
    private final TransactionIndex transactions;
    /** Whether anything was appended or indexed since the segment was opened. */
    private boolean changed;

    private Segment(Disk disk, Path directory, long baseOffset, String suffix) {
        this.disk = disk;
        this.directory = directory;
        this.baseOffset = baseOffset;
        this.batches = new BatchFile(disk, file(SegmentFiles.LOG, suffix));
        this.indexes = new SegmentIndexes(this, batches, disk, directory, suffix);
        this.times = new SegmentTimes(batches, indexes, baseOffset);
        this.transactions = new TransactionIndex(disk, file(SegmentFiles.TRANSACTION_INDEX, suffix), baseOffset);
    }

    /** Opens an existing segment. Of its files only the size of one is looked at. */
    public static Segment open(Disk disk, Path directory, long baseOffset) throws IOException {
        Segment segment = new Segment(disk, directory, baseOffset, "");
        segment.batches.open();
        return segment;
    }

    /** Creates an empty segment; what lies about under its name is cut to nothing. */
    public static Segment create(Disk disk, Path directory, long baseOffset) throws IOException {
        return create(disk, directory, baseOffset, "");
    }

    /**
     * Creates an empty segment that does not belong to the log yet.
     *
     * @param suffix what its files' names end with until {@link #rename}
     */
    public static Segment create(Disk disk, Path directory, long baseOffset, String suffix) throws IOException {
        Segment segment = new Segment(disk, directory, baseOffset, suffix);
        try {
            segment.batches.create();
            segment.indexes.clear();
            segment.transactions.clear();
        } catch (IOException e) {
            segment.undoCreation(e);
            throw e;
        }
        segment.times.clear();
        return segment;
    }

    /** A file that is left would be taken for the end of the log. */
    private void undoCreation(IOException cause) {
        try {
            delete();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private Path file(String kind, String suffix) {
        return SegmentFiles.of(directory, baseOffset, kind + suffix);
    }

    public long baseOffset() {
        return baseOffset;
    }

    public int sizeBytes() {
        return batches.sizeBytes();
    }

    public Path path() {
        return batches.path();
    }

    /** The greatest timestamp, or -1. */
    public long maxTimestampMs() throws IOException {
        return times.maxMs();
    }

    /** The greatest timestamp of the records from an offset within this segment on, or -1. */
    public long maxTimestampFrom(long offset) throws IOException {
        if (times.maxMs() < 0) {
            return RecordBatch.NO_TIMESTAMP;
        }
        try (BatchScanner scanner = scanWholeFrom(offset)) {
            return TimestampSearch.max(scanner, offset);
        }
    }

    /** What the age of the records is counted from: the greatest timestamp, or else when the file was written. */
    public long ageBaseMs() throws IOException {
        long max = times.maxMs();
        return max >= 0 ? max : batches.lastModifiedMs();
    }

    /** The greatest timestamp of the first batch, or -1 while the segment is empty. */
    public long firstTimestampMs() throws IOException {
        return times.firstMs();
    }

    /** The first record at or after {@code fromOffset} whose timestamp is {@code timestampMs} or later, or null. */
    public @Nullable TimestampedOffset find(long timestampMs, long fromOffset) throws IOException {
        long after = Math.max(fromOffset, indexes.offsetBefore(timestampMs));
        try (BatchScanner scanner = scanWholeFrom(after)) {
            return TimestampSearch.find(scanner, timestampMs, fromOffset);
        }
    }

    public boolean fitsOffset(long offset) {
        return offset - baseOffset <= Integer.MAX_VALUE;
    }

    public boolean indexesFull(int segmentIndexBytes) throws IOException {
        return indexes.isFull(segmentIndexBytes);
    }

    /** The size of the larger index, which is what bounds how much a segment may hold. */
    public long indexBytes() throws IOException {
        return indexes.bytes();
    }

    /**
     * Appends stamped batches with one write. After an exception the segment is as it was, or {@link #rollBack} failed too:
     * then the exception says so as a suppressed one.
     *
     * @param aborted the transactions that end in these batches with an abort, in the order of their markers
     */
    public void append(ByteBuf stamped, List<AbortedTransaction> aborted, int indexIntervalBytes) throws IOException {
        times.ensureKnown();
        int position = batches.sizeBytes();
        long maxBefore = times.knownMaxMs();
        long offsetOfMaxBefore = times.knownOffsetOfMax();
        try {
            batches.write(position, stamped);
            int at = stamped.readerIndex();
            for (RecordBatch batch : RecordBatches.of(stamped)) {
                reindex(batch, position + batch.index() - at, indexIntervalBytes);
            }
            for (AbortedTransaction transaction : aborted) {
                transactions.append(transaction);
            }
        } catch (IOException e) {
            times.set(maxBefore, offsetOfMaxBefore);
            rollBack(position, RecordBatch.at(stamped, stamped.readerIndex()).baseOffset(), !aborted.isEmpty(), e);
            throw e;
        }
        batches.publish(position + stamped.readableBytes());
    }

    private void rollBack(int position, long offset, boolean endedTransactions, IOException cause) {
        try {
            batches.takeBack(position);
            indexes.cut(position, offset);
            if (endedTransactions) {
                transactions.truncateToOffset(offset);
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Where the first batch that ends at or after {@code offset} begins, or the damage that has taken its place; null if there is
     * neither.
     *
     * @throws DamagedIndexException if the index has to be made anew first
     */
    public @Nullable LocatedBatch locate(long offset, Extent extent) throws IOException {
        return indexes.locate(offset, extent);
    }

    /** What can be served again behind damage at a position, of which {@code offset} is the first; null if nothing can. */
    public @Nullable SoundBatch afterDamage(int position, long offset, Extent extent) throws IOException {
        return Resumption.find(batches.file(), batches.sizeBytes(), position, offset, extent);
    }

    /** Whether a batch whose content is sound is where it was written, behind a gap that follows {@code knownEnd}. */
    public boolean isPlaced(SoundBatch batch, long knownEnd, Extent extent) throws IOException {
        Neighbours neighbours = new Neighbours(batches.file(), batches.sizeBytes(), extent);
        return neighbours.judge(batch, knownEnd, false) == Neighbours.Verdict.PLACED;
    }

    /** How far from {@code position} on the bytes were verified lately; {@code position} if they were not. */
    public int verifiedUntil(int position) {
        return batches.verifiedUntil(position);
    }

    /** The batches between two positions were held against their checksums. */
    public void markVerified(int from, int to) {
        batches.markVerified(from, to);
    }

    /** Has what is on the device verified anew when it is next read. */
    public void forgetVerified() {
        batches.forgetVerified();
    }

    /** Appends to {@code into} what lies from {@code position} on, up to {@code length} bytes. */
    public int read(int position, ByteBuf into, int length) throws IOException {
        return batches.read(position, into, length);
    }

    public BatchScanner scanHeaders(int fromPosition) {
        return batches.headersFrom(fromPosition);
    }

    public BatchScanner scanWhole() {
        return scanWholeAt(0);
    }

    /** Whole batches from a position on at which one begins. */
    public BatchScanner scanWholeAt(int position) {
        return batches.wholeFrom(position);
    }

    /** Whole batches, beginning at or before the one that holds {@code offset}. */
    public BatchScanner scanWholeFrom(long offset) throws IOException {
        return indexes.wholeFrom(offset);
    }

    /** The offset after the last record, found by walking from the last index entry; the base offset when empty. */
    public long nextOffset() throws IOException {
        long next = baseOffset;
        try (BatchScanner scanner = indexes.headersFrom(Long.MAX_VALUE)) {
            for (RecordBatch batch = scanner.next(); batch != null; batch = scanner.next()) {
                next = batch.nextOffset();
            }
        }
        return next;
    }

    /**
     * Makes both indexes of a segment in use anew from the headers of its batches, for readers to go on with. Batches that are
     * damaged are left out.
     */
    public void rebuildIndexes(int indexIntervalBytes, boolean sealed, Extent extent) throws IOException {
        indexes.rebuild(times, indexIntervalBytes, extent);
        if (sealed) {
            flushIndexes();
        }
    }

    /** Goes on without index entries: what is looked for is found by going through the segment. */
    public void dropIndexes() throws IOException {
        indexes.drop();
    }

    /** Begins all indexes anew; {@link #reindex} is then called for each batch in turn. Transactions are the caller's business. */
    public void clearIndexes() throws IOException {
        transactions.clear();
        indexes.beginAnew();
        times.clear();
    }

    /** Has the indexes know a batch that lies at a position, or is about to. */
    public void reindex(RecordBatch batch, long position, int indexIntervalBytes) throws IOException {
        changed = true;
        times.note(batch);
        indexes.note(batch.lastOffset(), (int) position, batch.sizeInBytes(), times, indexIntervalBytes);
    }

    /**
     * Drops what the indexes of offsets and timestamps say about batches from a position on; {@link #reindex} is then called for
     * each of those in turn.
     *
     * @param offset where the batch at {@code position} begins
     */
    public void cutIndexes(int position, long offset) throws IOException {
        indexes.cutAndGoOn(position, offset);
        times.find(position);
    }

    /** Cuts the file. The indexes must be made anew if they know of what was cut. */
    public void cut(int toBytes) throws IOException {
        batches.cut(toBytes);
    }

    /**
     * Cuts all batches that reach {@code offset}; the segment is appended to from now on.
     *
     * @return where the batches end now: before {@code offset} if that was within a batch
     */
    public long truncateFrom(long offset) throws IOException {
        long end = offset;
        try (BatchScanner scanner = scanForCut(offset)) {
            RecordBatch batch = firstReaching(offset, scanner);
            if (batch != null) {
                end = Math.min(offset, batch.baseOffset());
                cut((int) scanner.position());
            }
        }
        indexes.cut(batches.sizeBytes(), end);
        transactions.truncateToOffset(end);
        times.forget();
        return end;
    }

    /** What {@link #truncateFrom} would return. */
    public long endIfCutAt(long offset) throws IOException {
        try (BatchScanner scanner = scanForCut(offset)) {
            RecordBatch batch = firstReaching(offset, scanner);
            return batch == null ? offset : Math.min(offset, batch.baseOffset());
        }
    }

    private static @Nullable RecordBatch firstReaching(long offset, BatchScanner scanner) throws IOException {
        RecordBatch batch = scanner.next();
        while (batch != null && batch.lastOffset() < offset) {
            batch = scanner.next();
        }
        return batch;
    }

    private BatchScanner scanForCut(long offset) throws IOException {
        try {
            return indexes.headersFrom(offset);
        } catch (DamagedIndexException e) {
            return scanHeaders(0);
        }
    }

    /** Writes what is in memory of the indexes, and the last word on all: nothing will be appended any more. */
    public void seal() throws IOException {
        flushIndexes();
        if (sizeBytes() > 0) {
            transactions.seal();
        }
    }

    /**
     * Writes what is in memory of the indexes, if there is any: the segment is closed, and may be appended to later.
     *
     * @param seal whether the next start has only the seal to know the transactions by
     */
    public void park(boolean seal) throws IOException {
        if (changed) {
            if (seal) {
                seal();
            } else {
                flushIndexes();
            }
        }
    }

    /** Writes what is in memory of the indexes of offsets and timestamps, and the last word on timestamps. */
    public void flushIndexes() throws IOException {
        indexes.flush(times.maxMs(), times.offsetOfMax());
    }

    /** Makes the batches survive a power failure. Indexes are not covered: they can be made anew. */
    public void force() throws IOException {
        batches.force();
    }

    /** Makes batches and indexes survive a power failure, where the indexes are to be trusted afterwards. */
    public void forceAll() throws IOException {
        force();
        forceIndexes();
    }

    /** Makes the indexes of a sealed segment survive a power failure, so that a start need not read the segment. */
    public void forceIndexes() throws IOException {
        if (sizeBytes() > 0) {
            indexes.force();
            transactions.force();
        }
    }

    /** The aborted transactions that end in this segment. */
    public TransactionIndex transactions() {
        return transactions;
    }

    /**
     * Has the files' names end with {@code suffix}; readers go on. The {@code .log} file comes last: where it has its new
     * name, so have the others.
     */
    public void rename(String suffix) throws IOException {
        indexes.rename(directory, suffix);
        transactions.rename(file(SegmentFiles.TRANSACTION_INDEX, suffix));
        batches.rename(file(SegmentFiles.LOG, suffix));
    }

    /** Renames the files to be deleted later; open readers go on. */
    public void markDeleted() throws IOException {
        rename(SegmentFiles.DELETED);
    }

    /** Closes and deletes the files, whatever they are called now. */
    public void delete() throws IOException {
        close();
        disk.delete(path());
        for (Path file : indexes.paths()) {
            disk.delete(file);
        }
        disk.delete(transactions.path());
    }

    public void close() throws IOException {
        batches.close();
        indexes.close();
        transactions.close();
    }

    @Override
    public String toString() {
        return path() + " (" + sizeBytes() + " B)";
    }
}
