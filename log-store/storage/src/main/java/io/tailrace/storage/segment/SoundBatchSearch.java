package io.tailrace.storage.segment;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.disk.DiskFile;
import java.io.IOException;

/**
 * Finds where batches begin again behind damage. A damaged length leads nowhere, so every position is tried: the magic byte
 * and the framing rule out nearly all, the checksum decides on the rest. Bytes of a record could look like a batch only if
 * somebody put a whole batch with fitting offsets into a record.
 *
 * <p><b>Threads:</b> stateless.
 */
final class SoundBatchSearch {

    private static final int CHUNK_BYTES = 256 * 1024;
    private static final int LENGTH_AT = 8;
    private static final int MAGIC_AT = 16;

    private SoundBatchSearch() {}

    /** The first position from {@code from} on where a sound batch begins whose offsets are within the range; else {@code end}. */
    static long find(DiskFile file, long from, long end, long fromOffset, long toOffset) throws IOException {
        ByteBuf window = PooledByteBufAllocator.DEFAULT.directBuffer(CHUNK_BYTES);
        try {
            long at = from;
            while (end - at >= RecordBatch.HEADER_BYTES) {
                window.clear();
                int read = file.read(at, window, (int) Math.min(CHUNK_BYTES, end - at));
                int candidates = read - RecordBatch.HEADER_BYTES + 1;
                if (candidates <= 0) {
                    return end;
                }
                for (int index = 0; index < candidates; index++) {
                    if (window.getByte(index + MAGIC_AT) == RecordBatch.MAGIC_V2
                            && isSound(file, window, index, at + index, end, fromOffset, toOffset)) {
                        return at + index;
                    }
                }
                at += candidates;
            }
            return end;
        } finally {
            window.release();
        }
    }

    private static boolean isSound(
            DiskFile file, ByteBuf window, int index, long position, long end, long fromOffset, long toOffset)
            throws IOException {
        int length = window.getInt(index + LENGTH_AT);
        if (length < RecordBatch.HEADER_BYTES - RecordBatch.LOG_OVERHEAD
                || length > end - position - RecordBatch.LOG_OVERHEAD) {
            return false; // told without an exception: a region may be full of bytes that look like the magic
        }
        try {
            RecordBatch header = RecordBatch.headerAt(window, index, end - position);
            if (header.baseOffset() < fromOffset || header.lastOffset() >= toOffset) {
                return false;
            }
            if (header.sizeInBytes() <= window.writerIndex() - index) {
                return header.isValid();
            }
            try (BatchScanner scanner = BatchScanner.wholeBatches(file, position, end)) {
                RecordBatch whole = scanner.next();
                return whole != null && whole.isValid();
            }
        } catch (InvalidRecordBatchException e) {
            return false;
        }
    }
}
