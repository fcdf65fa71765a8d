package io.tailrace.storage.log;

import io.tailrace.protocol.time.Clock;
import io.tailrace.storage.RecoveryProgress;
import io.tailrace.storage.StorageFullException;
import io.tailrace.storage.StorageObserver;
import io.tailrace.storage.compaction.CompactableLog;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFullException;
import io.tailrace.storage.disk.DiskLock;
import io.tailrace.storage.durability.DirectoryHealth;
import io.tailrace.storage.durability.GroupCommit;
import io.tailrace.storage.file.PartitionMetadataFile;
import io.tailrace.storage.recovery.KnownPoints;
import io.tailrace.storage.recovery.LoadRequest;
import io.tailrace.storage.recovery.LoadedLog;
import io.tailrace.storage.recovery.LogLoader;
import io.tailrace.storage.recovery.RecoveryMeter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One data directory of a {@link LogStore} with the logs in it: its lock, its health, its group commit, its checkpoints and its
 * maintenance. What happens to it happens to no other directory.
 *
 * <p><b>Threads:</b> the map of logs is concurrent; creating, deleting and closing are called under the monitor of the store.
 */
final class LogDirectory {

    static final UUID NO_ID = new UUID(0, 0);

    private static final Logger LOG = LoggerFactory.getLogger(LogDirectory.class);

    private final Path path;
    private final Disk disk;
    private final LogStoreConfig config;
    private final Clock clock;
    private final DirectoryHealth health;
    private final GroupCommit commit;
    private final DirectoryCheckpoints checkpoints;
    private final CheckpointWriter checkpointWriter;
    private final Maintenance maintenance;
    private final StorageObserver observer;
    private final DirectoryCompaction compaction;
    private final DiskLock lock;
    private final Map<PartitionDirectory, PartitionLog> logs = new ConcurrentHashMap<>();
    private boolean clean;

    private LogDirectory(Path path, StorePorts ports, LogStoreConfig config, DiskLock lock) {
        this.path = path;
        this.disk = ports.disk();
        this.config = config;
        this.clock = ports.background().clock();
        this.observer = ports.observer();
        this.lock = lock;
        this.health = new DirectoryHealth(path, ports.observer());
        this.commit = new GroupCommit(ports.flusher(path), health, ports.observer());
        this.checkpoints = new DirectoryCheckpoints(disk, path, this::logs);
        this.checkpointWriter = new CheckpointWriter(checkpoints, ports.background(), health);
        this.maintenance = new Maintenance(this, disk, checkpoints, config, ports.background(), health);
        this.compaction = new DirectoryCompaction(checkpoints, maintenance, health);
    }

    /** Takes the directory's lock, creating the directory if it is missing, and recovers every log in it. */
    static LogDirectory open(Path path, StorePorts ports, LogStoreConfig config) throws IOException {
        makeDirectory(ports.disk(), path);
        DiskLock lock = DirectoryLock.take(ports.disk(), path);
        LogDirectory directory = new LogDirectory(path, ports, config, lock);
        try {
            directory.load();
            return directory;
        } catch (IOException | RuntimeException e) {
            directory.abandon();
            throw e;
        }
    }

    private static void makeDirectory(Disk disk, Path directory) throws IOException {
        boolean existed = disk.exists(directory);
        disk.createDirectories(directory);
        Path parent = directory.getParent();
        if (!existed && parent != null) {
            disk.syncDirectory(parent);
        }
    }

    private void load() throws IOException {
        clean = checkpoints.takeCleanShutdown();
        Map<String, Long> compacted = checkpoints.readCompacted();
        Map<String, KnownPoints> known = checkpoints.read(compacted);
        List<PartitionDirectory> found = new ArrayList<>();
        for (String name : disk.list(path)) {
            findLog(name, path.resolve(name)).ifPresent(found::add);
        }
        RecoveryMeter meter = new RecoveryMeter(path, clock, observer, found.size());
        List<RecoveryThreads.Opening> openings = new ArrayList<>(found.size());
        for (PartitionDirectory name : found) {
            KnownPoints points = known.getOrDefault(name.name(), KnownPoints.NONE);
            long compactedOffset = compacted.getOrDefault(name.name(), 0L);
            openings.add(() -> open(name, points, compactedOffset, meter));
        }
        RecoveryThreads.run(openings, config.recoveryThreads(), path);
        checkpoints.settleLogStarts();
        if (!clean) {
            disk.syncDirectory(path); // a log may be newer than the last sync of its directory's entry
        }
        report(meter.progress());
    }

    private void report(RecoveryProgress done) {
        if (!clean && done.logsTotal() > 0) {
            LOG.info(
                    "data directory {} was not closed in order: opened {} logs in {} ms, of which {} had been written to"
                            + " since their last checkpoint; {} B read",
                    path,
                    done.logsTotal(),
                    done.elapsedMs(),
                    done.logsChecked(),
                    done.bytesChecked());
        }
        observer.recoveryProgressed(path, done);
    }

    /** What to open; takes care of directories that are no log any more, or not yet. */
    private Optional<PartitionDirectory> findLog(String name, Path entry) throws IOException {
        Optional<PartitionDirectory> parsed = PartitionDirectory.parse(name);
        boolean deleted = name.endsWith(PartitionDirectory.DELETE_SUFFIX);
        boolean future = name.endsWith(PartitionDirectory.FUTURE_SUFFIX);
        if ((parsed.isEmpty() && !deleted && !future) || !disk.isDirectory(entry)) {
            return Optional.empty();
        }
        if (deleted) {
            maintenance.deleteTreeLater(entry, 0);
        } else if (future) {
            LOG.warn(
                    "{} is the unfinished copy of a partition on its way to this directory; leaving it alone,"
                            + " because the partition itself is elsewhere",
                    entry);
        }
        return parsed;
    }

