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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a partition's directory.
 *
 * <p>After a clean shutdown the files are trusted. Otherwise what was written since the last {@link SyncPoint} is read, or where that
 * is not known, every segment from the one with the recovery point on: batches are sound as long as framing, CRC and offsets are, the log ends where the first is not, and everything
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
    /** Segments whose transactions are not yet in their index, and from which offset on; ascending. */
    private final Map<Segment, Long> unindexed = new LinkedHashMap<>();

    private final LeaderEpochs foundEpochs = new LeaderEpochs();
    private long endOffset;
    private boolean cut;
    /** Where everything before is known to be as it was synced; null if that has to be found out. */
    private @Nullable SyncPoint synced;
    /** Whether nothing was written since {@link #synced}. */
    private boolean untouched;

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
        long logStartOffset =
                Math.max(knownStart(), segments.isEmpty() ? 0 : segments.get(0).baseOffset());
        if (segments.isEmpty() || endOffset < logStartOffset) {
            beginAnew(logStartOffset);
        }
        LeaderEpochs epochs = loadEpochs(logStartOffset);
        ProducerStates producers = new ProducerStates(request.name());
        long snapshotOffset = loadProducers(producers);
        if (!request.clean() && !untouched) {
            makeDurable(epochs);
        }
        request.meter().opened(!untouched);
        return new LoadedLog(
                new Segments(segments),
                epochs,
                producers,
                logStartOffset,
                endOffset,
                producers.isEmpty() ? -1 : snapshotOffset);
    }

    /** Where the checkpoint says that the log starts. It has no checksum in a directory that comes from Kafka. */
    private long knownStart() {
        long start = request.known().logStartOffset();
        if (start > endOffset && request.clean() && !cut && !segments.isEmpty()) {
            LOG.error(
                    "{}: expected the log to start at its end at offset {} or before, found offset {} in the checkpoint; not"
                            + " believed, because the log was closed in order",
                    request.name(),
                    endOffset,
                    start);
            return 0;
        }
        return start;
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
        synced = usable(request.known().synced());
        long from = synced == null ? request.known().recoveryPoint() : synced.segmentBase();
        int firstUnsynced = new Segments(segments).indexFor(from);
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (i == firstUnsynced && isAsSynced(segment)) {
                dropTransactionsSince(segment);
            } else if (!request.clean() && i >= firstUnsynced) {
                boolean gap = i > firstUnsynced && segment.baseOffset() != endOffset;
                if (cut || gap) {
                    deleteFrom(i, gap ? "its predecessor ends at offset " + endOffset : "its predecessor was cut");
                    return;
                }
                recover(segment);
            } else if (segment.sizeBytes() > 0 && !segment.transactions().isSealed()) {
                segment.transactions().clear();
                unindexed.put(segment, segment.baseOffset());
            }
        }
        if (request.clean() && !untouched) {
            findEnd(segments.get(segments.size() - 1));
        }
    }

    /** The point, if the files are such that it can be theirs, and the other checkpoint agrees. */
    private @Nullable SyncPoint usable(@Nullable SyncPoint point) {
        if (point == null || point.offset() != request.known().recoveryPoint()) {
            return null; // another program has written to the directory since, or nobody knows
        }
        for (Segment segment : segments) {
            if (segment.baseOffset() == point.segmentBase()) {
                return segment.sizeBytes() >= point.segmentBytes() ? point : null;
            }
        }
        return null;
    }

    private boolean isAsSynced(Segment segment) {
        if (synced == null || segment.sizeBytes() != synced.segmentBytes()) {
            return false;
        }
        endOffset = synced.offset();
        untouched = segment == segments.get(segments.size() - 1);
        return true;
    }

    /** There were none at the point: what the file says is damage, or was written later. */
    private static void dropTransactionsSince(Segment segment) throws IOException {
        if (segment.transactions().count() > 0) {
            segment.transactions().clear();
            segment.transactions().close();
        }
    }

    private void findEnd(Segment last) throws IOException {
        try {
            endOffset = last.nextOffset();
            if (endOffset < last.baseOffset()) { // the file holds what belongs elsewhere
                throw new InvalidRecordBatchException("expected offsets from " + last.baseOffset()
                        + " on, found a batch that ends before offset " + endOffset);
            }
        } catch (DamagedIndexException | InvalidRecordBatchException e) {
            LOG.warn("{}: {} is damaged although the shutdown was clean", request.name(), last.path(), e);
            recover(last);
        }
    }

    private void recover(Segment segment) throws IOException {
        int size = segment.sizeBytes();
        long indexedFrom = segment.baseOffset();
        SegmentScan scan = null;
        if (synced != null && synced.segmentBase() == segment.baseOffset()) {
            indexedFrom = synced.offset();
            scan = scanSince(segment, synced);
        }
        if (scan == null) {
            scan = SegmentScan.run(segment, request.indexIntervalBytes(), request.meter(), this::noteEpoch);
            indexedFrom = segment.baseOffset();
        }
        endOffset = scan.nextOffset();
        if (scan.validBytes() < size) {
            cut = true;
            String lost = endOffset < request.known().recoveryPoint()
                    ? " although it had been synced up to offset "
                            + request.known().recoveryPoint()
                    : "";
            LOG.warn(
                    "{}: cut {} B from position {} of {} on, which is offset {} and later{}: {}",
                    request.name(),
                    size - scan.validBytes(),
                    scan.validBytes(),
                    segment.path(),
                    scan.nextOffset(),
                    lost,
                    scan.problem());
            segment.cut(scan.validBytes());
            if (scan.isLastDropped()) {
                segment.cutIndexes(scan.validBytes(), scan.nextOffset());
            }
        }
        if (indexedFrom == segment.baseOffset()) {
            segment.markVerified(0, scan.validBytes());
        }
        segment.flushIndexes();
        unindexed.put(segment, indexedFrom);
    }

    /** Null if no batch begins where the point says: then it is not to be believed. */
    private @Nullable SegmentScan scanSince(Segment segment, SyncPoint point) throws IOException {
        segment.transactions().clear();
        SegmentScan scan = SegmentScan.runFrom(
                segment,
                point.segmentBytes(),
                point.offset(),
                request.indexIntervalBytes(),
                request.meter(),
                this::noteEpoch);
        if (scan.validBytes() > point.segmentBytes()) {
            return scan;
        }
        synced = null;
        return null;
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
    private long loadProducers(ProducerStates producers) throws IOException {
        ProducerSnapshots snapshots = new ProducerSnapshots(disk, directory, request.name());
        ProducerReplay replay =
                new ProducerReplay(request.name(), snapshots, new Segments(segments), endOffset, request.nowMs());
        long from;
        if (synced != null && !synced.producers()) {
            from = synced.offset();
            producers.clear(from);
            snapshots.deleteBeyond(from);
            replay.resume(producers, from, unindexed, true);
        } else {
            long recoveryPoint = request.known().recoveryPoint();
            long trusted = request.clean()
                    ? endOffset
                    : Math.min(
                            endOffset, Math.max(recoveryPoint, segments.get(0).baseOffset()));
            from = replay.run(producers, trusted, unindexed, true);
        }
        sealIndexes();
        if (snapshots.hasDeleted()) {
            disk.syncDirectory(directory);
        }
        return from;
    }

    /** What a start need not read again. The last segment is read anyway unless the log is closed in order, which seals it. */
    private void sealIndexes() throws IOException {
        Segment active = segments.get(segments.size() - 1);
        boolean sealed = false;
        for (Segment segment : unindexed.keySet()) {
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
        for (Segment segment : new Segments(segments).from(request.known().recoveryPoint())) {
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
