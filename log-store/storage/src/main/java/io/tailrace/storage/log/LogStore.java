package io.tailrace.storage.log;

import io.tailrace.protocol.time.Clock;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.storage.StorageException;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskLock;
import io.tailrace.storage.durability.DirectoryHealth;
import io.tailrace.storage.durability.GroupCommit;
import io.tailrace.storage.file.PartitionMetadataFile;
import io.tailrace.storage.recovery.LoadRequest;
import io.tailrace.storage.recovery.LoadedLog;
import io.tailrace.storage.recovery.LogLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A data directory and the logs in it.
 *
 * <p>Life cycle: {@link #open} takes the directory's lock and recovers every log; the owner gives each its settings; {@link
 * #startMaintenance} begins retention and checkpoints; {@link #close} syncs, and marks the shutdown as clean so that the next
 * start trusts the files.
 *
 * <p>A failed sync or write takes the whole directory offline ({@link #whenOffline}).
 *
 * <p><b>Threads:</b> any. The map of logs is concurrent; creating, deleting and closing exclude one another by the monitor of
 * this object.
 */
public final class LogStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogStore.class);
    private static final UUID NO_ID = new UUID(0, 0);

    private final Path directory;
    private final Disk disk;
    private final LogStoreConfig config;
    private final Clock clock;
    private final DirectoryHealth health;
    private final GroupCommit commit;
    private final DirectoryCheckpoints checkpoints;
    private final Maintenance maintenance;
    private final DiskLock lock;
    private final Map<PartitionDirectory, PartitionLog> logs = new ConcurrentHashMap<>();
    private boolean clean;
    private boolean closed;

    private LogStore(
            Path directory, Disk disk, LogStoreConfig config, Scheduler flusher, Scheduler background, DiskLock lock) {
        this.directory = directory;
        this.disk = disk;
        this.config = config;
        this.clock = background.clock();
        this.lock = lock;
        this.health = new DirectoryHealth(directory);
        this.commit = new GroupCommit(flusher, health);
        this.checkpoints = new DirectoryCheckpoints(disk, directory);
        this.maintenance = new Maintenance(this, disk, checkpoints, config, background, health);
    }

    /**
     * Opens a data directory, creating it if it is missing. Blocks until every log is recovered.
     *
     * @param flusher where syncs run: they block it for as long as the device takes
     * @param background where retention, deletion and checkpoints run; may be the same
     * @throws io.tailrace.storage.DirectoryLockedException if it is in use
     * @throws StorageException if the disk cannot be read, or a log cannot be repaired; the message says which
     */
    public static LogStore open(
            Path directory, Disk disk, LogStoreConfig config, Scheduler flusher, Scheduler background) {
        Path absolute = directory.toAbsolutePath().normalize();
        try {
            makeDirectory(disk, absolute);
            DiskLock lock = DirectoryLock.take(disk, absolute);
            LogStore store = new LogStore(absolute, disk, config, flusher, background, lock);
            try {
                store.load();
                return store;
            } catch (IOException | RuntimeException e) {
                store.abandon();
                throw e;
            }
        } catch (IOException e) {
            throw new StorageException("data directory " + absolute + " cannot be opened: " + e.getMessage(), e);
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
        for (String name : disk.list(directory)) {
            Path path = directory.resolve(name);
            if (!disk.isDirectory(path)) {
                continue;
            }
            if (name.endsWith(PartitionDirectory.DELETE_SUFFIX)) {
                maintenance.deleteTree(path);
                continue;
            }
            Optional<PartitionDirectory> parsed = PartitionDirectory.parse(name);
            if (parsed.isPresent()) {
                UUID id = Objects.requireNonNullElse(PartitionMetadataFile.read(disk, path), NO_ID);
                PartitionLog log = load(
                        parsed.get(),
                        id,
                        config.logDefaults(),
                        logStarts.getOrDefault(name, 0L),
                        recoveryPoints.getOrDefault(name, 0L),
                        false);
                logs.put(parsed.get(), log);
            }
        }
        if (!clean) {
            disk.syncDirectory(directory); // a log may be newer than the last sync of its directory's entry
        }
        if (!clean && !logs.isEmpty()) {
            LOG.info("data directory {} was not closed in order: recovered {} logs", directory, logs.size());
        }
    }

    private PartitionLog load(
            PartitionDirectory name,
            UUID topicId,
            LogConfig logConfig,
            long logStart,
            long recoveryPoint,
            boolean created)
            throws IOException {
        Path path = name.in(directory);
        LoadedLog loaded = LogLoader.load(new LoadRequest(
                disk,
                path,
                name.name(),
                logStart,
                recoveryPoint,
                clean || created,
                logConfig.segments().indexIntervalBytes(),
                clock.wallMs()));
        LogState state = new LogState(disk, path, name.name(), loaded, logConfig);
        PartitionLog[] self = new PartitionLog[1];
        LogSync sync = new LogSync(state, commit, created, () -> self[0].durableOffsetAdvanced());
        self[0] = new PartitionLog(name.topic(), name.partition(), topicId, clock, health, state, sync);
        return self[0];
    }

    /** The log of a partition, or null if there is none. */
    public @Nullable PartitionLog log(String topic, int partition) {
        return logs.get(new PartitionDirectory(topic, partition));
    }

    /** All logs, in no order. */
    public Collection<PartitionLog> logs() {
        return List.copyOf(logs.values());
    }

    /**
     * The log of a partition, made if it is missing.
     *
     * @throws StorageException if the directory belongs to another topic of that name, or the disk fails
     */
    public synchronized PartitionLog openOrCreate(String topic, int partition, UUID topicId, LogConfig logConfig) {
        ensureOpen();
        PartitionDirectory name = new PartitionDirectory(topic, partition);
        PartitionLog existing = logs.get(name);
        try {
            if (existing == null) {
                PartitionLog log = create(name, topicId, logConfig);
                logs.put(name, log);
                return log;
            }
            if (existing.topicId().equals(NO_ID)) {
                PartitionMetadataFile.write(disk, existing.directory(), topicId); // lost in a crash
                existing.identify(topicId);
            }
            if (!existing.topicId().equals(topicId)) {
                throw new StorageException(name.name() + ": expected topic id " + topicId + ", found "
                        + existing.topicId() + " in " + existing.directory());
            }
            existing.updateConfig(logConfig);
            return existing;
        } catch (IOException e) {
            health.fail("creating " + name.name(), e);
            throw health.exception();
        }
    }

    private PartitionLog create(PartitionDirectory name, UUID topicId, LogConfig logConfig) throws IOException {
        Path path = name.in(directory);
        disk.createDirectories(path);
        PartitionMetadataFile.write(disk, path, topicId);
        return load(name, topicId, logConfig, 0, 0, true);
    }

    private void ensureOpen() {
        health.check();
        if (closed) {
            throw new StorageException("data directory " + directory + " is closed");
        }
    }

    /** Begins retention and checkpoints, now that every log has its own settings. */
    public void startMaintenance() {
        maintenance.start();
    }

    /** Removes the log of a partition: at once from sight, later from the disk. Nothing happens if there is none. */
    public synchronized void delete(String topic, int partition) {
        PartitionDirectory name = new PartitionDirectory(topic, partition);
        PartitionLog log = logs.remove(name);
        if (log == null) {
            return;
        }
        try {
            log.abandon();
            Path gone = name.deletedIn(directory, log.topicId());
            if (disk.exists(gone)) {
                maintenance.deleteTree(gone);
            }
            disk.rename(log.directory(), gone);
            maintenance.deleteTreeLater(gone, log.config().segments().fileDeleteDelayMs());
        } catch (IOException e) {
            health.fail("deleting " + name.name(), e);
            throw health.exception();
        }
    }

    public boolean isOffline() {
        return health.isOffline();
    }

    public @Nullable Throwable offlineCause() {
        return health.cause();
    }

    /** Completes with the cause when the directory goes offline. */
    public CompletableFuture<Throwable> whenOffline() {
        return health.whenOffline();
    }

    /** Whether the shutdown before this start was clean. */
    public boolean recoveredCleanly() {
        return clean;
    }

    public Path directory() {
        return directory;
    }

    /** Syncs and closes all logs and marks the shutdown as clean, unless the directory is offline. Blocks. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        maintenance.stop();
        try {
            Collection<PartitionLog> all = logs();
            for (PartitionLog log : all) {
                close(log);
            }
            if (!health.isOffline()) {
                checkpoints.writeRecoveryPoints(all);
                checkpoints.writeLogStarts(all);
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

    /** Lets go of everything without a write, as the end of the process would: for tests and the simulator. */
    public synchronized void abandon() {
        closed = true;
        maintenance.stop();
        for (PartitionLog log : new ArrayList<>(logs.values())) {
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
            LOG.warn("data directory {}: the lock could not be released", directory, e);
        }
    }
}
