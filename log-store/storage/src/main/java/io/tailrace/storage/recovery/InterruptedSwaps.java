package io.tailrace.storage.recovery;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFile;
import io.tailrace.storage.segment.BatchScanner;
import io.tailrace.storage.segment.SegmentFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes what compaction was about when the process ended. A {@code .cleaned} file is unfinished and goes. A {@code
 * .log.swap} file is complete and durable: it takes the place of all segments that begin within its offsets, as far as they
 * are still there. Other {@code .swap} files are indexes of it, or of one that has its place already; they can be made anew.
 *
 * <p>Old files are gone for good before the new one gets its name, so this can be interrupted and begun again, too.
 *
 * <p><b>Threads:</b> one call a directory; nothing else uses the directory meanwhile.
 */
final class InterruptedSwaps {

    private static final Logger LOG = LoggerFactory.getLogger(InterruptedSwaps.class);
    private static final String SWAPPED_LOG = SegmentFiles.LOG + SegmentFiles.SWAP;

    private final Disk disk;
    private final Path directory;
    private final String log;

    InterruptedSwaps(Disk disk, Path directory, String log) {
        this.disk = disk;
        this.directory = directory;
        this.log = log;
    }

    void complete() throws IOException {
        List<String> names = disk.list(directory);
        for (String name : names) {
            if (name.endsWith(SegmentFiles.CLEANED)) {
                disk.delete(directory.resolve(name));
            }
        }
        for (String name : names) {
            OptionalLong baseOffset = SegmentFiles.offsetOf(name, SWAPPED_LOG);
            if (baseOffset.isPresent()) {
                complete(baseOffset.getAsLong());
            }
        }
        for (String name : disk.list(directory)) {
            if (name.endsWith(SegmentFiles.SWAP)) {
                disk.delete(directory.resolve(name));
            }
        }
    }

    private void complete(long baseOffset) throws IOException {
        long endOffset = endOf(SegmentFiles.of(directory, baseOffset, SWAPPED_LOG));
        int replaced = 0;
        for (String name : disk.list(directory)) {
            for (String kind : SegmentFiles.SEGMENT_KINDS) {
                OptionalLong old = SegmentFiles.offsetOf(name, kind);
                if (old.isPresent()
                        && old.getAsLong() >= baseOffset
                        && old.getAsLong() < Math.max(endOffset, baseOffset + 1)) {
                    disk.delete(directory.resolve(name));
                    replaced += kind.equals(SegmentFiles.LOG) ? 1 : 0;
                }
            }
        }
        disk.syncDirectory(directory);
        for (String kind : SegmentFiles.SEGMENT_KINDS) { // the .log comes last
            Path swapped = SegmentFiles.of(directory, baseOffset, kind + SegmentFiles.SWAP);
            if (disk.exists(swapped)) {
                disk.rename(swapped, SegmentFiles.of(directory, baseOffset, kind));
            }
        }
        disk.syncDirectory(directory);
        LOG.info(
                "{}: completed the compaction of offsets {} to {}, which replaced {} segments that were left",
                log,
                baseOffset,
                endOffset,
                replaced);
    }

    /** The offset after the last batch; damage, which only rotten bits explain, ends the search. */
    private long endOf(Path file) throws IOException {
        long end = -1;
        try (DiskFile open = disk.open(file);
                BatchScanner scanner = BatchScanner.headers(open, 0, open.size())) {
            for (RecordBatch batch = scanner.next(); batch != null; batch = scanner.next()) {
                end = batch.nextOffset();
            }
        } catch (InvalidRecordBatchException e) {
            LOG.error("{}: {} is damaged: {}", log, file, e.getMessage());
        }
        return end;
    }
}
