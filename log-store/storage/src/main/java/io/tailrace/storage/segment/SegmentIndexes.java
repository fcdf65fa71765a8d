package io.tailrace.storage.segment;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.index.OffsetIndex;
import io.tailrace.storage.index.TimeIndex;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two sparse indexes of a segment, which get an entry for the first batch that begins more than {@code index.interval.bytes} after
 * the last entry, as in Kafka. They are not looked at before they are needed, and not believed then: an entry is held against the
 * batch that it names, and {@link DamagedIndexException} says when both must be made anew.
 *
 * <p><b>Threads:</b> changed under the lock of the partition, searched by any thread.
 */
final class SegmentIndexes implements Closeable {

    private final Segment segment;
    private final BatchFile batches;
    private final OffsetIndex offsets;
    private final TimeIndex times;
    private int bytesSinceEntry;
    /** Whether they were made anew since the segment was opened: if they lack entries, there are none to be had. */
    private volatile boolean rebuilt;

    /** @param suffix what the files' names end with */
    SegmentIndexes(Segment segment, BatchFile batches, Disk disk, Path directory, String suffix) {
        long baseOffset = segment.baseOffset();
        this.segment = segment;
        this.batches = batches;
        this.offsets = new OffsetIndex(disk, offsetFile(directory, suffix), baseOffset);
        this.times = new TimeIndex(disk, timeFile(directory, suffix), baseOffset);
    }

    private Path offsetFile(Path directory, String suffix) {
        return SegmentFiles.of(directory, segment.baseOffset(), SegmentFiles.OFFSET_INDEX + suffix);
    }

    private Path timeFile(Path directory, String suffix) {
        return SegmentFiles.of(directory, segment.baseOffset(), SegmentFiles.TIME_INDEX + suffix);
    }

    List<Path> paths() {
        return List.of(offsets.path(), times.path());
    }

    /** Notes a batch that is appended at a position, after the times have. */
    void note(long lastOffset, int position, int sizeBytes, SegmentTimes known, int intervalBytes) throws IOException {
        if (bytesSinceEntry > intervalBytes) {
            offsets.append(lastOffset, position);
            times.maybeAppend(known.knownMaxMs(), known.knownOffsetOfMax());
            bytesSinceEntry = 0;
        }
        bytesSinceEntry += sizeBytes;
    }

    boolean isFull(int maxBytes) throws IOException {
        return offsets.count() >= maxBytes / OffsetIndex.ENTRY_BYTES
                || times.count() >= maxBytes / TimeIndex.ENTRY_BYTES - 1; // one is kept for sealing
    }

    /** The size of the larger one. */
    long bytes() throws IOException {
        return Math.max((long) offsets.count() * OffsetIndex.ENTRY_BYTES, (long) times.count() * TimeIndex.ENTRY_BYTES);
    }

    /** Where the batch that holds an offset or follows it begins, or the damage that has taken its place; null if there is neither. */
    @Nullable
    LocatedBatch locate(long offset, Extent extent) throws IOException {
        OffsetIndex.Entry entry = offsets.atOrBefore(offset);
        int size = batches.sizeBytes();
        try (BatchScanner scanner = scanFrom(entry, false)) {
            OffsetSearch search = new OffsetSearch(batches.file(), size, scanner, entry, segment.baseOffset(), extent);
            LocatedBatch located = search.find(offset);
            if (search.isLong() && !rebuilt) {
                throw new DamagedIndexException(segment, "there is no entry soon after position " + entry.position());
            }
            return located;
        }
    }

    /** Headers, beginning at or before the batch that holds {@code offset}. */
    BatchScanner headersFrom(long offset) throws IOException {
        return scanFrom(offsets.atOrBefore(offset), false);
    }

    /** Whole batches, beginning at or before the one that holds {@code offset}. */
    BatchScanner wholeFrom(long offset) throws IOException {
        return scanFrom(offsets.atOrBefore(offset), true);
    }

