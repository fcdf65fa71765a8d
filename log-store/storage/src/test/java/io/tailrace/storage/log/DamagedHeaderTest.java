package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.storage.CorruptLogException;
import io.tailrace.storage.DamagedRange;
import io.tailrace.storage.disk.memory.MemoryDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Flips every single bit of the headers of batches in turn. What leads from one batch to the next lies there, and part of it is not
 * covered by the checksum; still no record may be served under another offset, and none be refused that does not lie in the damaged
 * batch, whether a reader comes from before or asks for the offset at once.
 */
class DamagedHeaderTest {

    private static final Path DIRECTORY = Path.of("/data");
    private static final Path SEGMENT = DIRECTORY.resolve("t-0").resolve("00000000000000000000.log");
    private static final LogConfig DENSE = LogConfig.defaults().withIndexIntervalBytes(200);
    private static final LogConfig COMPACTED = DENSE.withCleanupPolicy(CleanupPolicy.COMPACT);
    /** The leader's epoch is outside the checksum as well, but leads nowhere. */
    private static final Set<Integer> EPOCH_BYTES = Set.of(12, 13, 14, 15);

    /** The lowest bit of a batch's base offset, counted from the batch's begin. */
    private static final int LOWEST_BIT = 56;

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final MemoryDisk disk = new MemoryDisk(new Random(1), scheduler);

    /** Offsets of the first and the last record of each batch. */
    private final List<long[]> batches = new ArrayList<>();

    private final List<Long> positions = new ArrayList<>();
    private final TreeMap<Long, String> written = new TreeMap<>();

    private LogStore open(LogConfig config) {
        return LogStore.open(DIRECTORY, disk, LogStoreConfig.defaults().withLogDefaults(config), scheduler, scheduler);
    }

    /** Writes batches as a leader sent them, of so many records each, which begin at these offsets. */
    private void write(LogConfig config, long[] offsets, int[] counts) {
        try (LogStore store = open(config)) {
            PartitionLog log = store.openOrCreate("t", 0, new UUID(1, 2), config);
            for (int i = 0; i < offsets.length; i++) {
                String[] values = new String[counts[i]];
                for (int k = 0; k < counts[i]; k++) {
                    values[k] = "value-" + (offsets[i] + k);
                    written.put(offsets[i] + k, values[k]);
                }
                positions.add(log.sizeInBytes());
                batches.add(new long[] {offsets[i], offsets[i] + counts[i] - 1});
                ByteBuf batch = Batches.of(1000 + i, values);
                RecordBatch.at(batch, 0).setBaseOffset(offsets[i]);
                log.append(batch, 0, AppendOrigin.REPLICATION);
                batch.release();
            }
        }
    }

    private static long[] ascending(int[] counts) {
        long[] offsets = new long[counts.length];
        for (int i = 1; i < counts.length; i++) {
            offsets[i] = offsets[i - 1] + counts[i - 1];
        }
        return offsets;
    }

    /** The offsets that one sweep from the start is refused, after what it is served has been checked. */
    private Set<Long> refusedFrom(PartitionLog log, long start, long end) {
        Set<Long> refused = new TreeSet<>();
        long next = start;
        while (next < end) {
            try {
                ReadResult read = log.read(next, 1, Long.MAX_VALUE, true);
                check(read.records(), next);
                assertThat(read.nextOffset()).isGreaterThan(next);
                for (long missing : written.subMap(next, read.nextOffset()).keySet()) {
                    assertThat(holds(read.records(), missing))
                            .as("offset %s is not left out", missing)
                            .isTrue();
                }
                read.records().release();
                next = read.nextOffset();
            } catch (CorruptLogException e) {
                DamagedRange damage = Objects.requireNonNull(e.damage(), e.getMessage());
                assertThat(damage.endOffset()).isGreaterThan(next);
                refused.addAll(written.subMap(next, damage.endOffset()).keySet());
                next = damage.endOffset();
            }
        }
        return refused;
    }

    private void check(ByteBuf records, long from) {
        for (RecordBatch batch : RecordBatches.of(records)) {
            for (Record record : batch) {
                if (record.offset() >= from) {
                    assertThat(new String(record.valueBytes(), StandardCharsets.UTF_8))
                            .isEqualTo(written.get(record.offset()));
                }
            }
        }
    }

    private static boolean holds(ByteBuf records, long offset) {
        for (RecordBatch batch : RecordBatches.of(records)) {
            if (batch.baseOffset() <= offset && offset <= batch.lastOffset()) {
                return true;
            }
        }
        return false;
    }

