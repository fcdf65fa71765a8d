package io.tailrace.storage.inspect;

import io.tailrace.protocol.record.RecordBatch;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An entry of a time index is right if its timestamp is the greatest of all batches up to the one that holds its offset, and
 * that one has it. The last entry of a sealed segment has the greatest of all.
 */
final class TimeIndexCheck implements BatchCheck {

    private final IndexCursor<Item.TimeEntry> entries;
    private final boolean sealed;
    private long maxTimestampMs = RecordBatch.NO_TIMESTAMP;
    /** Without batches that compaction has emptied: whether those count is left to who wrote the index. */
    private long maxOfRecordsMs = RecordBatch.NO_TIMESTAMP;

    private long lastTimestampMs = RecordBatch.NO_TIMESTAMP;

    /** @param sealed whether nothing is appended to the segment any more */
    TimeIndexCheck(Path file, boolean sealed, ProblemLog problems) throws IOException {
        this.sealed = sealed;
        entries = new IndexCursor<>(file, FileKind.TIME_INDEX, Item.TimeEntry.class, problems);
    }

    @Override
    public void batch(RecordBatch batch, long position) throws IOException {
        maxTimestampMs = Math.max(maxTimestampMs, batch.maxTimestamp());
        if (batch.recordCount() > 0) {
            maxOfRecordsMs = Math.max(maxOfRecordsMs, batch.maxTimestamp());
        }
        for (Item.TimeEntry entry = entries.current();
                entry != null && entry.offset() <= batch.lastOffset();
                entry = entries.current()) {
            if (entry.timestampMs() <= lastTimestampMs) {
                entries.report("a timestamp after " + lastTimestampMs, String.valueOf(entry.timestampMs()));
            } else if (entry.offset() < batch.baseOffset()) {
                entries.report("the offset of a batch", String.valueOf(entry.offset()));
            } else if (entry.timestampMs() != maxTimestampMs && entry.timestampMs() != maxOfRecordsMs) {
                entries.report(
                        "the greatest timestamp up to offset " + entry.offset() + ", " + maxTimestampMs,
                        String.valueOf(entry.timestampMs()));
            }
            lastTimestampMs = entry.timestampMs();
            entries.advance();
        }
    }

    @Override
    public void end(long size) throws IOException {
        while (entries.current() != null) {
            Item.TimeEntry entry = entries.current();
            entries.report("an offset of the segment", String.valueOf(entry.offset()));
            entries.advance();
        }
        if (sealed && lastTimestampMs < maxOfRecordsMs) {
            entries.report(
                    "a last entry with the greatest timestamp, " + maxOfRecordsMs, String.valueOf(lastTimestampMs));
        }
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}
