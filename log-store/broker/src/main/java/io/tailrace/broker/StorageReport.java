package io.tailrace.broker;

import io.tailrace.protocol.time.Clock;
import io.tailrace.storage.CompactionStats;
import io.tailrace.storage.DamagedRange;
import io.tailrace.storage.StorageObserver;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Says what the storage engine does over time, where its own log says what happens once: a line with totals every ten minutes in which
 * there was work, which is a warning for as long as data are damaged, a log cannot be compacted, or a directory is offline; and a line
 * about a sync that was slow, ten seconds apart at least.
 *
 * <p>There is no timer for it: the event that comes first after the time is up writes the line, so an idle broker is silent.
 *
 * <p><b>Threads:</b> any; guarded by the monitor of this object.
 */
final class StorageReport implements StorageObserver {

    static final long INTERVAL_MS = 10 * 60_000;
    static final long SLOW_SYNC_MS = 1_000;
    static final long SLOW_SYNC_INTERVAL_MS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(StorageReport.class);
    private static final long NANOS_PER_MS = 1_000_000;

    private final Clock clock;
    private final Set<Path> offline = new TreeSet<>();
    private long damagedRanges;
    private long uncompactable;
    private long reportedAtMs;
    private long slowSyncAtMs;

    private long syncs;
    private long syncNanos;
    private long longestSyncNanos;
    private long compactions;
    private long compactedBytesIn;
    private long compactedBytesOut;

    StorageReport(Clock clock) {
        this.clock = clock;
        this.reportedAtMs = clock.monotonicMs();
        this.slowSyncAtMs = reportedAtMs - SLOW_SYNC_INTERVAL_MS;
    }

    @Override
    public synchronized void synced(Path directory, int logs, long nanos) {
        syncs++;
        syncNanos += nanos;
        longestSyncNanos = Math.max(longestSyncNanos, nanos);
        long now = clock.monotonicMs();
        if (nanos >= SLOW_SYNC_MS * NANOS_PER_MS && now - slowSyncAtMs >= SLOW_SYNC_INTERVAL_MS) {
            slowSyncAtMs = now;
            LOG.warn("data directory {}: syncing {} logs took {} ms", directory, logs, nanos / NANOS_PER_MS);
        }
        reportIfDue();
    }

    @Override
    public synchronized void compacted(CompactionStats stats) {
        compactions++;
        compactedBytesIn += stats.bytesIn();
        compactedBytesOut += stats.bytesOut();
        reportIfDue();
    }

    @Override
    public synchronized void compactionFailed(String log, Throwable cause) {
        uncompactable++;
        reportIfDue();
    }

    @Override
    public synchronized void damageFound(DamagedRange damage) {
        damagedRanges++;
        reportIfDue();
    }

    @Override
    public synchronized void directoryWentOffline(Path directory, Throwable cause) {
        offline.add(directory);
        reportIfDue();
    }

    private void reportIfDue() {
        long now = clock.monotonicMs();
        if (now - reportedAtMs >= INTERVAL_MS) {
            boolean healthy = damagedRanges == 0 && uncompactable == 0 && offline.isEmpty();
            LOG.atLevel(healthy ? Level.INFO : Level.WARN)
                    .log(
                            "storage in the last {} s: {} syncs of {} ms on average, {} ms at most; {} compactions that left"
                                    + " {} B of {} B; since the start {} damaged ranges found, {} logs that cannot be compacted,"
                                    + " directories offline: {}",
                            (now - reportedAtMs) / 1000,
                            syncs,
                            syncs == 0 ? 0 : syncNanos / syncs / NANOS_PER_MS,
                            longestSyncNanos / NANOS_PER_MS,
                            compactions,
                            compactedBytesOut,
                            compactedBytesIn,
                            damagedRanges,
                            uncompactable,
                            offline);
            reportedAtMs = now;
            syncs = 0;
            syncNanos = 0;
            longestSyncNanos = 0;
            compactions = 0;
            compactedBytesIn = 0;
            compactedBytesOut = 0;
        }
    }
}
