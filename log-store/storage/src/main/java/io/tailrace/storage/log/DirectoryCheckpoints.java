package io.tailrace.storage.log;

import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.file.CheckpointFile;
import io.tailrace.storage.file.SmallFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The files of a data directory that are about all its partitions, with Kafka's names:
 *
 * <pre>
 *   recovery-point-offset-checkpoint    "topic partition offset": synced up to there
 *   log-start-offset-checkpoint         "topic partition offset": logs whose start is within a segment
 *   cleaner-offset-checkpoint           "topic partition offset": compacted up to there
 *   .kafka_cleanshutdown                there after a clean shutdown, until the next start
 * </pre>
 *
 * <p><b>Threads:</b> reads and writes are serialised by the monitor of this object; what is written is looked up inside it, so
 * that an older state never replaces a newer one.
 */
final class DirectoryCheckpoints {

    private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";

    private final Disk disk;
    private final Supplier<Collection<PartitionLog>> logs;
    private final Path directory;
    private final CheckpointFile recoveryPoints;
    private final CheckpointFile logStarts;
    private final CheckpointFile compacted;
    /** Names of logs that the files may speak of. */
    private final Set<String> listed = new HashSet<>();

    /** @param logs all logs of the directory now */
    DirectoryCheckpoints(Disk disk, Path directory, Supplier<Collection<PartitionLog>> logs) {
        this.logs = logs;
        this.disk = disk;
        this.directory = directory;
        this.recoveryPoints = new CheckpointFile(disk, directory.resolve("recovery-point-offset-checkpoint"));
        this.logStarts = new CheckpointFile(disk, directory.resolve("log-start-offset-checkpoint"));
        this.compacted = new CheckpointFile(disk, directory.resolve("cleaner-offset-checkpoint"));
    }

    Map<String, Long> readRecoveryPoints() throws IOException {
        return read(recoveryPoints);
    }

    Map<String, Long> readLogStarts() throws IOException {
        return read(logStarts);
    }

    Map<String, Long> readCompacted() throws IOException {
        return read(compacted);
    }

    /**
     * Makes sure that the files say nothing of a log that is about to be made: they may still speak of an earlier one of its
     * name, whose start may be beyond the end of the new one.
     */
    synchronized void forget(String name) throws IOException {
        if (listed.contains(name)) {
            writeRecoveryPoints();
            writeLogStarts();
            listed.remove(name);
        }
    }

    /** By directory name. A damaged file counts as empty: then everything is checked. */
    private synchronized Map<String, Long> read(CheckpointFile file) throws IOException {
        Map<String, Long> offsets = new HashMap<>();
        for (String line : file.read().orElse(List.of())) {
            String[] fields = line.split(" ");
            try {
                if (fields.length == 3) {
                    offsets.put(fields[0] + "-" + fields[1], Long.parseLong(fields[2]));
                }
            } catch (NumberFormatException e) {
                return Map.of();
            }
        }
        listed.addAll(offsets.keySet());
        return offsets;
    }

    synchronized void writeRecoveryPoints() throws IOException {
        write(recoveryPoints, logs.get(), PartitionLog::recoveryPoint);
    }

    synchronized void writeLogStarts() throws IOException {
        write(logStarts, logs.get(), PartitionLog::promisedLogStartOffset);
    }

    /** Only of logs that have been compacted. */
    synchronized void writeCompacted(Collection<PartitionLog> compacted) throws IOException {
        List<PartitionLog> known = compacted.stream()
                .filter(log -> log.state().compactedOffset > 0)
                .toList();
        write(this.compacted, known, log -> log.state().compactedOffset);
    }

    private void write(CheckpointFile file, Collection<PartitionLog> all, ToLongFunction<PartitionLog> offset)
            throws IOException {
        List<String> lines = new ArrayList<>(all.size());
        for (PartitionLog log : all) {
            listed.add(log.topic() + "-" + log.partition());
            lines.add(log.topic() + " " + log.partition() + " " + offset.applyAsLong(log));
        }
        file.write(lines);
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
