package io.tailrace.storage.log;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.OffsetOutOfRangeException;
import io.tailrace.storage.index.AbortedTransaction;
import io.tailrace.storage.segment.LocatedBatch;
import io.tailrace.storage.segment.Segment;
import io.tailrace.storage.segment.Segments;
import io.tailrace.storage.segment.TimestampedOffset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads one log without its lock.
 *
 * <p>A read finds its position with the index and a walk over at most {@code index.interval.bytes} of headers; a consumer
 * that goes on where it stopped is spared both by a few remembered positions. Then one positional read brings the bytes
 * into one pooled buffer. Batches are checked for framing, offsets and, the first time bytes are read from the device, for
 * their checksum; what fails is not served but reported, and what lies before and behind it is served.
 *
 * <p><b>Threads:</b> any number. The remembered positions are immutable and replaced by atomic stores; losing one costs a search.
 */
final class LogReader {

    private static final int CURSORS = 16;
    private static final PooledByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

    /** The batch that begins with {@code offset} begins at {@code position} of the segment. */
    private record Cursor(long offset, Segment segment, int position, int cuts) {}

    /** What one read keeps to: where it ends, and what it found when it began. */
    private record Bounds(long limit, long logStart, int cuts) {}

    private final LogState state;
    private final LogDamage damage;
    private final AtomicReferenceArray<@Nullable Cursor> cursors = new AtomicReferenceArray<>(CURSORS);

    LogReader(LogState state, LogDamage damage) {
        this.state = state;
        this.damage = damage;
    }

    ReadResult read(long startOffset, int maxBytes, long upToOffset, boolean atLeastOne) throws IOException {
        long end = state.endOffset; // before the segments: what lies below it is in them
        return read(state.segments, end, startOffset, maxBytes, upToOffset, atLeastOne);
    }

    CommittedRead readCommitted(long startOffset, int maxBytes, long upToOffset, long stableOffset, boolean atLeastOne)
            throws IOException {
        long end = state.endOffset;
        Segments segments = state.segments; // the same for both: records and what is known of them go together
        ReadResult read = read(segments, end, startOffset, maxBytes, upToOffset, atLeastOne);
        try {
            List<AbortedTransaction> aborted =
                    read.isEmpty() ? List.of() : abortedTransactions(segments, startOffset, read.nextOffset());
            return new CommittedRead(read, stableOffset, aborted);
        } catch (IOException | RuntimeException e) {
            read.records().release();
            throw e;
        }
    }

    static List<AbortedTransaction> abortedTransactions(Segments segments, long fromOffset, long toOffset)
            throws IOException {
        List<AbortedTransaction> aborted = new ArrayList<>();
        for (Segment segment : segments.from(fromOffset)) {
            if (segment.transactions().collect(fromOffset, toOffset, aborted)) {
                break;
            }
        }
        return aborted;
    }

    private ReadResult read(
            Segments segments, long end, long startOffset, int maxBytes, long upToOffset, boolean atLeastOne)
            throws IOException {
        long logStart = state.logStartOffset;
        if (startOffset < logStart || startOffset > end) {
            throw new OffsetOutOfRangeException(state.name, startOffset, logStart, end);
        }
        Bounds bounds = new Bounds(Math.min(upToOffset, end), logStart, state.cuts);
        if (startOffset < bounds.limit && (maxBytes > 0 || atLeastOne)) {
            Segment segment = segments.holding(startOffset);
            while (segment != null) {
                Cursor cursor = cursor(segment, startOffset);
                int position = position(segment, startOffset, cursor);
                if (position >= 0) {
                    BatchCheck check = new BatchCheck(state, segment, position, startOffset, cursor != null);
                    return read(segment, position, startOffset, maxBytes, bounds, atLeastOne, check);
                }
                segment = segments.after(segment); // offsets may have gaps
            }
        }
        return new ReadResult(Unpooled.EMPTY_BUFFER, startOffset, logStart);
    }

    /** Where a read ended with the batch before {@code offset}; null if none is remembered. */
    private @Nullable Cursor cursor(Segment segment, long offset) {
        Cursor cursor = cursors.get(slot(offset));
        boolean fits =
                cursor != null && cursor.offset == offset && cursor.segment == segment && cursor.cuts == state.cuts;
        return fits ? cursor : null;
    }