    private void open(PartitionDirectory name, KnownPoints known, long compactedOffset, RecoveryMeter meter)
            throws IOException {
        UUID id = Objects.requireNonNullElse(PartitionMetadataFile.read(disk, name.in(path)), NO_ID);
        PartitionLog log = load(name, id, config.logDefaults(), known, false, meter);
        log.state().compactedOffset = compactedOffset;
        put(name, log);
    }

    private void put(PartitionDirectory name, PartitionLog log) {
        logs.put(name, log);
        compaction.add(log);
    }

    private PartitionLog load(
            PartitionDirectory name,
            UUID topicId,
            LogConfig logConfig,
            KnownPoints known,
            boolean created,
            RecoveryMeter meter)
            throws IOException {
        Path directory = name.in(path);
        LoadedLog loaded = LogLoader.load(new LoadRequest(
                disk,
                directory,
                name.name(),
                known,
                clean || created,
                logConfig.segments().indexIntervalBytes(),
                clock.wallMs(),
                meter));
        LogState state = new LogState(disk, directory, name.name(), loaded, logConfig, checkpointWriter);
        PartitionLog[] self = new PartitionLog[1];
        LogSync sync =
                new LogSync(state, commit, created, loaded.snapshotOffset(), () -> self[0].durableOffsetAdvanced());
        self[0] = new PartitionLog(name.topic(), name.partition(), topicId, clock, health, state, sync, observer);
        return self[0];
    }

    Path path() {
        return path;
    }

    DirectoryHealth health() {
        return health;
    }

    /** All logs, in no order. */
    Collection<PartitionLog> logs() {
        return List.copyOf(logs.values());
    }

    /** All logs, as compaction sees them. */
    Collection<? extends CompactableLog> compactableLogs() {
        return compaction.logs();
    }

    int logCount() {
        return logs.size();
    }

    /** Whether the shutdown before this start was clean. */
    boolean recoveredCleanly() {
        return clean;
    }

    /**
     * Makes a log that is not there yet.
     *
     * @throws StorageFullException if there is no room; nothing was made
     */
    PartitionLog create(PartitionDirectory name, UUID topicId, LogConfig logConfig) {
        health.check();
        Path directory = name.in(path);
        try {
            checkpoints.forget(name.name());
            disk.createDirectories(directory);
            PartitionMetadataFile.write(disk, directory, topicId);
            PartitionLog log = load(name, topicId, logConfig, KnownPoints.NONE, true, RecoveryMeter.none(directory));
            put(name, log);
            return log;
        } catch (DiskFullException e) {
            undoCreation(directory, e);
            throw new StorageFullException("creating " + name.name() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            health.fail("creating " + name.name(), e);
            throw health.exception();
        }
    }

    private void undoCreation(Path directory, DiskFullException cause) {
        try {
            maintenance.deleteTree(directory);
        } catch (IOException e) {
            cause.addSuppressed(e);
            health.fail("removing " + directory, e);
        }
    }

    /** Gives a log whose topic id was lost in a crash that id again. */
    void identify(PartitionLog log, UUID topicId) {
        try {
            PartitionMetadataFile.write(disk, log.directory(), topicId);
            log.identify(topicId);
        } catch (DiskFullException e) {
            throw new StorageFullException(log + ": " + e.getMessage(), e);
        } catch (IOException e) {
            health.fail("writing the topic id of " + log, e);
            throw health.exception();
        }
    }

    void startMaintenance() {
        maintenance.start();
    }

    /**
     * Removes a log: at once from sight, later from the disk. If the directory is offline or fails, its files stay; the
     * next start knows by the topic's id that they are nobody's.
     */
    void delete(PartitionDirectory name) {
        PartitionLog log = logs.remove(name);
        if (log == null) {
            return;
        }
        try {
            log.abandon();
            compaction.remove(log);
            if (health.isOffline()) {
                LOG.warn("{} was deleted while its data directory is offline: its files stay", log.directory());
                return;
            }
            Path gone = name.deletedIn(path, log.topicId());
            if (disk.exists(gone)) {
                maintenance.deleteTree(gone);
            }
            disk.rename(log.directory(), gone);
            maintenance.syncDirectorySoon();
            maintenance.deleteTreeLater(gone, log.config().segments().fileDeleteDelayMs());
        } catch (IOException e) {
            health.fail("deleting " + name.name(), e);
        }
    }

    /** Syncs and closes all logs and marks the shutdown as clean, unless the directory is offline. Blocks. */
    void close() {
        maintenance.stop();
        try {
            Collection<PartitionLog> all = logs();
            for (PartitionLog log : all) {
                close(log);
            }
            if (!health.isOffline()) {
                checkpoints.writeRecoveryPoints();
                checkpoints.writeLogStarts();
                checkpoints.markCleanShutdown();
            }
        } catch (IOException e) {
            health.fail("closing", e);
        } finally {
            closeLock();
        }
    }

    private void close(PartitionLog log) throws IOException {
        try {
            log.close();
        } catch (IOException e) {
            health.fail("closing " + log, e);
            log.abandon();
        }
    }

    /** Lets go of everything without a write. */
    void abandon() {
        maintenance.stop();
        for (PartitionLog log : logs()) {
            try {
                log.abandon();
            } catch (IOException e) {
                LOG.debug("abandoning {}", log, e);
            }
        }
        closeLock();
    }

    private void closeLock() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("data directory {}: the lock could not be released", path, e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
