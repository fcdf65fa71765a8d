package io.tailrace.storage.recovery;

import io.tailrace.protocol.time.Clock;
import io.tailrace.storage.RecoveryProgress;
import io.tailrace.storage.StorageObserver;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the opening of a data directory has done, and says so every few seconds if it takes that long: in the log and to
 * the observer. There is no thread for it; who counts looks at the clock.
 *
 * <p><b>Threads:</b> any. The counters are atomic; whoever moves {@code lastReport} forward reports.
 */
public final class RecoveryMeter {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryMeter.class);
    private static final long REPORT_INTERVAL_NANOS = 5_000_000_000L;
    private static final int MIB = 1 << 20;

    private final Path directory;
    private final Clock clock;
    private final StorageObserver observer;
    private final int total;
    private final long beganAt;
    private final AtomicLong lastReport;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger checked = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** @param total logs in the directory */
    public RecoveryMeter(Path directory, Clock clock, StorageObserver observer, int total) {
        this.directory = directory;
        this.clock = clock;
        this.observer = observer;
        this.total = total;
        this.beganAt = clock.nanoTime();
        this.lastReport = new AtomicLong(beganAt);
    }

    /** For the opening of a single log: nothing is reported. */
    public static RecoveryMeter none(Path directory) {
        return new RecoveryMeter(directory, Stopped.INSTANCE, StorageObserver.NONE, 1);
    }

    private enum Stopped implements Clock {
        INSTANCE;

        @Override
        public long wallMs() {
            return 0;
        }

        @Override
        public long nanoTime() {
            return 0;
        }
    }

    /** So many bytes more were read to see whether they are sound. */
    void read(long count) {
        bytes.addAndGet(count);
        maybeReport();
    }

    /** A log is open. */
    void opened(boolean somethingWasRead) {
        if (somethingWasRead) {
            checked.incrementAndGet();
        }
        done.incrementAndGet();
        maybeReport();
    }

    private void maybeReport() {
        long now = clock.nanoTime();
        long last = lastReport.get();
        if (now - last >= REPORT_INTERVAL_NANOS && lastReport.compareAndSet(last, now)) {
            RecoveryProgress progress = progress();
            LOG.info(
                    "data directory {}: opened {} of {} logs, {} of them checked, {} MiB read, {} s so far",
                    directory,
                    progress.logsDone(),
                    progress.logsTotal(),
                    progress.logsChecked(),
                    progress.bytesChecked() / MIB,
                    progress.elapsedMs() / 1000);
            observer.recoveryProgressed(directory, progress);
        }
    }

    /** Where it is now. */
    public RecoveryProgress progress() {
        return new RecoveryProgress(
                done.get(), total, checked.get(), bytes.get(), (clock.nanoTime() - beganAt) / 1_000_000);
    }
}
