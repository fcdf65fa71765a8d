package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.storage.disk.NioDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that say where logs start, with digits that were never written. */
class DamagedStartTest {

    private static final int RECORDS = 50;
    private static final int START = 30;

    @TempDir
    Path directory;

    private final VirtualScheduler scheduler = new VirtualScheduler();

    @BeforeEach
    void writeALogThatStartsWithinASegment() {
        try (LogStore store = open()) {
            PartitionLog log = store.openOrCreate("t", 0, new UUID(1, 2), LogConfig.defaults());
            for (int i = 0; i < RECORDS; i++) {
                log.append(Batches.of(1, "value " + i), 0, AppendOrigin.CLIENT);
            }
            scheduler.runDue();
            assertThat(log.deleteRecordsBefore(START)).isNotDone();
            scheduler.runDue();
            assertThat(log.logStartOffset()).isEqualTo(START);
        }
    }

    private LogStore open() {
        return LogStore.open(directory, new NioDisk(), LogStoreConfig.defaults(), scheduler, scheduler);
    }

    private void writeStart(long offset) throws IOException {
        Path file = directory.resolve("log-start-offset-checkpoint");
        assertThat(Files.readString(file)).isEqualTo("0\n1\nt 0 " + START + "\n");
        Files.writeString(file, "0\n1\nt 0 " + offset + "\n");
    }

    private void assertStartsAt(long start) {
        try (LogStore store = open()) {
            PartitionLog log = store.log("t", 0);
            assertThat(log.logStartOffset()).isEqualTo(start);
            assertThat(log.endOffset()).isEqualTo(RECORDS);
            assertThat(Batches.values(log, 500)).hasSize(RECORDS - (int) start);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 10, 31, 38, 70})
    void shouldBelieveTheFileWithAChecksum(long wrong) throws IOException {
        writeStart(wrong);
        open().abandon();
        Files.delete(directory.resolve("sync-point-checkpoint")); // what decided it may be gone the next time
        assertStartsAt(START);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 38})
    void shouldTakeTheEarlierOneWhereAnotherProgramHasWritten(long other) throws IOException {
        writeStart(other);
        Files.writeString(directory.resolve("recovery-point-offset-checkpoint"), "0\n1\nt 0 48\n");
        assertStartsAt(Math.min(other, START));
    }

    @Test
    void shouldNotDropALogThatWasClosedInOrderForAStartBeyondItsEnd() throws IOException {
        writeStart(RECORDS + 1);
        Files.delete(directory.resolve("log-start-checkpoint"));
        assertStartsAt(0);
    }

    @Test
    void shouldNotTakeOneFileForAnother() throws IOException {
        Files.copy(
                directory.resolve("log-start-checkpoint"),
                directory.resolve("sync-point-checkpoint"),
                StandardCopyOption.REPLACE_EXISTING);
        assertStartsAt(START);
    }
}
