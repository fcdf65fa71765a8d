package io.tailrace.storage.log;

import io.tailrace.protocol.time.Scheduler;
import io.tailrace.storage.DirectoryLockedException;
import io.tailrace.storage.StorageException;
import io.tailrace.storage.StorageOfflineException;
import io.tailrace.storage.compaction.CompactableLog;
import io.tailrace.storage.compaction.Compactor;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logs of one or several data directories.
 *
 * <p>Life cycle: {@link #open} takes the directories' locks and recovers every log; the owner gives each its settings; {@link
 * #startMaintenance} begins retention, compaction and checkpoints; {@link #close} syncs, and marks the shutdown as clean so that the next
 * start trusts the files.
 *
 * <p>A new log goes to the directory with the fewest logs, the first of those that have equally few. A failed sync or write
 * takes the whole directory offline, for good, and no other: its logs answer with {@link StorageOfflineException}, and new ones
 * go elsewhere. A directory that cannot be opened at start counts as offline as long as another one can; which logs are in it
 * is unknown then ({@link #isContentKnown}).
 *
 * <p><b>Threads:</b> any. The map of logs is concurrent; creating, deleting and closing exclude one another by the monitor of
 * this object.
 */
public final class LogStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogStore.class);

    private record Located(LogDirectory directory, PartitionLog log) {}

    private final Disk disk;
    private final List<Path> paths;
    private final List<LogDirectory> directories;
    private final Map<Path, Throwable> unopened;
    private final Map<PartitionDirectory, Located> logs = new ConcurrentHashMap<>();
    /** Logs that have the name of another log in another directory, and the id of another topic. */
    private final List<Located> rivals = new ArrayList<>();

    private final Compactor compactor;
    private final CompletableFuture<Throwable> offline = new CompletableFuture<>();
    private boolean closed;

    private LogStore(
            StorePorts ports,
            LogStoreConfig config,
            List<Path> paths,
            List<LogDirectory> directories,
            Map<Path, Throwable> unopened) {
        this.disk = ports.disk();
        this.compactor = new Compactor(config.compactor(), ports.compactors(), this::compactableLogs, ports.observer());
        this.paths = List.copyOf(paths);
        this.directories = List.copyOf(directories);
        this.unopened = Map.copyOf(unopened);
        AtomicInteger online = new AtomicInteger(directories.size());
        for (LogDirectory directory : directories) {
            CompletableFuture<Void> unused = directory.health().whenOffline().thenAccept(cause -> {
                if (online.decrementAndGet() == 0) {
                    offline.complete(cause);
                }
            });
        }
    }

    /** Opens one data directory. See {@link #open(List, StorePorts, LogStoreConfig)}. */
    public static LogStore open(
            Path directory, Disk disk, LogStoreConfig config, Scheduler flusher, Scheduler background) {
        return open(List.of(directory), StorePorts.of(disk, flusher, background), config);
    }

    /**
     * Opens data directories, creating those that are missing. Blocks until every log is recovered.
     *
     * @param directories in the order of preference for new logs
     * @throws io.tailrace.storage.DirectoryLockedException if one is in use
     * @throws StorageException if none can be opened, a log cannot be repaired, or a log is in two of them; the message says which
     */
    public static LogStore open(List<Path> directories, StorePorts ports, LogStoreConfig config) {
        List<Path> paths = absolute(directories);
        List<LogDirectory> opened = new ArrayList<>();
        Map<Path, Throwable> unopened = new LinkedHashMap<>();
        LogStore store;
        try {
            for (Path path : paths) {
                open(path, ports, config, opened, unopened);
            }
            if (opened.isEmpty()) {
                Map.Entry<Path, Throwable> first =
                        unopened.entrySet().iterator().next();
                throw cannotOpen(first.getKey(), first.getValue());
            }
            store = new LogStore(ports, config, paths, opened, unopened);
            opened.forEach(store::adopt);
        } catch (RuntimeException e) {
            opened.forEach(LogDirectory::abandon);
            throw e;
        }
        unopened.forEach((path, cause) -> {
            LOG.error(
                    "data directory {} cannot be opened and counts as offline: what is in it cannot be served until"
                            + " a restart finds it in order",
                    path,
                    cause);
            ports.observer().directoryWentOffline(path, cause);
        });
        return store;
    }

    private static List<Path> absolute(List<Path> directories) {
        List<Path> paths = directories.stream()
                .map(path -> path.toAbsolutePath().normalize())
                .distinct()
                .toList();
        if (paths.isEmpty() || paths.size() < directories.size()) {
            throw new IllegalArgumentException("expected different data directories, found " + directories);
        }
        return paths;
    }

    private static void open(
            Path path,
            StorePorts ports,
            LogStoreConfig config,
            List<LogDirectory> opened,
            Map<Path, Throwable> unopened) {
        try {
            opened.add(LogDirectory.open(path, ports, config));
        } catch (DirectoryLockedException e) {
            throw e; // another process may be writing there: going on without it would hide that
        } catch (IOException e) {
            unopened.put(path, e);
        }
    }

    private static StorageException cannotOpen(Path path, Throwable cause) {
        return new StorageException("data directory " + path + " cannot be opened: " + cause.getMessage(), cause);
    }

    private void adopt(LogDirectory directory) {
        for (PartitionLog log : directory.logs()) {
            PartitionDirectory name = new PartitionDirectory(log.topic(), log.partition());
            Located other = logs.putIfAbsent(name, new Located(directory, log));
            if (other == null) {
                continue;
            }
            UUID otherId = other.log.topicId();
            if (log.topicId().equals(otherId) || isLost(log.topicId()) || isLost(otherId)) {
                throw new StorageException("expected " + name.name() + " in one data directory, found it in two: "
                        + describe(other.log) + " and " + describe(log)
                        + ". Move the directory with the older data away, and start again");
            }
            rivals.add(new Located(directory, log));
        }
    }

    private static boolean isLost(UUID id) {
        return id.equals(LogDirectory.NO_ID);
    }

    private static String describe(PartitionLog log) {
        return log.directory() + " (offsets " + log.logStartOffset() + " to " + log.endOffset() + ")";
    }

    /** The log of a partition, or null if there is none. */
    public @Nullable PartitionLog log(String topic, int partition) {
        Located located = logs.get(new PartitionDirectory(topic, partition));
        return located == null ? null : located.log;
    }

    /** All logs, in no order. */
    public Collection<PartitionLog> logs() {
        return logs.values().stream().map(Located::log).toList();
    }

    /**
     * The log of a partition, made if it is missing.
     *
     * @throws io.tailrace.storage.StorageFullException if there is no room to make it
     * @throws StorageException if the directory belongs to another topic of that name, or the disk fails
     */
    public synchronized PartitionLog openOrCreate(String topic, int partition, UUID topicId, LogConfig logConfig) {
        ensureOpen();
        PartitionDirectory name = new PartitionDirectory(topic, partition);
        Located existing = logs.get(name);
        if (existing == null) {
            LogDirectory directory = place();
            PartitionLog log = directory.create(name, topicId, logConfig);
            logs.put(name, new Located(directory, log));
            return log;
        }
        PartitionLog log = existing.log;
        existing.directory.health().check();
        if (isLost(log.topicId())) {
            existing.directory.identify(log, topicId);
        }
        if (!log.topicId().equals(topicId)) {
            throw new StorageException(name.name() + ": expected topic id " + topicId + ", found " + log.topicId()
                    + " in " + log.directory());
        }
        log.updateConfig(logConfig);
        return log;
    }

    private LogDirectory place() {
        return directories.stream()
                .filter(directory -> !directory.health().isOffline())
                .min(Comparator.comparingInt(LogDirectory::logCount))
                .orElseThrow(() -> directories.get(0).health().exception());
    }

    private void ensureOpen() {
        if (closed) {
            throw new StorageException("the data directories " + paths + " are closed");
        }
    }

    /**
     * The log of a partition, or null if there is none. Logs under that name that belong to another topic, one that had the name
     * before, are deleted.
     */
    public synchronized @Nullable PartitionLog claim(String topic, int partition, UUID topicId) {
        PartitionDirectory name = new PartitionDirectory(topic, partition);
        List<Located> found = new ArrayList<>();
        Located first = logs.get(name);
        if (first != null) {
            found.add(first);
            rivals.stream().filter(rival -> isOf(rival.log, name)).forEach(found::add);
        }
        rivals.removeIf(rival -> isOf(rival.log, name));
        logs.remove(name);
        PartitionLog claimed = null;
        for (Located located : found) {
            PartitionLog log = located.log;
            if (isLost(log.topicId()) || log.topicId().equals(topicId)) {
                logs.put(name, located);
                claimed = log;
            } else {
                LOG.info("deleting {} of topic id {}: {} replaced it", log.directory(), log.topicId(), topicId);
                located.directory.delete(name);
            }
        }
        return claimed;
    }

    private static boolean isOf(PartitionLog log, PartitionDirectory name) {
        return log.topic().equals(name.topic()) && log.partition() == name.partition();
    }

    private List<CompactableLog> compactableLogs() {
        List<CompactableLog> all = new ArrayList<>();
        directories.forEach(directory -> all.addAll(directory.compactableLogs()));
        return all;
    }

    /** How many logs are not compacted although they should be, because they cannot be read. */
    public int uncompactableLogs() {
        return compactor.uncleanableCount();
    }

    /** Begins retention, compaction and checkpoints, now that every log has its own settings. */
    public void startMaintenance() {
        directories.forEach(LogDirectory::startMaintenance);
        compactor.start();
    }

    /** Removes the log of a partition: at once from sight, later from the disk. Nothing happens if there is none. */
    public synchronized void delete(String topic, int partition) {
        PartitionDirectory name = new PartitionDirectory(topic, partition);
        Located located = logs.remove(name);
        if (located != null) {
            located.directory.delete(name);
        }
    }

    /** The data directories in the order they were given. */
    public List<DirectoryStatus> directories() {
        List<DirectoryStatus> statuses = new ArrayList<>();
        for (Path path : paths) {
            Throwable failure = unopened.get(path);
            for (LogDirectory directory : directories) {
                failure = directory.path().equals(path) ? directory.health().cause() : failure;
            }
            statuses.add(new DirectoryStatus(path, failure, !unopened.containsKey(path)));
        }
        return statuses;
    }

    /** The logs in one data directory; none if it could not be opened. */
    public Collection<PartitionLog> logsIn(Path directory) {
        return directories.stream()
                .filter(candidate -> candidate.path().equals(directory))
                .flatMap(candidate -> candidate.logs().stream())
                .toList();
    }

    /**
     * The room on the device of a data directory.
     *
     * @throws StorageException if it cannot be told
     */
    public DiskSpace space(Path directory) {
        try {
            return disk.space(directory);
        } catch (IOException e) {
            throw new StorageException("the space of " + directory + " cannot be told: " + e.getMessage(), e);
        }
    }

    /** Whether every directory could be opened. Otherwise a log that is not found may lie in one that could not. */
    public boolean isContentKnown() {
        return unopened.isEmpty();
    }

    /**
     * Why a log that is not found cannot be said not to exist.
     *
     * @throws IllegalStateException if {@link #isContentKnown}
     */
    public StorageOfflineException unknownContent(String log) {
        Map.Entry<Path, Throwable> first = unopened.entrySet().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("every data directory is open"));
        return new StorageOfflineException(
                log + " may lie in data directory " + first.getKey() + ", which could not be opened: "
                        + first.getValue().getMessage(),
                first.getValue());
    }

    /** Whether no directory is left that can be used. */
    public boolean isOffline() {
        return offline.isDone();
    }

    /** Completes with the last cause when no directory is left that can be used. */
    public CompletableFuture<Throwable> whenOffline() {
        return offline.copy();
    }

    /** Whether the shutdown before this start was clean in every directory. */
    public boolean recoveredCleanly() {
        return unopened.isEmpty() && directories.stream().allMatch(LogDirectory::recoveredCleanly);
    }

    /** Syncs and closes all logs and marks the shutdown as clean, but for directories that are offline. Blocks. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            compactor.stop();
            directories.forEach(LogDirectory::close);
        }
    }

    /** Lets go of everything without a write, as the end of the process would: for tests and the simulator. */
    public synchronized void abandon() {
        closed = true;
        compactor.stop();
        directories.forEach(LogDirectory::abandon);
    }
}
