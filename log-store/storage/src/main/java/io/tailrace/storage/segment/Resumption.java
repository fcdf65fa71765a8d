package io.tailrace.storage.segment;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.disk.DiskFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the batch with which a log can be read on behind damage: sound, and where it was written. What lies before it cannot be
 * served, so it should be as near as can be proven: usually the next one.
 *
 * <p><b>Threads:</b> stateless.
 */
final class Resumption {

    private Resumption() {}

    /**
     * @param position where the damage begins
     * @param offset the first that cannot be served
     * @return null if nothing of the segment can be
     */
    static @Nullable SoundBatch find(DiskFile file, int size, int position, long offset, Extent extent)
            throws IOException {
        Neighbours neighbours = new Neighbours(file, size, extent);
        boolean doubted = extent.isDense();
        long from = position + 1L;
        while (true) {
            SoundBatch next = SoundBatch.from(file, from, size, offset + 1, extent.endOffset());
            if (next == null || isAnnounced(file, size, position, offset, next)) {
                return next;
            }
            switch (neighbours.judge(next, offset + 1, doubted)) {
                case PLACED -> {
                    return next;
                }
                case UNDECIDED -> doubted = true;
                case MISPLACED -> {}
            }
            from = next.endPosition();
        }
    }

    /** Whether the damaged batch has a header that says of the next batch what it says of itself. */
    private static boolean isAnnounced(DiskFile file, int size, int position, long offset, SoundBatch next)
            throws IOException {
        try (BatchScanner scanner = BatchScanner.headers(file, position, size)) {
            RecordBatch damaged = scanner.next();
            return damaged != null
                    && damaged.baseOffset() <= offset
                    && damaged.nextOffset() == next.baseOffset()
                    && scanner.nextPosition() == next.position();
        } catch (InvalidRecordBatchException e) {
            return false;
        }
    }
}
