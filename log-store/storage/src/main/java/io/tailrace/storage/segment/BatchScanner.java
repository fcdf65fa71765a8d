package io.tailrace.storage.segment;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.disk.DiskFile;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the batches of a file from one position to another, reading ahead in chunks: either headers only, or whole
 * batches for whoever wants to check or decode them. A returned batch is valid until the next call.
 *
 * <p><b>Threads:</b> one.
 */
public final class BatchScanner implements AutoCloseable {

    private static final int HEADER_CHUNK_BYTES = 4 * 1024;
    private static final int FIRST_WHOLE_CHUNK_BYTES = 16 * 1024;
    private static final int WHOLE_CHUNK_BYTES = 256 * 1024;
    /** Above this, a batch must prove itself before it gets memory. */
    private static final int LARGE_BATCH_BYTES = 4 * 1024 * 1024;
    /** Where the part of a batch begins that its CRC covers. */
    private static final int CRC_COVERS_FROM = 21;

    private final DiskFile file;
    private final long end;
    private final boolean whole;
    private final ByteBuf window;
    /** Grows as a scan of whole batches goes on: one that looks for a batch reads little, one that reads all reads much at once. */
    private int chunkBytes;

    private long windowAt;
    private long position;
    private long nextPosition;

    private BatchScanner(DiskFile file, long from, long end, boolean whole) {
        this.file = file;
        this.end = end;
        this.whole = whole;
        this.chunkBytes = whole ? FIRST_WHOLE_CHUNK_BYTES : HEADER_CHUNK_BYTES;
        this.window = PooledByteBufAllocator.DEFAULT.directBuffer(chunkBytes);
        this.position = from;
        this.nextPosition = from;
    }

    /** Reads headers: of the returned batches, records and CRC must not be looked at. */
    public static BatchScanner headers(DiskFile file, long from, long end) {
        return new BatchScanner(file, from, end, false);
    }

    public static BatchScanner wholeBatches(DiskFile file, long from, long end) {
        return new BatchScanner(file, from, end, true);
    }

    /**
     * The next batch, or null at the end.
     *
     * @throws InvalidRecordBatchException if the bytes that follow are no whole batch
     */
    public @Nullable RecordBatch next() throws IOException {
        long available = end - nextPosition;
        if (available <= 0) {
            return null;
        }
        position = nextPosition;
        try {
            return batch(available);
        } catch (InvalidRecordBatchException e) {
            throw new InvalidRecordBatchException(file.path() + " at position " + position + ": " + e.getMessage(), e);
        }
    }

    private RecordBatch batch(long available) throws IOException {
        int index = ensure((int) Math.min(available, RecordBatch.HEADER_BYTES));
        RecordBatch batch = RecordBatch.headerAt(window, index, available);
        if (whole) {
            if (batch.sizeInBytes() > LARGE_BATCH_BYTES) {
                checkLarge(batch.checksum(), batch.sizeInBytes(), batch.baseOffset());
            }
            index = ensure(batch.sizeInBytes()); // at most what is left of the file
            batch = RecordBatch.at(window, index);
        }
        nextPosition = position + batch.sizeInBytes();
        return batch;
    }

    /**
     * Reads a large batch once in pieces for its CRC, so that a length that was damaged does not cost memory of that length: it
     * may be anything up to the rest of the file.
     */
    private void checkLarge(long checksum, int size, long baseOffset) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuf piece = PooledByteBufAllocator.DEFAULT.directBuffer(WHOLE_CHUNK_BYTES);
        try {
            for (int at = CRC_COVERS_FROM; at < size; ) {
                piece.clear();
                int read = file.read(position + at, piece, Math.min(WHOLE_CHUNK_BYTES, size - at));
                if (read == 0) {
                    throw new InvalidRecordBatchException(
                            "expected " + size + " B, found the end of the file after " + at + " B");
                }
                crc.update(piece.nioBuffer());
                at += read;
            }
        } finally {
            piece.release();
        }
        if (crc.getValue() != checksum) {
            throw new InvalidRecordBatchException("batch at offset " + baseOffset + ": expected CRC-32C "
                    + Long.toHexString(checksum) + ", found " + Long.toHexString(crc.getValue()));
        }
    }

    /** Has {@link #next} return the same batch once more. */
    void back() {
        nextPosition = position;
    }

    /**
     * After {@link #next} met damage, goes on at the next bytes that are a sound batch: framed, of an offset within the given
     * range, and with the right checksum.
     *
     * @return false if there is none; the scan is at its end then
     */
    public boolean skipDamage(long fromOffset, long toOffset) throws IOException {
        seek(SoundBatchSearch.find(file, position + 1, end, fromOffset, toOffset));
        return position < end;
    }

    /** Has {@link #next} return the batch at a position. */
    void seek(long to) {
        position = to;
        nextPosition = to;
    }

    /** Where the batch that was returned last begins; where the search ended, after an exception. */
    public long position() {
        return position;
    }

    /** Where the batch that was returned last ends. */
    public long nextPosition() {
        return nextPosition;
    }

    /** Has {@code bytes} from {@code position} on in the window, and returns where in it. */
    private int ensure(int bytes) throws IOException {
        long offset = position - windowAt;
        if (offset < 0 || offset + bytes > window.writerIndex()) {
            window.clear();
            windowAt = position;
            int wanted = (int) Math.min(end - position, Math.max(bytes, chunkBytes));
            int read = file.read(position, window, wanted);
            chunkBytes = whole ? Math.min(WHOLE_CHUNK_BYTES, 2 * chunkBytes) : chunkBytes;
            if (read < bytes) {
                throw new InvalidRecordBatchException(
                        "expected " + bytes + " B, found the end of the file after " + read + " B");
            }
            offset = 0;
        }
        return (int) offset;
    }

    @Override
    public void close() {
        window.release();
    }
}
