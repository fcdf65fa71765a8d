package io.tailrace.storage.inspect;

import io.tailrace.protocol.record.RecordBatch;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An entry of an offset index is right if a batch begins at its position, no later than with its offset: then a search that
 * starts there misses nothing. Entries ascend in both.
 */
final class OffsetIndexCheck implements BatchCheck {

    private final IndexCursor<Item.OffsetEntry> entries;
    private long lastOffset = -1;
    private int lastPosition = -1;

    OffsetIndexCheck(Path file, ProblemLog problems) throws IOException {
        entries = new IndexCursor<>(file, FileKind.OFFSET_INDEX, Item.OffsetEntry.class, problems);
    }

    @Override
    public void batch(RecordBatch batch, long position) throws IOException {
        for (Item.OffsetEntry entry = entries.current();
                entry != null && entry.position() <= position;
                entry = entries.current()) {
            checkOrder(entry);
            if (entry.position() < position) {
                entries.report("the position where a batch begins", String.valueOf(entry.position()));
            } else if (entry.offset() < batch.baseOffset()) {
                entries.report(
                        "an offset of the batch at position " + position + ", " + batch.baseOffset() + " or later",
                        String.valueOf(entry.offset()));
            }
            entries.advance();
        }
    }

    private void checkOrder(Item.OffsetEntry entry) {
        if (entry.offset() <= lastOffset || entry.position() <= lastPosition) {
            entries.report(
                    "an entry after offset " + lastOffset + ", position " + lastPosition,
                    "offset " + entry.offset() + ", position " + entry.position());
        }
        lastOffset = entry.offset();
        lastPosition = entry.position();
    }

    @Override
    public void end(long size) throws IOException {
        while (entries.current() != null) {
            entries.report(
                    "a position within the segment's " + size + " B",
                    String.valueOf(entries.current().position()));
            entries.advance();
        }
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}
