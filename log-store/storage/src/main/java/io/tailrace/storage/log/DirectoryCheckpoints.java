package io.tailrace.storage.log;

import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.file.CheckpointFile;
import io.tailrace.storage.file.ChecksummedFile;
import io.tailrace.storage.file.SmallFile;
import io.tailrace.storage.recovery.KnownPoints;
import io.tailrace.storage.recovery.SyncPoint;
import io.tailrace.storage.segment.SegmentFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a data directory that are about all its partitions, most with Kafka's names:
 *
 * <pre>
 *   recovery-point-offset-checkpoint    "topic partition offset": synced up to there
 *   sync-point-checkpoint               "topic partition offset segment bytes producers": what {@link SyncPoint} says (not Kafka's)
 *   log-start-offset-checkpoint         "topic partition offset": where each log begins
 *   log-start-checkpoint                the same with a checksum (not Kafka's)
 *   cleaner-offset-checkpoint           "topic partition offset": compacted up to there
 *   .kafka_cleanshutdown                there after a clean shutdown, until the next start
 * </pre>
 *
 * <p>Kafka's files have no checksum. Where ours says otherwise, Kafka's is damaged or another program has written it. Whether one has
 * shows in the recovery points, which are in two files as well: if they agree, ours is right, else the smaller offset is, or does
 * no harm.
 *
 * <p><b>Threads:</b> reads and writes are serialised by the monitor of this object; what is written is looked up inside it, so
 * that an older state never replaces a newer one.
 */
final class DirectoryCheckpoints {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryCheckpoints.class);
    private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";

    private final Disk disk;
    private final Supplier<Collection<PartitionLog>> logs;
    private final Path directory;
    private final CheckpointFile recoveryPoints;
    private final ChecksummedFile syncPoints;
    private final CheckpointFile logStarts;
    private final ChecksummedFile certainLogStarts;
    private final CheckpointFile compacted;
    /** Names of logs that the files may speak of. */
    private final Set<String> listed = new HashSet<>();
    /** What was written last, as a hash. */
    private long lastPoints;

    private long lastStarts;
    /** Whether the two files with the starts of logs contradicted each other when they were read. */
    private boolean startsDiffer;

    /** @param logs all logs of the directory now */
    DirectoryCheckpoints(Disk disk, Path directory, Supplier<Collection<PartitionLog>> logs) {
        this.logs = logs;
        this.disk = disk;
        this.directory = directory;
        this.recoveryPoints = new CheckpointFile(disk, directory.resolve("recovery-point-offset-checkpoint"));
        this.syncPoints = new ChecksummedFile(disk, directory.resolve("sync-point-checkpoint"));
        this.logStarts = new CheckpointFile(disk, directory.resolve("log-start-offset-checkpoint"));
        this.certainLogStarts = new ChecksummedFile(disk, directory.resolve("log-start-checkpoint"));
        this.compacted = new CheckpointFile(disk, directory.resolve("cleaner-offset-checkpoint"));
    }

    /**
     * What is known of each log, by directory name.
     *
     * @param compactedTo up to where each was compacted
     */
    synchronized Map<String, KnownPoints> read(Map<String, Long> compactedTo) throws IOException {
        Map<String, Long> recovery = offsets(recoveryPoints.read());
        Map<String, SyncPoint> points = points(syncPoints.read());
        Map<String, Long> certainStarts = offsets(certainLogStarts.read());
        Map<String, Long> starts = offsets(logStarts.read());
        listed.addAll(recovery.keySet());
        listed.addAll(points.keySet());
        listed.addAll(certainStarts.keySet());
        listed.addAll(starts.keySet());
        Map<String, KnownPoints> known = new HashMap<>();
        for (String name : listed) {
            long recoveryPoint = recovery.getOrDefault(name, 0L);
            SyncPoint point = points.get(name);
            long least = point == null ? recoveryPoint : Math.min(recoveryPoint, point.offset());
            // Only what was durable is compacted, and what compaction writes is durable.
            long synced = Math.max(least, compactedTo.getOrDefault(name, 0L));
            boolean wroteLast = point != null && point.offset() == recoveryPoint;
            long start = start(name, certainStarts.get(name), starts.get(name), wroteLast);
            known.put(name, new KnownPoints(start, synced, point));
        }
        return known;
    }

    /**
     * Where a log starts, by the file with a checksum and the one without.
     *
     * @param wroteLast whether no other program has written to the log since; then only damage can explain a contradiction, or that
     *     the process ended between writing the one with the checksum and the other
     */
    private long start(String name, @Nullable Long certain, @Nullable Long other, boolean wroteLast) {
        if (certain == null || other == null || certain.equals(other)) {
            return certain != null ? certain : other != null ? other : 0;
        }
        startsDiffer = true;
        long start = wroteLast ? certain : Math.min(certain, other);
        LOG.warn(
                "{}: the log starts at offset {} by log-start-checkpoint, at {} by log-start-offset-checkpoint; going on with {}",
                name,
                certain,
                other,
                start);
        return start;
    }

    /**
     * Has the files agree on what was decided where they did not. That comes before anything else is written, the recovery points
     * above all: a start that readers have seen must not be decided otherwise the next time.
     */
    synchronized void settleLogStarts() throws IOException {
        if (startsDiffer) {
            writeLogStarts();
            startsDiffer = false;
        }
    }

    synchronized Map<String, Long> readCompacted() throws IOException {
        Map<String, Long> offsets = offsets(compacted.read());
        listed.addAll(offsets.keySet());
        return offsets;
    }

    /** By directory name. A damaged file counts as empty: then everything is checked. */
    private static Map<String, Long> offsets(Optional<List<String>> lines) {
        Map<String, Long> offsets = new HashMap<>();
        for (String line : lines.orElse(List.of())) {
            String[] fields = line.split(" ");
            try {
                long offset = fields.length == 3 ? Long.parseLong(fields[2]) : -1;
                if (offset < 0 || offset > SegmentFiles.MAX_OFFSET) {
                    return Map.of();
                }
                offsets.put(fields[0] + "-" + fields[1], offset);
            } catch (NumberFormatException e) {
                return Map.of();
            }
        }
        return offsets;
    }

    /** By directory name. The checksum says that the lines are as they were written; it may have been to another file. */
    private static Map<String, SyncPoint> points(Optional<List<String>> lines) {
        Map<String, SyncPoint> points = new HashMap<>();
        for (String line : lines.orElse(List.of())) {
            String[] fields = line.split(" ");
            if (fields.length != 6) {
                return Map.of();
            }
            try {
                points.put(
                        fields[0] + "-" + fields[1],
                        new SyncPoint(
                                Long.parseLong(fields[2]),
                                Long.parseLong(fields[3]),
                                Integer.parseInt(fields[4]),
                                Boolean.parseBoolean(fields[5])));
            } catch (IllegalArgumentException e) {
                return Map.of();
            }
        }
        return points;
    }

    /**
     * Makes sure that the files say nothing of a log that is about to be made: they may still speak of an earlier one of its
     * name, whose start may be beyond the end of the new one.
     */
    synchronized void forget(String name) throws IOException {
        if (listed.contains(name)) {
            writeRecoveryPoints();
            writeLogStarts();
            writeCompacted();
            listed.remove(name);
        }
    }

    /** Writes up to where each log is synced, unless it is what was written last. */
    synchronized void writeRecoveryPoints() throws IOException {
        List<String> points = new ArrayList<>();
        List<String> offsets = new ArrayList<>();
        for (PartitionLog log : logs.get()) {
            listed.add(log.topic() + "-" + log.partition());
            String name = log.topic() + " " + log.partition() + " ";
            SyncPoint point = log.syncPoint();
            if (point != null) {
                points.add(name + point.offset() + " " + point.segmentBase() + " " + point.segmentBytes() + " "
                        + point.producers());
            }
            offsets.add(name + (point == null ? log.recoveryPoint() : point.offset()));
        }
        long written = ((long) points.hashCode() << 32) ^ offsets.hashCode();
        if (written != lastPoints) {
            syncPoints.write(points);
            recoveryPoints.write(offsets);
            lastPoints = written;
        }
    }

    /** Writes where each log begins, unless it is what was written last. */
    synchronized void writeLogStarts() throws IOException {
        List<String> starts = new ArrayList<>();
        for (PartitionLog log : logs.get()) {
            listed.add(log.topic() + "-" + log.partition());
            starts.add(log.topic() + " " + log.partition() + " " + log.promisedLogStartOffset());
        }
        long written = ((long) starts.size() << 32) ^ starts.hashCode();
        if (written != lastStarts) {
            certainLogStarts.write(starts);
            logStarts.write(starts);
            lastStarts = written;
        }
    }

    /** Only of logs that have been compacted. */
    synchronized void writeCompacted() throws IOException {
        List<String> lines = new ArrayList<>();
        for (PartitionLog log : logs.get()) {
            long offset = log.state().compactedOffset;
            if (offset > 0) {
                listed.add(log.topic() + "-" + log.partition());
                lines.add(log.topic() + " " + log.partition() + " " + offset);
            }
        }
        compacted.write(lines);
    }

    /** Whether the last shutdown was clean; the next one counts as unclean from now on. */
    boolean takeCleanShutdown() throws IOException {
        Path marker = directory.resolve(CLEAN_SHUTDOWN);
        boolean clean = disk.exists(marker);
        if (clean) {
            disk.delete(marker);
            disk.syncDirectory(directory);
        }
        return clean;
    }

    void markCleanShutdown() throws IOException {
        SmallFile.replaceText(disk, directory.resolve(CLEAN_SHUTDOWN), "{\"version\":0,\"brokerEpoch\":-1}");
    }
}
