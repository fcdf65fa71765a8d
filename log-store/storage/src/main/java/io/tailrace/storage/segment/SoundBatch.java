package io.tailrace.storage.segment;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.disk.DiskFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A batch in a file whose content fits its checksum. Its base offset may be wrong, because that is not covered.
 *
 * @param position where it begins
 * @param endPosition where it ends
 */
public record SoundBatch(long position, long endPosition, long baseOffset, long nextOffset) {

    /** How many offsets it takes up. */
    long offsets() {
        return nextOffset - baseOffset;
    }

    /** The first one from a position on, whatever its offsets; null if there is none. */
    static @Nullable SoundBatch from(DiskFile file, long position, long size) throws IOException {
        return from(file, position, size, 0, Long.MAX_VALUE);
    }

    /** The first one from a position on with offsets between the two; null if there is none. */
    static @Nullable SoundBatch from(DiskFile file, long position, long size, long fromOffset, long toOffset)
            throws IOException {
        long found = SoundBatchSearch.find(file, position, size, fromOffset, toOffset);
        if (found >= size) {
            return null;
        }
        try (BatchScanner scanner = BatchScanner.headers(file, found, size)) {
            RecordBatch batch = scanner.next();
            return batch == null
                    ? null
                    : new SoundBatch(found, scanner.nextPosition(), batch.baseOffset(), batch.nextOffset());
        }
    }

    /** What is wrong with the content of the batch at a position; null if nothing is. */
    static @Nullable String problemAt(DiskFile file, long position, long size) throws IOException {
        try (BatchScanner scanner = BatchScanner.wholeBatches(file, position, size)) {
            RecordBatch batch = scanner.next();
            if (batch == null) {
                return "expected a batch at position " + position + ", found the end of the file";
            }
            batch.ensureValid();
            return null;
        } catch (InvalidRecordBatchException e) {
            return e.getMessage();
        }
    }
}
