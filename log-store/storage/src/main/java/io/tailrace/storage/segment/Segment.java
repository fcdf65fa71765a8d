package io.tailrace.storage.segment;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.protocol.record.RecordIterator;
import io.tailrace.protocol.record.TimestampType;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFile;
import io.tailrace.storage.disk.LazyFile;
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
 * <p>An index entry is made for the first batch that begins more than {@code index.interval.bytes} after the last entry, as
 * Kafka does. Indexes of an opened segment are not looked at before they are needed, and not believed then: an entry is held
 * against the batch that it names, and {@link DamagedIndexException} says when the indexes must be made anew.
 *
 * <p><b>Threads:</b> appends, truncation and index changes under the lock of the partition; reads by any thread without it. What
 * readers see is published by {@code sizeBytes}: bytes below it are in the file.
 */
public final class Segment {

    private final Disk disk;
    private final Path directory;
    private final long baseOffset;
    private final DiskFile log;
    private final OffsetIndex offsets;
    private final TimeIndex times;
    private final TransactionIndex transactions;
    private volatile int sizeBytes;
    private volatile long maxTimestampMs = RecordBatch.NO_TIMESTAMP;
    private volatile long offsetOfMaxTimestamp;
    private final VerifiedRanges verified = new VerifiedRanges();
    private volatile boolean timesKnown;
    /** Whether anything was appended or indexed since the segment was opened. */
    private boolean changed;

    private volatile boolean indexesRebuilt;
    private long firstTimestampMs = RecordBatch.NO_TIMESTAMP;
    private int bytesSinceIndexEntry;

    private Segment(Disk disk, Path directory, long baseOffset, String suffix) {
        this.disk = disk;
        this.directory = directory;
        this.baseOffset = baseOffset;
        this.offsetOfMaxTimestamp = baseOffset;
        this.log = new LazyFile(disk, file(SegmentFiles.LOG, suffix));
        this.offsets = new OffsetIndex(disk, file(SegmentFiles.OFFSET_INDEX, suffix), baseOffset);
        this.times = new TimeIndex(disk, file(SegmentFiles.TIME_INDEX, suffix), baseOffset);
        this.transactions = new TransactionIndex(disk, file(SegmentFiles.TRANSACTION_INDEX, suffix), baseOffset);
    }

