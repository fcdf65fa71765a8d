package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.tailrace.storage.disk.NioDisk;
import io.tailrace.storage.epoch.EpochEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A leader-epoch-checkpoint that is well formed and says what was never written, and batches whose epoch rots. */
class DamagedEpochsTest {

    private static final LogConfig CONFIG = LogConfig.defaults().withSegmentBytes(2048);
    private static final int RECORDS = 120;
    /** Epochs 1, 4, 5 and 12 begin with these offsets. */
    private static final String LINES = "0\n4\n1 0\n4 30\n5 61\n12 99\n";

    @TempDir
    Path directory;

    private final VirtualScheduler scheduler = new VirtualScheduler();

    @BeforeEach
    void writeFourEpochs() throws IOException {
        try (LogStore store = open()) {
            PartitionLog log = store.openOrCreate("t", 0, new UUID(1, 2), CONFIG);
            for (int i = 0; i < RECORDS; i++) {
                ByteBuf batch = Batches.of(1, "value " + i);
                log.append(batch, i < 30 ? 1 : i < 61 ? 4 : i < 99 ? 5 : 12, AppendOrigin.CLIENT);
                batch.release();
            }
        }
        assertThat(Files.readString(checkpoint())).isEqualTo(LINES);
    }

    private LogStore open() {
        return LogStore.open(directory, new NioDisk(), LogStoreConfig.defaults(), scheduler, scheduler);
    }

    private Path checkpoint() {
        return directory.resolve("t-0").resolve("leader-epoch-checkpoint");
    }

    private static void assertEpochsAreRight(PartitionLog log) {
        assertThat(log.endOffsetForEpoch(1)).isEqualTo(new EpochEnd(1, 30));
        assertThat(log.endOffsetForEpoch(3)).isEqualTo(new EpochEnd(1, 30));
        assertThat(log.endOffsetForEpoch(4)).isEqualTo(new EpochEnd(4, 61));
        assertThat(log.endOffsetForEpoch(5)).isEqualTo(new EpochEnd(5, 99));
        assertThat(log.endOffsetForEpoch(12)).isEqualTo(new EpochEnd(12, RECORDS));
        assertThat(log.endOffsetForEpoch(13)).isEqualTo(EpochEnd.UNKNOWN);
        assertThat(log.latestLeaderEpoch()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0\n4\n1 0\n4 31\n5 61\n12 99\n",
                "0\n4\n1 0\n4 29\n5 61\n12 99\n",
                "0\n4\n1 0\n4 30\n5 21\n12 99\n",
                "0\n4\n1 0\n4 30\n5 68\n12 99\n",
                "0\n4\n1 0\n4 30\n7 61\n12 99\n",
                "0\n4\n0 0\n4 30\n5 61\n12 99\n",
                "0\n4\n1 1\n4 30\n5 61\n12 99\n",
                "0\n4\n1 0\n4 30\n5 61\n92 99\n",
                "0\n4\n1 0\n4 30\n5 61\n12 95\n",
                "0\n4\n1 0\n4 30\n5 61\n12 919\n",
                "0\n3\n1 0\n4 30\n12 99\n"
            })
    void shouldBelieveTheBatches(String lines) throws IOException {
        Files.writeString(checkpoint(), lines);
        try (LogStore store = open()) {
            PartitionLog log = store.log("t", 0);
            assertEpochsAreRight(log);
            scheduler.runDue();
            assertThat(Files.readString(checkpoint())).isEqualTo(LINES);
        }
    }

    @Test
    void shouldNotTakeOneRottenBatchForAnEpoch() throws IOException {
        LogCorrupter corrupter = new LogCorrupter(directory.resolve("t-0"));
        long position = corrupter.positionOf(110);
        corrupter.flipBit(corrupter.last(".log"), position + 12, 4); // the highest byte of its epoch
        Files.writeString(checkpoint(), LINES.replace("12 99", "12 97"));
        try (LogStore store = open()) {
            assertEpochsAreRight(store.log("t", 0));
        }
        Files.delete(checkpoint());
        try (LogStore store = open()) {
            assertEpochsAreRight(store.log("t", 0));
        }
    }

    @Test
    void shouldKeepAnEpochWithoutARecord() {
        try (LogStore store = open()) {
            store.log("t", 0).assignLeaderEpoch(20);
            scheduler.runDue();
        }
        try (LogStore store = open()) {
            PartitionLog log = store.log("t", 0);
            assertThat(log.endOffsetForEpoch(12)).isEqualTo(new EpochEnd(12, RECORDS));
            assertThat(log.latestLeaderEpoch()).isEqualTo(20);
        }
    }
}