    /** Where to read from; -1 if the segment has nothing from that offset on. */
    private int position(Segment segment, long offset, @Nullable Cursor cursor) throws IOException {
        if (cursor != null) {
            return cursor.position < segment.sizeBytes() ? cursor.position : -1;
        }
        LocatedBatch located = segment.locate(offset, state.extentOf(segment));
        if (located == null) {
            return -1;
        }
        String problem = located.problem();
        if (problem != null) {
            throw damage.found(segment, located.position(), offset, problem);
        }
        return located.position();
    }

    private static int slot(long offset) {
        return (int) (offset ^ (offset >>> 16)) & (CURSORS - 1);
    }

    private ReadResult read(
            Segment segment,
            int position,
            long start,
            int maxBytes,
            Bounds bounds,
            boolean atLeastOne,
            BatchCheck check)
            throws IOException {
        int available = segment.sizeBytes() - position;
        int wanted = Math.min(available, Math.max(maxBytes, RecordBatch.HEADER_BYTES));
        ByteBuf buffer = ALLOCATOR.directBuffer(wanted);
        try {
            segment.read(position, buffer, wanted);
            int first = firstBatchBytes(segment, position, buffer, available, start);
            if (atLeastOne && first > buffer.writerIndex()) {
                segment.read(position + wanted, buffer, first - wanted);
            }
            int allowed = atLeastOne ? Math.max(maxBytes, first) : maxBytes;
            return cutToWholeBatches(
                    segment, position, buffer, start, Math.min(allowed, buffer.writerIndex()), bounds, check);
        } catch (IOException | RuntimeException e) {
            buffer.release();
            throw e;
        }
    }

    private int firstBatchBytes(Segment segment, int position, ByteBuf buffer, int available, long start)
            throws IOException {
        try {
            return RecordBatch.headerAt(buffer, 0, available).sizeInBytes();
        } catch (InvalidRecordBatchException | IllegalArgumentException e) {
            throw damage.found(segment, position, start, e.getMessage());
        }
    }

    private ReadResult cutToWholeBatches(
            Segment segment, int position, ByteBuf buffer, long start, int bytes, Bounds bounds, BatchCheck check)
            throws IOException {
        int index = 0;
        long next = start;
        String problem = null;
        while (bytes - index >= RecordBatch.HEADER_BYTES) {
            int length = buffer.getInt(index + Long.BYTES);
            if (length > bytes - index - RecordBatch.LOG_OVERHEAD) {
                break;
            }
            problem = check.problemAt(buffer, index, bytes);
            if (problem != null) {
                break;
            }
            RecordBatch batch = RecordBatch.at(buffer, index);
            if (batch.lastOffset() >= bounds.limit) {
                break;
            }
            next = batch.nextOffset();
            index += batch.sizeInBytes();
        }
        check.passed(index);
        if (index == 0) {
            if (problem != null) {
                throw damage.found(segment, position, start, problem);
            }
            buffer.release();
            return new ReadResult(Unpooled.EMPTY_BUFFER, start, bounds.logStart);
        }
        buffer.writerIndex(index);
        cursors.set(slot(next), new Cursor(next, segment, position + index, bounds.cuts));
        return new ReadResult(buffer, next, bounds.logStart);
    }

    @Nullable
    TimestampedOffset find(long timestampMs) throws IOException {
        long from = state.logStartOffset;
        for (Segment segment : state.segments.from(from)) {
            if (segment.maxTimestampMs() >= timestampMs) {
                TimestampedOffset found = segment.find(timestampMs, from);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    @Nullable
    TimestampedOffset findMaxTimestamp() throws IOException {
        long from = state.logStartOffset;
        long max = RecordBatch.NO_TIMESTAMP;
        for (Segment segment : state.segments.from(from)) {
            max = Math.max(
                    max, segment.baseOffset() >= from ? segment.maxTimestampMs() : segment.maxTimestampFrom(from));
        }
        return max < 0 ? null : find(max);
    }
}
