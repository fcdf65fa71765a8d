package io.tailrace.storage.log;

import io.tailrace.protocol.time.Clock;
import io.tailrace.storage.StorageFullException;
import io.tailrace.storage.StorageObserver;
import io.tailrace.storage.compaction.CompactableLog;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFullException;
import io.tailrace.storage.disk.DiskLock;
import io.tailrace.storage.durability.DirectoryHealth;
import io.tailrace.storage.durability.GroupCommit;
import io.tailrace.storage.file.PartitionMetadataFile;
import io.tailrace.storage.recovery.LoadRequest;
import io.tailrace.storage.recovery.LoadedLog;
import io.tailrace.storage.recovery.LogLoader;
import java.io.IOException;
import java.nio.file.Path;
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
        Map<String, Long> recoveryPoints = checkpoints.readRecoveryPoints();
        Map<String, Long> logStarts = checkpoints.readLogStarts();
        Map<String, Long> compacted = checkpoints.readCompacted();
        for (String name : disk.list(path)) {
            Path entry = path.resolve(name);
            if (!disk.isDirectory(entry)) {
                continue;
            }
            if (name.endsWith(PartitionDirectory.DELETE_SUFFIX)) {
                maintenance.deleteTree(entry);
                continue;
            }
            if (name.endsWith(PartitionDirectory.FUTURE_SUFFIX)) {
                LOG.warn(
                        "{} is the unfinished copy of a partition on its way to this directory; leaving it alone,"
                                + " because the partition itself is elsewhere",
                        entry);
                continue;
            }
            Optional<PartitionDirectory> parsed = PartitionDirectory.parse(name);
            if (parsed.isPresent()) {
                UUID id = Objects.requireNonNullElse(PartitionMetadataFile.read(disk, entry), NO_ID);
                PartitionLog log = load(
                        parsed.get(),
                        id,
                        config.logDefaults(),
                        logStarts.getOrDefault(name, 0L),
                        recoveryPoint(name, recoveryPoints, compacted),
                        false);
                log.state().compactedOffset = compacted.getOrDefault(name, 0L);
                put(parsed.get(), log);
            }
        }
        if (!clean) {
            disk.syncDirectory(path); // a log may be newer than the last sync of its directory's entry
        }
        if (!clean && !logs.isEmpty()) {
            LOG.info("data directory {} was not closed in order: recovered {} logs", path, logs.size());
        }
    }

    /** Only what was durable is compacted, and what compaction writes is durable. */
    private static long recoveryPoint(String name, Map<String, Long> recoveryPoints, Map<String, Long> compacted) {
        return Math.max(recoveryPoints.getOrDefault(name, 0L), compacted.getOrDefault(name, 0L));
    }

    private void put(PartitionDirectory name, PartitionLog log) {
        logs.put(name, log);
        compaction.add(log);
    }

    private PartitionLog load(
            PartitionDirectory name,
            UUID topicId,
            LogConfig logConfig,
            long logStart,
            long recoveryPoint,
            boolean created)
            throws IOException {
        Path directory = name.in(path);
        LoadedLog loaded = LogLoader.load(new LoadRequest(
                disk,
                directory,
                name.name(),
                logStart,
                recoveryPoint,
                clean || created,
                logConfig.segments().indexIntervalBytes(),
                clock.wallMs()));
        LogState state = new LogState(disk, directory, name.name(), loaded, logConfig, checkpointWriter);
        PartitionLog[] self = new PartitionLog[1];
        LogSync sync = new LogSync(state, commit, created, () -> self[0].durableOffsetAdvanced());
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
            PartitionLog log = load(name, topicId, logConfig, 0, 0, true);
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
