package io.tailrace.storage.inspect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.segment.BatchScanner;
import java.io.IOException;

/**
 * Looks for the next sound batch behind damage, byte by byte: what looks like the header of a batch, by magic, offset and length,
 * is one if its CRC fits.
 *
 * <p><b>Threads:</b> one.
 */
final class BatchSearch {

    private static final int CHUNK_BYTES = 1 << 16;

    private final ReadOnlyFile file;
    private final long size;
    private final long minOffset;
    private final long baseOffset;

    /** @param minOffset the least that a batch may begin with */
    BatchSearch(ReadOnlyFile file, long size, long minOffset, long baseOffset) {
        this.file = file;
        this.size = size;
        this.minOffset = minOffset;
        this.baseOffset = baseOffset;
    }

    /** Where the next sound batch after {@code position} begins, or -1. */
    long after(long position) throws IOException {
        ByteBuf chunk = Unpooled.buffer(CHUNK_BYTES);
        for (long at = position + 1; at + RecordBatch.HEADER_BYTES <= size; ) {
            chunk.clear();
            int read = file.read(at, chunk, (int) Math.min(CHUNK_BYTES, size - at));
            int candidates = read - RecordBatch.HEADER_BYTES + 1;
            for (int i = 0; i < candidates; i++) {
                if (RecordBatch.magicAt(chunk, i) == RecordBatch.MAGIC_V2
                        && looksLikeBatch(chunk, i, size - at - i)
                        && isSound(at + i)) {
                    return at + i;
                }
            }
            if (candidates <= 0) {
                return -1; // the file became shorter
            }
            at += candidates;
        }
        return -1;
    }

    private boolean looksLikeBatch(ByteBuf chunk, int index, long available) {
        try {
            RecordBatch header = RecordBatch.headerAt(chunk, index, available);
            return header.baseOffset() >= minOffset
                    && header.lastOffsetDelta() >= 0
                    && header.lastOffset() - baseOffset <= Integer.MAX_VALUE
                    && header.lastOffset() >= header.baseOffset();
        } catch (InvalidRecordBatchException e) {
            return false;
        }
    }

    private boolean isSound(long position) throws IOException {
        try (BatchScanner scanner = BatchScanner.wholeBatches(file, position, size)) {
            RecordBatch batch = scanner.next();
            return batch != null && batch.isValid();
        } catch (InvalidRecordBatchException e) {
            return false;
        }
    }
}
