package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.storage.CorruptLogException;
import io.tailrace.storage.disk.NioDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One bit of a base offset, which no checksum covers, is wrong, and each read returns a single batch: what tells is the batch before,
 * which an earlier read returned, and the batch after, which no read has met.
 */
class ShiftedOffsetTest {

    /** The lowest byte of a batch's base offset. */
    private static final int LOW_BYTE = 7;

    @TempDir
    Path directory;

    private final VirtualScheduler scheduler = new VirtualScheduler();

    private LogStore open() {
        return LogStore.open(directory, new NioDisk(), LogStoreConfig.defaults(), scheduler, scheduler);
    }

    /** Batches at offsets 0, 1..2, 3, 4 and 5; flips a bit in the base offset of the second. */
    private void writeAndFlip(int bit) throws IOException {
        long position;
        try (LogStore store = open()) {
            PartitionLog log = store.openOrCreate("t", 0, new UUID(1, 2), LogConfig.defaults());
            log.append(Batches.of(1, "a"), 0, AppendOrigin.CLIENT);
            position = log.sizeInBytes();
            log.append(Batches.of(1, "b", "c"), 0, AppendOrigin.CLIENT);
            for (String value : new String[] {"d", "e", "f"}) {
                log.append(Batches.of(1, value), 0, AppendOrigin.CLIENT);
            }
        }
        LogCorrupter corrupter = new LogCorrupter(directory.resolve("t-0"));
        corrupter.flipBit(corrupter.last(".log"), position + LOW_BYTE, bit);
    }

    private void assertSecondBatchIsRefusedAfterTheFirst() {
        try (LogStore store = open()) {
            PartitionLog log = store.log("t", 0);
            ReadResult first = log.read(0, 1, Long.MAX_VALUE, true);
            first.records().release();
            assertThat(first.nextOffset()).isEqualTo(1);
            assertThatThrownBy(() -> log.read(1, 1, Long.MAX_VALUE, true)).isInstanceOf(CorruptLogException.class);
            assertThat(log.damagedRanges()).singleElement().satisfies(damage -> {
                assertThat(damage.firstOffset()).isEqualTo(1);
                assertThat(damage.endOffset()).isEqualTo(3);
            });
        }
    }

    @Test
    void shouldRefuseABatchThatBeginsBeforeTheLastReadEnded() throws IOException {
        writeAndFlip(0); // 0..1
        assertSecondBatchIsRefusedAfterTheFirst();
    }

    @Test
    void shouldRefuseABatchThatReachesIntoTheNextOne() throws IOException {
        writeAndFlip(1); // 3..4
        assertSecondBatchIsRefusedAfterTheFirst();
    }
}
