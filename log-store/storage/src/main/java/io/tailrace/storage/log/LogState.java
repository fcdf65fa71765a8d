package io.tailrace.storage.log;

import io.tailrace.storage.StorageOfflineException;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.epoch.LeaderEpochs;
import io.tailrace.storage.producer.ProducerStates;
import io.tailrace.storage.recovery.LoadedLog;
import io.tailrace.storage.segment.Extent;
import io.tailrace.storage.segment.Segment;
import io.tailrace.storage.segment.Segments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parts of one {@link PartitionLog} share.
 *
 * <p><b>Threads:</b> written under {@code lock} only. The volatile fields may be read without it: an append writes the bytes,
 * then the segment's size, then {@code endOffset}, so whoever sees an end offset finds the bytes below it.
 */
final class LogState {

    final Object lock = new Object();
    /** Held by whoever takes segments away or puts others in their place, across the I/O for that; taken before {@code lock}. */
    final Object restructuring = new Object();

    final Disk disk;
    final Path directory;
    final String name;
    final LeaderEpochs epochs;
    final ProducerStates producers;
    final CheckpointWriter checkpoints;
    final LogStart start;

    volatile Segments segments;
    volatile long logStartOffset;
    volatile long endOffset;
    volatile LogConfig config;
    volatile boolean closed;
    /** All offsets below have been compacted; 0 if that is not known. */
    volatile long compactedOffset;

    /** Segments that were sealed and whose indexes may not be synced yet, ascending. */
    final List<Segment> sealed = new ArrayList<>();

    /** How often the end of the log was cut: what was remembered of positions before is void. */
    volatile int cuts;

    /** Files were created or renamed since the directory was last synced. */
    boolean directoryChanged;

    LogState(Disk disk, Path directory, String name, LoadedLog loaded, LogConfig config, CheckpointWriter checkpoints) {
        this.disk = disk;
        this.directory = directory;
        this.name = name;
        this.segments = loaded.segments();
        this.epochs = loaded.epochs();
        this.producers = loaded.producers();
        this.logStartOffset = loaded.logStartOffset();
        this.endOffset = loaded.endOffset();
        this.config = config;
        this.checkpoints = checkpoints;
        this.start = new LogStart(this);
    }

    /** What is known of a segment from outside. */
    Extent extentOf(Segment segment) {
        Segment after = segments.after(segment);
        boolean neverCompacted = !config.cleanupPolicy().compacts() && compactedOffset == 0;
        return new Extent(after == null ? endOffset : after.baseOffset(), neverCompacted);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock
    void countCut() {
        cuts++;
    }

    void ensureOpen() {
        if (closed) {
            throw closedException();
        }
    }

    StorageOfflineException closedException() {
        return new StorageOfflineException(name + ": the log is closed", null);
    }
}
