package io.tailrace.storage.compaction;

import io.tailrace.protocol.time.Scheduler;
import io.tailrace.storage.CompactionStats;
import io.tailrace.storage.StorageObserver;
import io.tailrace.storage.disk.DiskFullException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts logs in the background, the dirtiest first, each by one worker at a time.
 *
 * <p>A worker does a pass in pieces of bounded size, each a task of its scheduler, with the pauses that the throttle asks for between
 * them: so a scheduler can do other work, too, and stopping never waits for more than a piece.
 *
 * <p>A log that cannot be read is left alone until the next start; other logs go on. A full device ends the pass, to be tried
 * again. Only a device that fails to write takes its directory offline.
 *
 * <p>Life cycle: {@link #start}, {@link #stop}. <b>Threads:</b> a worker's tasks run on its scheduler under the worker's monitor, which
 * {@code stop} takes; what workers share is guarded by the monitor of this object, which is taken inside.
 */
public final class Compactor {

    private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

    private final CompactorConfig config;
    private final Supplier<? extends Collection<? extends CompactableLog>> logs;
    private final StorageObserver observer;
    private final Throttle throttle;
    private final List<Worker> workers = new ArrayList<>();
    private final Set<CompactableLog> taken = new HashSet<>();
    private final Set<CompactableLog> uncleanable = new HashSet<>();
    private final SecureRandom secrets = new SecureRandom();
    private volatile boolean stopped;

    /**
     * @param threads one worker on each; may be shared with other work
     * @param logs all logs there are, whether they are compacted or not; the same object for the same log
     */
    public Compactor(
            CompactorConfig config,
            List<Scheduler> threads,
            Supplier<? extends Collection<? extends CompactableLog>> logs,
            StorageObserver observer) {
        this.config = config;
        this.logs = logs;
        this.observer = observer;
        this.throttle = new Throttle(config.maxBytesPerSecond());
        threads.forEach(thread -> workers.add(new Worker(thread)));
    }

    public void start() {
        if (config.enabled()) {
            workers.forEach(worker -> worker.later(config.backoffMs()));
        }
    }

    /** Ends all work. What was begun is given up; a start finds what was completed. Waits for pieces that run. */
    public void stop() {
        stopped = true;
        workers.forEach(Worker::giveUp);
    }

    /** How many logs are left alone because they cannot be read. */
    public int uncleanableCount() {
        synchronized (this) {
            return uncleanable.size();
        }
    }

    private static void report(CompactionStats stats) {
        LOG.info(
                "{}: compacted offsets {} to {}: {} records of {} stay, {} B of {} B, {} segments of {}, in {} ms",
                stats.log(),
                stats.fromOffset(),
                stats.endOffset(),
                stats.recordsOut(),
                stats.recordsIn(),
                stats.bytesOut(),
                stats.bytesIn(),
                stats.segmentsOut(),
                stats.segmentsIn(),
                stats.totalMs());
        if (stats.keylessRecords() > 0) {
            LOG.warn("{}: dropped {} records without a key", stats.log(), stats.keylessRecords());
        }
    }

    private @Nullable CompactionCandidate take(long nowMs) {
        synchronized (this) {
            Collection<? extends CompactableLog> all = logs.get();
            uncleanable.retainAll(all);
            CompactionCandidate dirtiest = null;
            for (CompactableLog log : all) {
                if (!log.isCompacted() || taken.contains(log) || uncleanable.contains(log)) {
                    continue;
                }
                CompactionCandidate candidate = candidate(log, nowMs);
                if (candidate != null
                        && candidate.isDue()
                        && (dirtiest == null || candidate.dirtyRatio() > dirtiest.dirtyRatio())) {
                    dirtiest = candidate;
                }
            }
            if (dirtiest != null) {
                taken.add(dirtiest.log());
            }
            return dirtiest;
        }
    }

    private @Nullable CompactionCandidate candidate(CompactableLog log, long nowMs) {
        try {
            log.rollIfOverdue(nowMs);
            return CompactionCandidate.of(log, nowMs);
        } catch (IOException | RuntimeException e) {
            if (log.isCompacted()) { // else it was closed under our hands
                LOG.warn("{}: whether it is to be compacted cannot be found out: {}", log.name(), e.getMessage(), e);
            }
            return null;
        }
    }

    private void giveBack(CompactableLog log) {
        synchronized (this) {
            taken.remove(log);
        }
    }

    private void giveUpOn(CompactableLog log, Throwable cause) {
        synchronized (this) {
            uncleanable.add(log);
        }
        LOG.error("{}: cannot be compacted and is left as it is until the next start", log.name(), cause);
        observer.compactionFailed(log.name(), cause);
    }

    /** One log at a time, on one scheduler. */
    private final class Worker {

        private final Scheduler thread;
        private @Nullable CompactionPass pass;

        Worker(Scheduler thread) {
            this.thread = thread;
        }

        void later(long delayMs) {
            thread.schedule(delayMs, this::turn);
        }

        private synchronized void turn() {
            if (stopped) {
                return;
            }
            long delayMs = config.backoffMs();
            try {
                delayMs = advance();
            } finally {
                later(delayMs);
            }
        }

        /** Does a piece of work. Returns how long to wait before the next. */
        private long advance() {
            CompactionPass current = pass;
            if (current == null) {
                CompactionCandidate next = take(thread.clock().wallMs());
                if (next == null) {
                    return config.backoffMs();
                }
                current = begin(next);
                pass = current;
            }
            boolean trouble = work(current);
            return trouble
                    ? config.backoffMs()
                    : throttle.delayMs(current.takeIo(), thread.clock().nanoTime());
        }

        private CompactionPass begin(CompactionCandidate candidate) {
            long offsets = candidate.boundOffset() - candidate.view().dirtyOffset();
            try {
                OffsetMap map = OffsetMap.create(
                        config.dedupeBufferBytes() / workers.size(),
                        offsets,
                        config.dedupeLoadFactor(),
                        candidate.view().dirtyOffset(),
                        new KeyHash(secrets.nextLong(), secrets.nextLong()));
                int stepBytes = Math.max(1024, config.ioBufferBytes() / workers.size());
                return new CompactionPass(candidate, map, stepBytes, thread.clock());
            } catch (RuntimeException | Error e) { // no memory for the map
                giveBack(candidate.log());
                throw e;
            }
        }

        /** Returns whether the worker should rest because it met trouble. */
        private boolean work(CompactionPass current) {
            try {
                if (current.step()) {
                    end(current);
                }
                return false;
            } catch (IOException | RuntimeException e) {
                fail(current, e);
                return true;
            } catch (Error e) {
                forget(current);
                throw e;
            }
        }

        private void end(CompactionPass current) throws IOException {
            if (current.isSuperseded()) {
                LOG.debug(
                        "{}: compaction gave up, because the log changed",
                        current.log().name());
                current.abort();
            } else {
                CompactionStats stats = current.stats();
                report(stats);
                observer.compacted(stats);
            }
            forget(current);
        }

        private void fail(CompactionPass current, Exception cause) {
            CompactableLog log = current.log();
            boolean mattered = current.isCurrent();
            try {
                current.abort();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
            forget(current);
            if (!mattered) {
                LOG.debug("{}: compaction gave up, because the log changed", log.name(), cause);
            } else if (cause instanceof DiskFullException) {
                LOG.warn("{}: no room to compact, trying again later: {}", log.name(), cause.getMessage());
            } else if (cause instanceof IOException failure && !(cause instanceof UnreadableSegmentException)) {
                log.diskFailed(failure);
            } else {
                giveUpOn(log, cause);
            }
        }

        private void forget(CompactionPass done) {
            pass = null;
            try {
                done.close();
            } catch (IOException e) {
                LOG.debug("{}: closing after compaction", done.log().name(), e);
            }
            giveBack(done.log());
        }

        synchronized void giveUp() {
            if (pass != null) {
                forget(pass);
            }
        }
    }
}
