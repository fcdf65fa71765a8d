package io.tailrace.storage.recovery;

import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFile;
import io.tailrace.storage.file.SmallFile;
import io.tailrace.storage.producer.ProducerStates;
import io.tailrace.storage.segment.Segment;
import io.tailrace.storage.segment.SegmentFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshot files of one partition. One is written when a segment begins and one at a clean shutdown; each is the state
 * before the offset in its name. They carry a CRC: a torn one is noticed and passed over. The next sync of the log covers them.
 *
 * <p><b>Threads:</b> one at a time.
 */
public final class ProducerSnapshots {

    private static final Logger LOG = LoggerFactory.getLogger(ProducerSnapshots.class);

    private final Disk disk;
    private final Path directory;
    private final String log;
    private boolean deleted;

    public ProducerSnapshots(Disk disk, Path directory, String log) {
        this.disk = disk;
        this.directory = directory;
        this.log = log;
    }

    public void write(ProducerStates producers, long offset) throws IOException {
        SmallFile.write(disk, SegmentFiles.of(directory, offset, SegmentFiles.SNAPSHOT), producers.snapshot());
    }

    /** Writes one that was taken before. */
    public void write(byte[] snapshot, long offset) throws IOException {
        SmallFile.write(disk, SegmentFiles.of(directory, offset, SegmentFiles.SNAPSHOT), snapshot);
    }

    public void delete(long offset) throws IOException {
        deleted = true;
        disk.delete(SegmentFiles.of(directory, offset, SegmentFiles.SNAPSHOT));
    }

    /**
     * Restores the newest sound snapshot up to {@code trusted}, and deletes files beyond it and those of no further use.
     *
     * @param trusted the end of the log after a clean shutdown; else up to where it is known to have been synced
     * @return the offset from which on batches are to be replayed
     */
    public long restore(ProducerStates producers, List<Segment> segments, long trusted) throws IOException {
        NavigableSet<Long> bases = new TreeSet<>();
        segments.forEach(segment -> bases.add(segment.baseOffset()));
        long restored = -1;
        for (long offset : offsets().descendingSet()) {
            if (offset > trusted || offset < bases.first()) {
                delete(offset);
            } else if (restored < 0) {
                Path file = SegmentFiles.of(directory, offset, SegmentFiles.SNAPSHOT);
                if (producers.restore(SmallFile.read(disk, file), offset)) {
                    restored = offset;
                } else {
                    LOG.warn("{}: producer snapshot {} is damaged, replaying from an older one", log, file);
                    delete(offset);
                }
            } else if (!bases.contains(offset)) {
                delete(offset);
            }
        }
        if (restored < 0) {
            producers.clear(bases.first());
            return bases.first();
        }
        return restored;
    }

    /**
     * Restores the newest sound snapshot up to {@code offset}, and touches no file.
     *
     * @param otherwise where the log begins
     * @return the offset from which on batches are to be replayed
     */
    long restoreBefore(ProducerStates producers, long offset, long otherwise) throws IOException {
        for (long candidate : offsets().headSet(offset, true).descendingSet()) {
            Path file = SegmentFiles.of(directory, candidate, SegmentFiles.SNAPSHOT);
            if (candidate >= otherwise && producers.restore(SmallFile.read(disk, file), candidate)) {
                return candidate;
            }
        }
        return otherwise;
    }

    /** Deletes the files that speak of more than the offsets before {@code offset}. */
    void deleteBeyond(long offset) throws IOException {
        for (long later : offsets().tailSet(offset, false)) {
            delete(later);
        }
    }

    /**
     * Whether a file was deleted. It must not come back after a power failure: by then the log may have other records up to the
     * offset in its name.
     */
    boolean hasDeleted() {
        return deleted;
    }

    /** Makes the content of the snapshot at {@code offset} survive a power failure, if there is one. */
    public void force(long offset) throws IOException {
        Path file = SegmentFiles.of(directory, offset, SegmentFiles.SNAPSHOT);
        if (disk.exists(file)) {
            try (DiskFile open = disk.open(file)) {
                open.force();
            }
        }
    }

    private NavigableSet<Long> offsets() throws IOException {
        NavigableSet<Long> offsets = new TreeSet<>();
        for (String name : disk.list(directory)) {
            SegmentFiles.offsetOf(name, SegmentFiles.SNAPSHOT).ifPresent(offsets::add);
        }
        return offsets;
    }
}