    /** Opens an existing segment. Of its files only the size of one is looked at. */
    public static Segment open(Disk disk, Path directory, long baseOffset) throws IOException {
        Segment segment = new Segment(disk, directory, baseOffset, "");
        segment.sizeBytes = Math.toIntExact(disk.size(segment.log.path()));
        segment.verified.writingFrom(segment.sizeBytes);
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
            segment.log.truncate(0);
            segment.offsets.clear();
            segment.times.clear();
            segment.transactions.clear();
        } catch (IOException e) {
            segment.undoCreation(e);
            throw e;
        }
        segment.timesKnown = true;
        segment.verified.writingFrom(0);
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
        return sizeBytes;
    }

    public Path path() {
        return log.path();
    }

    /** The greatest timestamp, or -1. */
    public long maxTimestampMs() throws IOException {
        ensureTimes();
        return maxTimestampMs;
    }

    /** The greatest timestamp of the records from an offset within this segment on, or -1. */
    public long maxTimestampFrom(long offset) throws IOException {
        if (maxTimestampMs() < 0) {
            return RecordBatch.NO_TIMESTAMP;
        }
        long max = RecordBatch.NO_TIMESTAMP;
        try (BatchScanner scanner = scanWholeFrom(offset)) {
            for (RecordBatch batch = scanner.next(); batch != null; batch = scanner.next()) {
                if (batch.baseOffset() >= offset || batch.timestampType() == TimestampType.LOG_APPEND_TIME) {
                    max = batch.lastOffset() >= offset ? Math.max(max, batch.maxTimestamp()) : max;
                } else if (batch.lastOffset() >= offset) {
                    max = Math.max(max, maxTimestampIn(batch, offset));
                }
            }
        }
        return max;
    }

    private static long maxTimestampIn(RecordBatch batch, long fromOffset) {
        long max = RecordBatch.NO_TIMESTAMP;
        try (RecordIterator records =
                batch.records(PooledByteBufAllocator.DEFAULT, RecordBatch.DEFAULT_DECOMPRESSED_LIMIT_BYTES)) {
            while (records.hasNext()) {
                Record record = records.next();
                max = record.offset() >= fromOffset ? Math.max(max, record.timestamp()) : max;
            }
        }
        return max;
    }

    /** The last offset of the batch with the greatest timestamp. */
    public long offsetOfMaxTimestamp() throws IOException {
        ensureTimes();
        return offsetOfMaxTimestamp;
    }

    /**
     * Finds the greatest timestamp of a segment that was opened, when it is first asked for: the last entry of the time index
     * if a batch confirms it, and the headers of the batches from there on; without a sound entry, all headers.
     */
    private void ensureTimes() throws IOException {
        if (timesKnown) {
            return;
        }
        synchronized (times) {
            if (!timesKnown) {
                findTimes(sizeBytes);
            }
        }
    }

    /** Finds the greatest timestamp before a position. */
    private void findTimes(int end) throws IOException {
        synchronized (times) {
            TimeIndex.Entry last = times.last();
            int position = Math.max(0, positionOf(last));
            long max = RecordBatch.NO_TIMESTAMP;
            long offsetOfMax = baseOffset;
            long next = baseOffset;
            try (BatchScanner scanner = BatchScanner.headers(log, position, end)) {
                for (RecordBatch batch = nextSound(scanner, next); batch != null; batch = nextSound(scanner, next)) {
                    next = batch.nextOffset();
                    if (batch.maxTimestamp() > max && batch.recordCount() > 0) {
                        max = batch.maxTimestamp();
                        offsetOfMax = batch.lastOffset();
                    }
                }
            }
            maxTimestampMs = max;
            offsetOfMaxTimestamp = offsetOfMax;
            timesKnown = true;
        }
    }

    /** The position of the batch that an entry of the time index speaks of; -1 if there is no such batch. */
    private int positionOf(TimeIndex.Entry entry) throws IOException {
        if (entry.timestampMs() < 0) {
            return -1;
        }
        try (BatchScanner scanner = scanFrom(offsets.atOrBefore(entry.offset()), false)) {
            for (RecordBatch batch = scanner.next(); batch != null; batch = scanner.next()) {
                if (batch.lastOffset() >= entry.offset()) {
                    boolean fits = batch.baseOffset() <= entry.offset() && batch.maxTimestamp() == entry.timestampMs();
                    return fits ? (int) scanner.position() : -1;
                }
            }
            return -1;
        } catch (DamagedIndexException | InvalidRecordBatchException e) {
            return -1;
        }
    }

    /** What the age of the records is counted from: the greatest timestamp, or else when the file was written. */
    public long ageBaseMs() throws IOException {
        long max = maxTimestampMs();
        return max >= 0 ? max : disk.lastModifiedMs(log.path());
    }

    /** The greatest timestamp of the first batch, or -1 while the segment is empty. */
    public long firstTimestampMs() throws IOException {
        if (firstTimestampMs < 0 && sizeBytes > 0) {
            try (BatchScanner scanner = scanHeaders(0)) {
                RecordBatch first = scanner.next();
                firstTimestampMs = first == null ? RecordBatch.NO_TIMESTAMP : first.maxTimestamp();
            }
        }
        return firstTimestampMs;
    }

    public boolean fitsOffset(long offset) {
        return offset - baseOffset <= Integer.MAX_VALUE;
    }

    public boolean indexesFull(int segmentIndexBytes) throws IOException {
        return offsets.count() >= segmentIndexBytes / OffsetIndex.ENTRY_BYTES
                || times.count() >= segmentIndexBytes / TimeIndex.ENTRY_BYTES - 1; // one is kept for sealing
    }

    /** The size of the larger index, which is what bounds how much a segment may hold. */
    public long indexBytes() throws IOException {
        return Math.max((long) offsets.count() * OffsetIndex.ENTRY_BYTES, (long) times.count() * TimeIndex.ENTRY_BYTES);
    }

    /**
     * Appends stamped batches with one write. After an exception the segment is as it was, or {@link #rollBack} failed too:
     * then the exception says so as a suppressed one.
     *
     * @param aborted the transactions that end in these batches with an abort, in the order of their markers
     */
    public void append(ByteBuf batches, List<AbortedTransaction> aborted, int indexIntervalBytes) throws IOException {
        ensureTimes();
        int position = sizeBytes;
        long maxBefore = maxTimestampMs;
        long offsetOfMaxBefore = offsetOfMaxTimestamp;
        try {
            log.write(position, batches);
            int at = batches.readerIndex();
            for (RecordBatch batch : RecordBatches.of(batches)) {
                track(batch, position + batch.index() - at, indexIntervalBytes);
            }
            for (AbortedTransaction transaction : aborted) {
                transactions.append(transaction);
            }
        } catch (IOException e) {
            maxTimestampMs = maxBefore;
            offsetOfMaxTimestamp = offsetOfMaxBefore;
            rollBack(position, RecordBatch.at(batches, batches.readerIndex()).baseOffset(), !aborted.isEmpty(), e);
            throw e;
        }
        sizeBytes = position + batches.readableBytes();
    }

    private void track(RecordBatch batch, int position, int indexIntervalBytes) throws IOException {
        changed = true;
        long timestamp = batch.maxTimestamp();
        long lastOffset = batch.lastOffset();
        if (timestamp > maxTimestampMs && batch.recordCount() > 0) { // compaction may have left none
            maxTimestampMs = timestamp;
            offsetOfMaxTimestamp = lastOffset;
        }
        if (firstTimestampMs < 0) {
            firstTimestampMs = timestamp;
        }
        if (bytesSinceIndexEntry > indexIntervalBytes) {
            offsets.append(lastOffset, position);
            times.maybeAppend(maxTimestampMs, offsetOfMaxTimestamp);
            bytesSinceIndexEntry = 0;
        }
        bytesSinceIndexEntry += batch.sizeInBytes();
    }

    private void rollBack(int position, long offset, boolean endedTransactions, IOException cause) {
        try {
            log.truncate(position);
            offsets.truncateToPosition(position);
            times.truncateToOffset(offset);
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
        OffsetIndex.Entry entry = offsets.atOrBefore(offset);
        int size = sizeBytes;
        try (BatchScanner scanner = scanFrom(entry, false)) {
            OffsetSearch search = new OffsetSearch(log, size, scanner, entry, baseOffset, extent);
            LocatedBatch located = search.find(offset);
            if (search.isLong() && !indexesRebuilt) {
                throw new DamagedIndexException(this, "there is no entry soon after position " + entry.position());
            }
            return located;
        }
    }

    /** What can be served again behind damage at a position, of which {@code offset} is the first; null if nothing can. */
    public @Nullable SoundBatch afterDamage(int position, long offset, Extent extent) throws IOException {
        return Resumption.find(log, sizeBytes, position, offset, extent);
    }

    /** Whether a batch whose content is sound is where it was written, behind a gap that follows {@code knownEnd}. */
    public boolean isPlaced(SoundBatch batch, long knownEnd, Extent extent) throws IOException {
        return new Neighbours(log, sizeBytes, extent).judge(batch, knownEnd, false) == Neighbours.Verdict.PLACED;
    }

    /**
     * Scans from an entry of the offset index on, once it is certain that the entry is no fiction: a batch begins there, and
     * it is not after the entry's offset, so that nothing is left out.
     */
    private BatchScanner scanFrom(OffsetIndex.Entry entry, boolean whole) throws IOException {
        int from = entry.position();
        if (from < 0 || (from > 0 && from >= sizeBytes)) {
            throw new DamagedIndexException(this, "expected a position below " + sizeBytes + ", found " + from);
        }
        BatchScanner scanner =
                whole ? BatchScanner.wholeBatches(log, from, sizeBytes) : BatchScanner.headers(log, from, sizeBytes);
        boolean confirmed = false;
        try {
            confirmed = from == 0 || isConfirmed(entry, scanner);
        } finally {
            if (!confirmed) {
                scanner.close();
            }
        }
        if (!confirmed) {
            throw new DamagedIndexException(
                    this, "expected a batch with offset " + entry.offset() + " or before at position " + from);
        }
        return scanner;
    }

    private boolean isConfirmed(OffsetIndex.Entry entry, BatchScanner scanner) throws IOException {
        try {
            RecordBatch first = scanner.next();
            scanner.back();
            return first != null && first.baseOffset() <= entry.offset() && first.baseOffset() >= baseOffset;
        } catch (InvalidRecordBatchException e) {
            return false;
        }
    }

    /** How far from {@code position} on the bytes were verified lately; {@code position} if they were not. */
    public int verifiedUntil(int position) {
        return verified.verifiedUntil(position);
    }

    /** The batches between two positions were held against their checksums. */
    public void markVerified(int from, int to) {
        verified.add(from, to);
    }

    /** Has what is on the device verified anew when it is next read. */
    public void forgetVerified() {
        verified.forget(sizeBytes);
    }

    /** Appends to {@code into} what lies from {@code position} on, up to {@code length} bytes. */
    public int read(int position, ByteBuf into, int length) throws IOException {
        return log.read(position, into, length);
    }

    /** The first record at or after {@code fromOffset} whose timestamp is {@code timestampMs} or later, or null. */
    public @Nullable TimestampedOffset find(long timestampMs, long fromOffset) throws IOException {
        TimeIndex.Entry before = times.before(timestampMs);
        boolean none = before.timestampMs() < 0 && before.offset() == baseOffset;
        if (!none && positionOf(before) < 0) {
            throw new DamagedIndexException(
                    this, "no batch at offset " + before.offset() + " has timestamp " + before.timestampMs());
        }
        long after = Math.max(fromOffset, before.offset());
        try (BatchScanner scanner = scanWholeFrom(after)) {
            for (RecordBatch batch = scanner.next(); batch != null; batch = scanner.next()) {
                batch.ensureValid();
                if (batch.maxTimestamp() >= timestampMs
                        && batch.lastOffset() >= fromOffset
                        && batch.recordCount() > 0) {
                    TimestampedOffset found = findIn(batch, timestampMs, fromOffset);
                    if (found != null) {
                        return found;
                    }
                }
            }
            return null;
        }
    }

    private static @Nullable TimestampedOffset findIn(RecordBatch batch, long timestampMs, long fromOffset) {
        int epoch = batch.partitionLeaderEpoch();
        if (batch.timestampType() == TimestampType.LOG_APPEND_TIME) {
            return new TimestampedOffset(batch.maxTimestamp(), Math.max(fromOffset, batch.baseOffset()), epoch);
        }
        try (RecordIterator records =
                batch.records(PooledByteBufAllocator.DEFAULT, RecordBatch.DEFAULT_DECOMPRESSED_LIMIT_BYTES)) {
            while (records.hasNext()) {
                Record record = records.next();
                if (record.timestamp() >= timestampMs && record.offset() >= fromOffset) {
                    return new TimestampedOffset(record.timestamp(), record.offset(), epoch);
                }
            }
            return null;
        }
    }

    public BatchScanner scanHeaders(int fromPosition) {
        return BatchScanner.headers(log, fromPosition, sizeBytes);
    }

    /** The offset after the last record, found by walking from the last index entry; the base offset when empty. */
    public long nextOffset() throws IOException {
        long next = baseOffset;
        try (BatchScanner scanner = scanFrom(offsets.atOrBefore(Long.MAX_VALUE), false)) {
            for (RecordBatch batch = scanner.next(); batch != null; batch = scanner.next()) {
                next = batch.nextOffset();
            }
        }
        return next;
    }

    private @Nullable RecordBatch nextSound(BatchScanner scanner, long fromOffset) throws IOException {
        try {
            return scanner.next();
        } catch (InvalidRecordBatchException e) {
            return scanner.skipDamage(fromOffset, baseOffset + Integer.MAX_VALUE + 1L) ? scanner.next() : null;
        }
    }

    /**
     * Makes both indexes of a segment in use anew from the headers of its batches, for readers to go on with. Batches that are
     * damaged are left out.
     */
    public void rebuildIndexes(int indexIntervalBytes, boolean sealed, Extent extent) throws IOException {
        offsets.clear();
        times.clear();
        IndexRebuild rebuild = new IndexRebuild(offsets, times, baseOffset, extent.isDense(), indexIntervalBytes);
        try (BatchScanner scanner = scanHeaders(0)) {
            rebuild.run(scanner, extent.endOffset());
        }
        maxTimestampMs = rebuild.maxTimestampMs();
        offsetOfMaxTimestamp = rebuild.offsetOfMaxTimestamp();
        timesKnown = true;
        bytesSinceIndexEntry = rebuild.bytesSinceEntry();
        indexesRebuilt = true;
        if (sealed) {
            flushIndexes();
        }
    }

    /** Goes on without index entries: what is looked for is found by going through the segment. */
    public void dropIndexes() throws IOException {
        offsets.clear();
        times.clear();
        indexesRebuilt = true;
    }

    /** Begins all indexes anew; {@link #reindex} is then called for each batch in turn. Transactions are the caller's business. */
    public void clearIndexes() throws IOException {
        transactions.clear();
        offsets.clear();
        times.clear();
        maxTimestampMs = RecordBatch.NO_TIMESTAMP;
        offsetOfMaxTimestamp = baseOffset;
        timesKnown = true;
        indexesRebuilt = true;
        firstTimestampMs = RecordBatch.NO_TIMESTAMP;
        bytesSinceIndexEntry = 0;
    }

    public void reindex(RecordBatch batch, long position, int indexIntervalBytes) throws IOException {
        track(batch, (int) position, indexIntervalBytes);
    }

    /**
     * Drops what the indexes of offsets and timestamps say about batches from a position on; {@link #reindex} is then called for
     * each of those in turn.
     *
     * @param offset where the batch at {@code position} begins
     */
    public void cutIndexes(int position, long offset) throws IOException {
        offsets.truncateToPosition(position);
        times.truncateToOffset(offset);
        findTimes(position);
        bytesSinceIndexEntry = 0;
    }

    public BatchScanner scanWhole() {
        return scanWholeAt(0);
    }

    /** Whole batches from a position on at which one begins. */
    public BatchScanner scanWholeAt(int position) {
        return BatchScanner.wholeBatches(log, position, sizeBytes);
    }

    /** Whole batches, beginning at or before the one that holds {@code offset}. */
    public BatchScanner scanWholeFrom(long offset) throws IOException {
        return scanFrom(offsets.atOrBefore(offset), true);
    }

    /** Cuts the file. The indexes must be made anew if they know of what was cut. */
    public void cut(int toBytes) throws IOException {
        sizeBytes = toBytes;
        log.truncate(toBytes);
        verified.forget(0);
        verified.writingFrom(toBytes);
    }

    /**
     * Cuts all batches that reach {@code offset}; the segment is appended to from now on.
     *
     * @return where the batches end now: before {@code offset} if that was within a batch
     */
    public long truncateFrom(long offset) throws IOException {
        long end = offset;
        try (BatchScanner scanner = scanForCut(offset)) {
            RecordBatch batch = scanner.next();
            while (batch != null && batch.lastOffset() < offset) {
                batch = scanner.next();
            }
            if (batch != null) {
                end = Math.min(offset, batch.baseOffset());
                cut((int) scanner.position());
            }
        }
        offsets.truncateToPosition(sizeBytes);
        times.truncateToOffset(end);
        transactions.truncateToOffset(end);
        timesKnown = false;
        firstTimestampMs = RecordBatch.NO_TIMESTAMP;
        return end;
    }

    private BatchScanner scanForCut(long offset) throws IOException {
        try {
            return scanFrom(offsets.atOrBefore(offset), false);
        } catch (DamagedIndexException e) {
            return scanHeaders(0);
        }
    }

    /** Writes what is in memory of the indexes, and the last word on all: nothing will be appended any more. */
    public void seal() throws IOException {
        flushIndexes();
        if (sizeBytes > 0) {
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
        ensureTimes();
        if (maxTimestampMs >= 0) {
            times.maybeAppend(maxTimestampMs, offsetOfMaxTimestamp);
        }
        offsets.flush();
        times.flush();
    }

    /** Makes the batches survive a power failure. Indexes are not covered: they can be made anew. */
    public void force() throws IOException {
        log.force();
    }

    /** Makes batches and indexes survive a power failure, where the indexes are to be trusted afterwards. */
    public void forceAll() throws IOException {
        log.force();
        forceIndexes();
    }

    /** Makes the indexes of a sealed segment survive a power failure, so that a start need not read the segment. */
    public void forceIndexes() throws IOException {
        if (sizeBytes > 0) {
            offsets.force();
            times.force();
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
        offsets.rename(file(SegmentFiles.OFFSET_INDEX, suffix));
        times.rename(file(SegmentFiles.TIME_INDEX, suffix));
        transactions.rename(file(SegmentFiles.TRANSACTION_INDEX, suffix));
        log.rename(file(SegmentFiles.LOG, suffix));
    }

    /** Renames the files to be deleted later; open readers go on. */
    public void markDeleted() throws IOException {
        rename(SegmentFiles.DELETED);
    }

    /** Closes and deletes the files, whatever they are called now. */
    public void delete() throws IOException {
        close();
        for (Path file : List.of(log.path(), offsets.path(), times.path(), transactions.path())) {
            disk.delete(file);
        }
    }

    public void close() throws IOException {
        log.close();
        offsets.close();
        times.close();
        transactions.close();
    }

    @Override
    public String toString() {
        return log.path() + " (" + sizeBytes + " B)";
    }
}
