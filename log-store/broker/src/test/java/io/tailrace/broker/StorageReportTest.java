package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tailrace.protocol.time.Clock;
import io.tailrace.storage.CompactionStats;
import io.tailrace.storage.DamagedRange;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a broker says about its storage, and how often. */
final class StorageReportTest {

    private static final Path DIRECTORY = Path.of("/data");
    private static final CompactionStats PASS =
            new CompactionStats("t-0", 0, 9, 2, 1, 5000, 1200, 9, 3, 0, 9, 3, 0.1, 5, 9);

    private static final class HandClock implements Clock {
        private long ms = 5_000;

        @Override
        public long wallMs() {
            return ms;
        }

        @Override
        public long nanoTime() {
            return ms * 1_000_000;
        }
    }

    private final HandClock clock = new HandClock();
    private final StorageReport report = new StorageReport(clock);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(StorageReport.class);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void shouldSumUpWhatWasDoneOnceTheTimeIsUp() {
        report.synced(DIRECTORY, 3, 20_000_000);
        report.compacted(PASS);
        assertThat(lines.list).isEmpty();
        clock.ms += StorageReport.INTERVAL_MS;
        report.synced(DIRECTORY, 1, 40_000_000);
        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.INFO);
            assertThat(line.getFormattedMessage())
                    .contains("last 600 s: 2 syncs of 30 ms on average, 40 ms at most")
                    .contains("1 compactions that left 1200 B of 5000 B");
        });
        clock.ms += StorageReport.INTERVAL_MS;
        report.compacted(PASS);
        assertThat(lines.list.get(1).getFormattedMessage()).contains("0 syncs").contains("1 compactions");
    }

    @Test
    void shouldKeepWarningOfWhatIsBroken() {
        report.damageFound(new DamagedRange("t-0", DIRECTORY.resolve("t-0/0.log"), 5, 60, 7, 9, "bad"));
        report.compactionFailed("t-0", new IOException("bad"));
        report.directoryWentOffline(DIRECTORY, new IOException("EIO"));
        for (int i = 0; i < 2; i++) {
            clock.ms += StorageReport.INTERVAL_MS;
            report.synced(Path.of("/other"), 1, 1);
            assertThat(lines.list.get(i).getLevel()).isEqualTo(Level.WARN);
            assertThat(lines.list.get(i).getFormattedMessage())
                    .contains("1 damaged ranges found, 1 logs that cannot be compacted, directories offline: [/data]");
        }
    }

    @Test
    void shouldNameASlowSyncButNotEveryOne() {
        for (int i = 0; i < 5; i++) {
            report.synced(DIRECTORY, 7, 1_500_000_000);
            clock.ms += StorageReport.SLOW_SYNC_INTERVAL_MS / 4;
        }
        assertThat(lines.list)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.getFormattedMessage())
                        .isEqualTo("data directory /data: syncing 7 logs took 1500 ms"));
    }
}
