package io.tailrace.storage.recovery;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFile;
import io.tailrace.storage.epoch.LeaderEpochs;
import io.tailrace.storage.file.CheckpointFile;
import io.tailrace.storage.file.PartitionMetadataFile;
import io.tailrace.storage.file.SmallFile;
import io.tailrace.storage.producer.ProducerStates;
import io.tailrace.storage.segment.BatchScanner;
import io.tailrace.storage.segment.DamagedIndexException;
import io.tailrace.storage.segment.Segment;
import io.tailrace.storage.segment.SegmentFiles;
import io.tailrace.storage.segment.Segments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a partition's directory.
 *
 * <p>After a clean shutdown the files are trusted. Otherwise every segment from the one with the recovery point on is read in
 * full: batches are sound as long as framing, CRC and offsets are, the log ends where the first is not, and everything
 * behind is cut off, because what follows a hole was never acknowledged (acknowledged data lies below the point up to which a
 * sync had succeeded, and a sync covers all that precedes). What is left is synced before anything is promised on top of it.
 *
 * <p>Indexes, epochs and producer state are derived: whatever of them is missing, torn or implausible is made anew from the
 * batches.
 *
 * <p><b>Threads:</b> one call a directory; nothing else uses the directory meanwhile.
 */
public final class LogLoader {

    private static final Logger LOG = LoggerFactory.getLogger(LogLoader.class);

    private final LoadRequest request;
    private final Disk disk;
    private final Path directory;
    private final List<Segment> segments = new ArrayList<>();
    /** Segments whose indexes are made anew, and whose transactions are not yet in them; ascending. */
    private final Set<Segment> unindexed = new LinkedHashSet<>();

    private final LeaderEpochs foundEpochs = new LeaderEpochs();
    private long endOffset;
    private boolean cut;

    private LogLoader(LoadRequest request) {
        this.request = request;
        this.disk = request.disk();
        this.directory = request.directory();
    }

    public static LoadedLog load(LoadRequest request) throws IOException {
        LogLoader loader = new LogLoader(request);
        try {
            return loader.run();
        } catch (IOException | RuntimeException e) {
            loader.closeAll(e);
            throw e;
        }
    }

