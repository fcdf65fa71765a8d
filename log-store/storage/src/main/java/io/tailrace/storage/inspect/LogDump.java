package io.tailrace.storage.inspect;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.segment.BatchScanner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Shows what is in the files of a log, in the order in which it lies there. A file that cannot be read to its end is shown up to
 * there, with an {@link Item.Problem}.
 *
 * <p>Nothing is written, and no more than a batch is in memory. The files of a running server may be dumped: what it is about to
 * append looks like a torn end then.
 *
 * <p><b>Threads:</b> one; items are handed over on the calling thread.
 */
public final class LogDump {

    private final boolean records;
    private final Consumer<? super Item> sink;
    private final ProblemLog problems;

    /** @param records whether batches are opened and their records shown, too */
    public LogDump(boolean records, Consumer<? super Item> sink) {
        this.records = records;
        this.sink = sink;
        this.problems = new ProblemLog(sink);
    }

    /**
     * Dumps a file, a partition's directory or a data directory.
     *
     * @throws IOException if the path is not there or cannot be read
     */
    public void dump(Path path) throws IOException {
        Path target = LogFiles.existing(path);
        if (!Files.isDirectory(target)) {
            dumpFile(target);
            return;
        }
        for (Path file : LogFiles.files(target, null)) {
            dumpFile(file);
        }
        if (!LogFiles.isPartition(target)) {
            for (Path partition : LogFiles.partitions(target)) {
                dump(partition);
            }
        }
    }

    /** How many problems were met. */
    public long problems() {
        return problems.total();
    }

    private void dumpFile(Path file) throws IOException {
        FileKind kind = FileKind.of(file);
        if (kind == null) {
            throw new IOException(file + ": expected a file of a log, by its name (for example "
                    + "00000000000000000000.log or leader-epoch-checkpoint), found another");
        }
        sink.accept(new Item.File(file, kind, Files.size(file)));
        TextFiles text = new TextFiles(problems);
        switch (kind) {
            case SEGMENT -> dumpSegment(file);
            case OFFSET_INDEX, TIME_INDEX, TRANSACTION_INDEX -> dumpIndex(file, kind);
            case PRODUCER_SNAPSHOT -> new SnapshotFile(file, problems).read(sink);
            case PARTITION_METADATA -> text.readMetadata(file, sink);
            case CLEAN_SHUTDOWN -> text.readCleanShutdown(file, sink);
            case SYNC_POINTS, CERTAIN_LOG_STARTS -> text.readChecksummed(file, sink);
            case LEADER_EPOCHS, RECOVERY_POINTS, LOG_START_OFFSETS, HIGH_WATERMARKS, CLEANED_OFFSETS ->
                text.readCheckpoint(file, kind, sink);
        }
    }

    private void dumpSegment(Path file) throws IOException {
        try (ReadOnlyFile open = new ReadOnlyFile(file);
                BatchScanner scanner = BatchScanner.wholeBatches(open, 0, open.size())) {
            try {
                for (RecordBatch batch = scanner.next(); batch != null; batch = scanner.next()) {
                    dumpBatch(file, batch, scanner.position());
                }
            } catch (InvalidRecordBatchException e) {
                report(file, scanner.position(), "a whole batch", String.valueOf(e.getMessage()));
            }
        }
    }

    private void dumpBatch(Path file, RecordBatch batch, long position) {
        Item.Batch item = SegmentReader.item(batch, position);
        sink.accept(item);
        if (!item.sound()) {
            report(file, position, "content that fits CRC-32C " + item.crc(), "other content");
        } else if (records) {
            try {
                SegmentReader.read(batch, sink);
            } catch (InvalidRecordBatchException e) {
                report(file, position, "readable records", String.valueOf(e.getMessage()));
            }
        }
    }

    private void dumpIndex(Path file, FileKind kind) throws IOException {
        long baseOffset = kind.offsetOf(file).orElse(0);
        try (FixedEntries entries = new FixedEntries(file, IndexEntries.entryBytes(kind))) {
            for (ByteBuffer entry = entries.next(); entry != null; entry = entries.next()) {
                sink.accept(IndexEntries.item(kind, baseOffset, entry));
            }
            if (entries.leftOverBytes() > 0) {
                report(file, entries.position(), "whole entries", entries.leftOverBytes() + " B");
            }
        }
    }

    private void report(Path file, long position, String expected, String found) {
        problems.report(
                FileKind.of(file) == FileKind.SEGMENT ? ProblemKind.DAMAGED_BATCH : ProblemKind.DERIVED_FILE,
                file,
                position,
                expected,
                found);
    }
}