    private Set<Long> refusedAlone(PartitionLog log) {
        Set<Long> refused = new TreeSet<>();
        for (long offset : written.descendingKeySet()) { // no read goes on where another ended
            refused.addAll(refusedFrom(log, offset, offset + 1));
        }
        return refused;
    }

    private void flip(int batch, int bit) throws IOException {
        disk.flipBit(SEGMENT, (int) (positions.get(batch) * Byte.SIZE) + bit);
    }

    private Set<Long> offsetsOf(int... damaged) {
        Set<Long> offsets = new TreeSet<>();
        for (int batch : damaged) {
            offsets.addAll(written.subMap(batches.get(batch)[0], batches.get(batch)[1] + 1)
                    .keySet());
        }
        return offsets;
    }

    private void assertRefusedIs(Set<Long> expected, String what, LogConfig config) {
        try (LogStore store = open(config)) {
            PartitionLog log = store.log("t", 0);
            assertThat(refusedAlone(log)).as("%s, each offset by itself", what).isEqualTo(expected);
        }
        try (LogStore store = open(config)) {
            PartitionLog log = store.log("t", 0);
            assertThat(refusedFrom(log, 0, log.endOffset()))
                    .as("%s, in turn", what)
                    .isEqualTo(expected);
            assertThat(log.damagedRanges()).hasSize(expected.isEmpty() ? 0 : 1);
        }
    }

    @Test
    void shouldRefuseTheDamagedBatchAndNoOther() throws IOException {
        int[] counts = {1, 3, 1, 2, 3, 1, 2};
        write(DENSE, ascending(counts), counts);
        for (int batch : new int[] {0, 3}) {
            for (int bit = 0; bit < RecordBatch.HEADER_BYTES * Byte.SIZE; bit++) {
                flip(batch, bit);
                boolean harmless = EPOCH_BYTES.contains(bit / Byte.SIZE);
                assertRefusedIs(harmless ? Set.of() : offsetsOf(batch), "bit " + bit + " of batch " + batch, DENSE);
                flip(batch, bit);
            }
        }
    }

    @Test
    void shouldRefuseTwoNeighboursWhoseOffsetsAreBothWrong() throws IOException {
        int[] counts = {2, 3, 2, 3, 1, 2};
        write(DENSE, ascending(counts), counts);
        for (int one = 0; one < Byte.SIZE; one++) {
            for (int other = 0; other < Byte.SIZE; other++) {
                flip(1, LOWEST_BIT + one);
                flip(2, LOWEST_BIT + other);
                try (LogStore store = open(DENSE)) {
                    PartitionLog log = store.log("t", 0);
                    String what = "bits " + one + " and " + other;
                    assertThat(refusedFrom(log, 0, log.endOffset())).as(what).isEqualTo(offsetsOf(1, 2));
                    assertThat(refusedAlone(log)).as(what).isEqualTo(offsetsOf(1, 2));
                }
                flip(1, LOWEST_BIT + one);
                flip(2, LOWEST_BIT + other);
            }
        }
    }

    @Test
    void shouldServeNothingUnderAnotherOffsetWhereCompactionLeftGaps() throws IOException {
        long[] offsets = {0, 4, 9, 11, 17, 40, 42};
        int[] counts = {2, 3, 2, 3, 1, 2, 1};
        write(COMPACTED, offsets, counts);
        for (int batch = 0; batch < counts.length; batch++) {
            for (int bit = 0; bit < Long.SIZE; bit++) {
                if (fitsItsGap(batch, offsets[batch] ^ (1L << (bit ^ LOWEST_BIT)))) {
                    continue; // nothing in the file can tell
                }
                flip(batch, bit);
                try (LogStore store = open(COMPACTED)) {
                    PartitionLog log = store.log("t", 0);
                    Set<Long> mayBeRefused =
                            offsetsOf(Math.max(0, batch - 1), batch, Math.min(counts.length - 1, batch + 1));
                    assertThat(mayBeRefused)
                            .containsAll(refusedFrom(log, 0, log.endOffset()))
                            .containsAll(refusedAlone(log));
                }
                flip(batch, bit);
            }
        }
    }

    private boolean fitsItsGap(int batch, long moved) {
        long before = batch == 0 ? 0 : batches.get(batch - 1)[1] + 1;
        long after = batch == batches.size() - 1 ? written.lastKey() + 1 : batches.get(batch + 1)[0];
        return moved >= before && moved + batches.get(batch)[1] - batches.get(batch)[0] < after;
    }
}
