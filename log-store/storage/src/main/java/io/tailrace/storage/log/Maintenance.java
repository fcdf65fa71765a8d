package io.tailrace.storage.log;

import io.tailrace.protocol.time.Scheduler;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFullException;
import io.tailrace.storage.durability.DirectoryHealth;
import io.tailrace.storage.recovery.ProducerSnapshots;
import io.tailrace.storage.segment.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recurring work on a data directory: retention, expiry of producers, checkpoints, and the deletion of what was renamed
 * away.
 *
 * <p>Log start offsets are checkpointed before the files of expired segments are renamed: otherwise a power failure could undo
 * a rename and let a log's start go back. For the same reason nobody sees a new start before it is in the checkpoint.
 *
 * <p><b>Threads:</b> runs on the background scheduler; {@code stopped} ends it.
 */
final class Maintenance {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private final LogDirectory directory;
    private final Disk disk;
    private final DirectoryCheckpoints checkpoints;
    private final LogStoreConfig config;
    private final Scheduler background;
    private final DirectoryHealth health;
    private final AtomicBoolean syncRequested = new AtomicBoolean();
    private volatile boolean stopped;

    Maintenance(
            LogDirectory directory,
            Disk disk,
            DirectoryCheckpoints checkpoints,
            LogStoreConfig config,
            Scheduler background,
            DirectoryHealth health) {
        this.directory = directory;
        this.disk = disk;
        this.checkpoints = checkpoints;
        this.config = config;
        this.background = background;
        this.health = health;
    }

    private interface Work {
        void run() throws IOException;
    }

    void start() {
        every(config.retentionCheckIntervalMs(), "retention", this::retain);
        every(config.checkpointIntervalMs(), "checkpoints", this::checkpoint);
        every(config.flushCheckIntervalMs(), "flushes", () -> directory.logs().forEach(PartitionLog::flushIfDue));
    }

    private void every(long intervalMs, String name, Work work) {
        background.schedule(intervalMs, () -> {
            if (!stopped && !health.isOffline()) {
                run(name, work);
                every(intervalMs, name, work);
            }
        });
    }

    private void run(String name, Work work) {
        try {
            work.run();
        } catch (DiskFullException e) {
            LOG.warn("data directory {}: {} must wait until there is room: {}", directory, name, e.getMessage());
        } catch (IOException e) {
            if (!stopped) {
                health.fail(name, e);
            }
        }
    }

    void stop() {
        stopped = true;
    }

    private void retain() throws IOException {
        Map<PartitionLog, LogRetention> expired = new LinkedHashMap<>();
        long nowMs = background.clock().wallMs();
        for (PartitionLog log : directory.logs()) {
            log.expireProducers(config.producerIdExpirationMs());
            log.forgetVerified();
            LogRetention retention = new LogRetention(log);
            if (retention.promise(nowMs)) {
                expired.put(log, retention);
            }
        }
        if (expired.isEmpty()) {
            return;
        }
        checkpoints.writeLogStarts();
        for (Map.Entry<PartitionLog, LogRetention> entry : expired.entrySet()) {
            try {
                delete(entry.getKey(), entry.getValue().take());
            } catch (IOException e) {
                if (!entry.getKey().state().closed) { // otherwise its directory was renamed under our hands
                    throw e;
                }
            }
        }
    }

    private void delete(PartitionLog log, List<Segment> segments) throws IOException {
        LOG.info("{}: {} segments expired, the log starts at {}", log, segments.size(), log.logStartOffset());
        ProducerSnapshots snapshots = new ProducerSnapshots(disk, log.directory(), log.toString());
        for (Segment segment : segments) {
            segment.markDeleted();
            snapshots.delete(segment.baseOffset());
        }
        deleteLater(log, segments);
    }

    /** Deletes the files of segments that the log no longer has, when nobody reads them any more. */
    void deleteLater(PartitionLog log, List<Segment> segments) {
        List<Segment> later = List.copyOf(segments);
        background.schedule(
                log.config().segments().fileDeleteDelayMs(),
                () -> run("deletion", () -> {
                    for (Segment segment : later) {
                        segment.delete();
                    }
                }));
    }

    private void checkpoint() throws IOException {
        for (PartitionLog log : directory.logs()) {
            log.takeSnapshot();
            log.flushIfIdle();
        }
        checkpoints.writeRecoveryPoints();
        checkpoints.writeLogStarts();
    }

    /** Has renamed directories keep their names through a power failure; one sync for all that come together. */
    void syncDirectorySoon() {
        if (syncRequested.compareAndSet(false, true)) {
            background.execute(() -> {
                syncRequested.set(false);
                if (!stopped && !health.isOffline()) {
                    run("syncing " + directory, () -> disk.syncDirectory(directory.path()));
                }
            });
        }
    }

    void deleteTreeLater(Path tree, long delayMs) {
        background.schedule(
                delayMs,
                () -> run("deletion of " + tree, () -> {
                    if (!stopped) {
                        deleteTree(tree);
                    }
                }));
    }

    void deleteTree(Path tree) throws IOException {
        if (!disk.exists(tree)) {
            return;
        }
        for (String name : disk.list(tree)) {
            Path path = tree.resolve(name);
            if (disk.isDirectory(path)) {
                deleteTree(path);
            } else {
                disk.delete(path);
            }
        }
        disk.delete(tree);
    }
}