    /**
     * Scans from an entry of the offset index on, once it is certain that the entry is no fiction: a batch begins there, and
     * it is not after the entry's offset, so that nothing is left out.
     */
    private BatchScanner scanFrom(OffsetIndex.Entry entry, boolean whole) throws IOException {
        int from = entry.position();
        int size = batches.sizeBytes();
        if (from < 0 || (from > 0 && from >= size)) {
            throw new DamagedIndexException(segment, "expected a position below " + size + ", found " + from);
        }
        BatchScanner scanner = whole ? batches.wholeFrom(from) : batches.headersFrom(from);
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
                    segment, "expected a batch with offset " + entry.offset() + " or before at position " + from);
        }
        return scanner;
    }

    private boolean isConfirmed(OffsetIndex.Entry entry, BatchScanner scanner) throws IOException {
        try {
            RecordBatch first = scanner.next();
            scanner.back();
            return first != null && first.baseOffset() <= entry.offset() && first.baseOffset() >= segment.baseOffset();
        } catch (InvalidRecordBatchException e) {
            return false;
        }
    }

    /** The position of the batch that has the greatest timestamp as far as the last entry tells; -1 if no batch confirms it. */
    int positionOfLastTime() throws IOException {
        return positionOf(times.last());
    }

    /**
     * An offset before which no record has that timestamp or a later one.
     *
     * @throws DamagedIndexException if no batch confirms the entry that says so
     */
    long offsetBefore(long timestampMs) throws IOException {
        TimeIndex.Entry before = times.before(timestampMs);
        boolean none = before.timestampMs() < 0 && before.offset() == segment.baseOffset();
        if (!none && positionOf(before) < 0) {
            throw new DamagedIndexException(
                    segment, "no batch at offset " + before.offset() + " has timestamp " + before.timestampMs());
        }
        return before.offset();
    }

    /** The position of the batch that an entry of the time index speaks of; -1 if there is no such batch. */
    private int positionOf(TimeIndex.Entry entry) throws IOException {
        if (entry.timestampMs() < 0) {
            return -1;
        }
        try (BatchScanner scanner = headersFrom(entry.offset())) {
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

    /** Makes both anew from the headers of the batches, for readers to go on with. Batches that are damaged are left out. */
    void rebuild(SegmentTimes known, int intervalBytes, Extent extent) throws IOException {
        offsets.clear();
        times.clear();
        IndexRebuild rebuild = new IndexRebuild(offsets, times, segment.baseOffset(), extent.isDense(), intervalBytes);
        try (BatchScanner scanner = batches.headersFrom(0)) {
            rebuild.run(scanner, extent.endOffset());
        }
        known.set(rebuild.maxTimestampMs(), rebuild.offsetOfMaxTimestamp());
        bytesSinceEntry = rebuild.bytesSinceEntry();
        rebuilt = true;
    }

    /** Goes on without entries: what is looked for is found by going through the segment. */
    void drop() throws IOException {
        clear();
        rebuilt = true;
    }

    /** Has both empty, for {@link #note} to be called for each batch in turn. */
    void beginAnew() throws IOException {
        drop();
        bytesSinceEntry = 0;
    }

    /** Drops what they say of batches from a position on, the first of which begins with {@code offset}. */
    void cut(int position, long offset) throws IOException {
        offsets.truncateToPosition(position);
        times.truncateToOffset(offset);
    }

    /** As {@link #cut}; {@link #note} is then called for each of those in turn. */
    void cutAndGoOn(int position, long offset) throws IOException {
        cut(position, offset);
        bytesSinceEntry = 0;
    }

    void clear() throws IOException {
        offsets.clear();
        times.clear();
    }

    /** Writes what is in memory, with a last entry for the greatest timestamp. */
    void flush(long maxTimestampMs, long offsetOfMaxTimestamp) throws IOException {
        if (maxTimestampMs >= 0) {
            times.maybeAppend(maxTimestampMs, offsetOfMaxTimestamp);
        }
        offsets.flush();
        times.flush();
    }

    void force() throws IOException {
        offsets.force();
        times.force();
    }

    void rename(Path directory, String suffix) throws IOException {
        offsets.rename(offsetFile(directory, suffix));
        times.rename(timeFile(directory, suffix));
    }

    @Override
    public void close() throws IOException {
        offsets.close();
        times.close();
    }
}
