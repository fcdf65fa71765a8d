package io.tailrace.storage.log;

import io.tailrace.storage.compaction.CompactableLog;
import io.tailrace.storage.durability.DirectoryHealth;
import io.tailrace.storage.segment.Segment;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The logs of a data directory as compaction sees them, and what compaction needs of the directory.
 *
 * <p><b>Threads:</b> any.
 */
final class DirectoryCompaction {

    private final Map<PartitionLog, CompactedLog> logs = new ConcurrentHashMap<>();
    private final DirectoryCheckpoints checkpoints;
    private final Maintenance maintenance;
    private final DirectoryHealth health;

    DirectoryCompaction(DirectoryCheckpoints checkpoints, Maintenance maintenance, DirectoryHealth health) {
        this.checkpoints = checkpoints;
        this.maintenance = maintenance;
        this.health = health;
    }

    void add(PartitionLog log) {
        logs.put(log, new CompactedLog(log, this));
    }

    /** Forgets a log, also on disk: another of its name must not count as compacted. */
    void remove(PartitionLog log) throws IOException {
        logs.remove(log);
        if (log.state().compactedOffset > 0 && !health.isOffline()) {
            checkpoint();
        }
    }

    Collection<? extends CompactableLog> logs() {
        return logs.values();
    }

    boolean isOffline() {
        return health.isOffline();
    }

    void fail(String operation, IOException cause) {
        health.fail(operation, cause);
    }

    /**
     * Makes the checkpoints speak of segments only that are not compacted yet: what they say of the size of one would not be true
     * any more.
     */
    void prepare() throws IOException {
        checkpoints.writeRecoveryPoints();
    }

    /** Writes down how far each log is compacted. */
    void checkpoint() throws IOException {
        checkpoints.writeCompacted();
    }

    /** Deletes the files of segments that were replaced when nobody reads them any more. */
    void deleteLater(PartitionLog log, List<Segment> segments) {
        maintenance.deleteLater(log, segments);
    }
}