    private void closeAll(Exception cause) {
        for (Segment segment : segments) {
            try {
                segment.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private LoadedLog run() throws IOException {
        openSegments();
        if (!segments.isEmpty()) {
            recoverSegments();
        }
        long logStartOffset = Math.max(
                request.logStartOffset(),
                segments.isEmpty() ? 0 : segments.get(0).baseOffset());
        if (segments.isEmpty() || endOffset < logStartOffset) {
            beginAnew(logStartOffset);
        }
        LeaderEpochs epochs = loadEpochs(logStartOffset);
        ProducerStates producers = loadProducers();
        if (!request.clean()) {
            makeDurable(epochs);
        }
        return new LoadedLog(new Segments(segments), epochs, producers, logStartOffset, endOffset);
    }

    private void openSegments() throws IOException {
        new InterruptedSwaps(disk, directory, request.name()).complete();
        List<Long> logs = new ArrayList<>();
        for (String name : disk.list(directory)) {
            if (name.endsWith(SegmentFiles.DELETED) || name.endsWith(SmallFile.TEMPORARY_SUFFIX)) {
                disk.delete(directory.resolve(name));
            }
            SegmentFiles.offsetOf(name, SegmentFiles.LOG).ifPresent(logs::add);
        }
        for (String name : disk.list(directory)) {
            deleteStrayIndex(name, SegmentFiles.OFFSET_INDEX, logs);
            deleteStrayIndex(name, SegmentFiles.TIME_INDEX, logs);
            deleteStrayIndex(name, SegmentFiles.TRANSACTION_INDEX, logs);
        }
        for (long baseOffset : logs) { // names sort as their numbers do
            segments.add(Segment.open(disk, directory, baseOffset));
        }
    }

    private void deleteStrayIndex(String name, String suffix, List<Long> logs) throws IOException {
        OptionalLong offset = SegmentFiles.offsetOf(name, suffix);
        if (offset.isPresent() && !logs.contains(offset.getAsLong())) {
            LOG.warn("{}: deleted index {} that has no segment", request.name(), name);
            disk.delete(directory.resolve(name));
        }
    }

    private void recoverSegments() throws IOException {
        int firstUnsynced = new Segments(segments).indexFor(request.recoveryPoint());
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (!request.clean() && i >= firstUnsynced) {
                boolean gap = i > firstUnsynced && segment.baseOffset() != endOffset;
                if (cut || gap) {
                    deleteFrom(i, gap ? "its predecessor ends at offset " + endOffset : "its predecessor was cut");
                    return;
                }
                recover(segment);
            } else if (segment.sizeBytes() > 0 && !segment.transactions().isSealed()) {
                segment.transactions().clear();
                unindexed.add(segment);
            }
        }
        if (request.clean()) {
            findEnd(segments.get(segments.size() - 1));
        }
    }

    private void findEnd(Segment last) throws IOException {
        try {
            endOffset = last.nextOffset();
        } catch (DamagedIndexException | InvalidRecordBatchException e) {
            LOG.warn("{}: {} is damaged although the shutdown was clean", request.name(), last.path(), e);
            recover(last);
        }
    }

    private void recover(Segment segment) throws IOException {
        int size = segment.sizeBytes();
        SegmentScan scan = SegmentScan.run(segment, request.indexIntervalBytes(), this::noteEpoch);
        endOffset = scan.nextOffset();
        if (scan.validBytes() < size) {
            cut = true;
            String synced = endOffset < request.recoveryPoint()
                    ? " although it had been synced up to offset " + request.recoveryPoint()
                    : "";
            LOG.warn(
                    "{}: cut {} B from position {} of {} on, which is offset {} and later{}: {}",
                    request.name(),
                    size - scan.validBytes(),
                    scan.validBytes(),
                    segment.path(),
                    scan.nextOffset(),
                    synced,
                    scan.problem());
            segment.cut(scan.validBytes());
        }
        segment.markVerified(0, scan.validBytes());
        segment.flushIndexes();
        unindexed.add(segment);
    }

    private void noteEpoch(RecordBatch batch) {
        foundEpochs.assign(batch.partitionLeaderEpoch(), batch.baseOffset());
    }

    private void deleteFrom(int index, String reason) throws IOException {
        while (segments.size() > index) {
            Segment segment = segments.remove(segments.size() - 1);
            LOG.warn("{}: deleted {}, because {}", request.name(), segment, reason);
            unindexed.remove(segment);
            segment.delete();
        }
        cut = true;
    }

    private void beginAnew(long logStartOffset) throws IOException {
        deleteFrom(0, "the log begins at offset " + logStartOffset + ", after its end");
        segments.add(Segment.create(disk, directory, logStartOffset));
        endOffset = logStartOffset;
    }

    private LeaderEpochs loadEpochs(long logStartOffset) throws IOException {
        Optional<LeaderEpochs> read = new CheckpointFile(disk, directory.resolve(LeaderEpochs.FILE_NAME))
                .read()
                .flatMap(LeaderEpochs::parse);
        LeaderEpochs epochs;
        if (read.isPresent()) {
            epochs = read.get();
            merge(epochs);
        } else {
            epochs = rebuiltEpochs();
        }
        epochs.truncateEnd(endOffset);
        epochs.truncateStart(logStartOffset);
        return epochs;
    }

    private LeaderEpochs rebuiltEpochs() throws IOException {
        LeaderEpochs epochs = new LeaderEpochs();
        for (Segment segment : segments) {
            replay(segment.scanHeaders(0), batch -> epochs.assign(batch.partitionLeaderEpoch(), batch.baseOffset()));
        }
        return epochs;
    }

    /** Shows all batches to {@code visitor}; damage in data that is not cut ends the segment. */
    private void replay(BatchScanner batches, Consumer<RecordBatch> visitor) throws IOException {
        try (BatchScanner scanner = batches) {
            for (RecordBatch batch = scanner.next(); batch != null; batch = scanner.next()) {
                visitor.accept(batch);
            }
        } catch (InvalidRecordBatchException e) {
            LOG.error(
                    "{}: replay met damage at position {} of a segment: {}",
                    request.name(),
                    batches.position(),
                    e.getMessage());
        }
    }

    /** Batches that were read know epochs that the file may not know yet. */
    private void merge(LeaderEpochs epochs) {
        for (String line : foundEpochs.lines()) {
            String[] fields = line.split(" ");
            epochs.assign(Integer.parseInt(fields[0]), Long.parseLong(fields[1]));
        }
    }

    /**
     * Replays the producers' state, and writes the snapshots that segments begin with on the way: after an unclean end those
     * beyond the recovery point are not trusted. Retention never goes beyond what was synced, so the first one is.
     */
    private ProducerStates loadProducers() throws IOException {
        ProducerStates producers = new ProducerStates(request.name());
        ProducerSnapshots snapshots = new ProducerSnapshots(disk, directory, request.name());
        long trusted = request.clean()
                ? endOffset
                : Math.min(
                        endOffset,
                        Math.max(request.recoveryPoint(), segments.get(0).baseOffset()));
        new ProducerReplay(request.name(), snapshots, new Segments(segments), request.nowMs())
                .run(producers, trusted, unindexed, true);
        sealIndexes();
        return producers;
    }

    /** What a start need not read again. The last segment is read anyway unless the log is closed in order, which seals it. */
    private void sealIndexes() throws IOException {
        Segment active = segments.get(segments.size() - 1);
        boolean sealed = false;
        for (Segment segment : unindexed) {
            if (segment != active) {
                segment.seal();
                segment.forceIndexes();
                sealed = true;
            }
        }
        if (sealed) {
            disk.syncDirectory(directory);
        }
    }

    private void makeDurable(LeaderEpochs epochs) throws IOException {
        ProducerSnapshots snapshots = new ProducerSnapshots(disk, directory, request.name());
        for (Segment segment : new Segments(segments).from(request.recoveryPoint())) {
            snapshots.force(segment.baseOffset());
            segment.force();
        }
        if (epochs.isChanged()) {
            new CheckpointFile(disk, directory.resolve(LeaderEpochs.FILE_NAME)).write(epochs.lines());
            epochs.clearChanged();
        }
        Path metadata = directory.resolve(PartitionMetadataFile.NAME);
        if (disk.exists(metadata)) {
            try (DiskFile file = disk.open(metadata)) {
                file.force(); // the process before may have been killed before its first sync
            }
        }
        disk.syncDirectory(directory);
    }
}
