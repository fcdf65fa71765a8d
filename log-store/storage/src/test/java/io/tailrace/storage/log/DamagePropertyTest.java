package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.storage.CorruptLogException;
import io.tailrace.storage.DamagedRange;
import io.tailrace.storage.disk.DiskFile;
import io.tailrace.storage.disk.memory.MemoryDisk;
import io.tailrace.storage.segment.TimestampedOffset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Damage of every kind in files of a directory that nobody is using (properties 34 and 35). {@link Seeds} says
 * how to run more of it.
 */
class DamagePropertyTest {

    private static final Path DIRECTORY = Path.of("/data");
    private static final Path PARTITION = DIRECTORY.resolve("t-0");
    private static final UUID ID = new UUID(3, 4);
    private static final int SEEDS = 150;
    private static final long FIRST_TIME_MS = 1_000;

    private final VirtualScheduler scheduler = new VirtualScheduler();

    private interface Run {
        void run(Random random) throws IOException;
    }

    private static void forSeeds(Run run) {
        Seeds.forEach(SEEDS, seed -> run.run(new Random(seed)));
    }

    /** A log on a disk, and what is in it. */
    private static final class Written {
        final MemoryDisk disk;
        final LogConfig config;
        final List<String> values = new ArrayList<>();
        final List<Integer> epochs = new ArrayList<>();

        Written(MemoryDisk disk, LogConfig config) {
            this.disk = disk;
            this.config = config;
        }
    }

    private LogStore open(Written written) {
        LogStoreConfig config = LogStoreConfig.defaults().withLogDefaults(written.config);
        return LogStore.open(DIRECTORY, written.disk, config, scheduler, scheduler);
    }

    private Written write(Random random) {
        LogConfig config = LogConfig.defaults()
                .withSegmentBytes(2048 + random.nextInt(4096))
                .withIndexIntervalBytes(random.nextInt(500))
                .withRetention(-1, -1);
        Written written = new Written(new MemoryDisk(random, scheduler), config);
        LogStore store = open(written);
        PartitionLog log = store.openOrCreate("t", 0, ID, config);
        store.startMaintenance();
        int epoch = 0;
        int batches = 40 + random.nextInt(120);
        for (int i = 0; i < batches; i++) {
            epoch += random.nextInt(30) == 0 ? 1 : 0;
            List<String> values = new ArrayList<>();
            for (int k = random.nextInt(3); k >= 0; k--) {
                values.add((written.values.size() + values.size()) + "x".repeat(random.nextInt(60)));
            }
            int sequence = written.values.size();
            ByteBuf batch = Batches.idempotent(FIRST_TIME_MS + sequence, 9, 0, sequence, values.toArray(String[]::new));
            log.append(batch, epoch, AppendOrigin.CLIENT);
            batch.release();
            for (String value : values) {
                written.values.add(value);
                written.epochs.add(epoch);
            }
            if (random.nextInt(20) == 0) {
                scheduler.advance(random.nextInt(70_000));
            }
        }
        scheduler.runDue();
        if (random.nextBoolean()) {
            store.close();
        } else {
            store.abandon();
            written.disk.kill();
        }
        scheduler.forgetAll();
        return written;
    }

    @Test
    void shouldServeTheSameWhateverHappensToDerivedFiles() {
        forSeeds(random -> {
            Written written = write(random);
            for (int round = 0; round < 2; round++) {
                damageDerivedFiles(random, written.disk);
                LogStore store = open(written);
                assertSame(written, store.log("t", 0));
                store.close();
                scheduler.forgetAll();
            }
        });
    }

    private static void damageDerivedFiles(Random random, MemoryDisk disk) throws IOException {
        for (String name : disk.list(PARTITION)) {
            boolean derived = name.endsWith("index") || name.endsWith(".snapshot") || name.startsWith("leader-epoch");
            if (derived && random.nextBoolean()) {
                damage(random, disk, PARTITION.resolve(name));
            }
        }
        // Where a log begins is not derived from it: one of the two files that say so stays.
        String start = random.nextBoolean() ? "log-start-checkpoint" : "log-start-offset-checkpoint";
        for (String name : List.of("sync-point-checkpoint", "recovery-point-offset-checkpoint", start)) {
            Path file = DIRECTORY.resolve(name);
            if (disk.exists(file) && random.nextBoolean()) {
                damage(random, disk, file);
            }
        }
    }

    private static void damage(Random random, MemoryDisk disk, Path file) throws IOException {
        int size = (int) disk.size(file);
        switch (random.nextInt(5)) {
            case 0 -> disk.delete(file);
            case 1 -> overwrite(disk, file, new byte[size]);
            case 2 -> disk.resize(file, random.nextInt(size + 1));
            case 3 -> {
                for (int i = random.nextInt(4); i >= 0 && size > 0; i--) {
                    disk.flipBit(file, random.nextInt(size * 8));
                }
            }
            default -> {
                byte[] garbage = new byte[random.nextInt(size + 50)];
                random.nextBytes(garbage);
                overwrite(disk, file, garbage);
            }
        }
    }

    private static void overwrite(MemoryDisk disk, Path file, byte[] content) throws IOException {
        try (DiskFile open = disk.open(file)) {
            open.truncate(0);
            open.write(0, Unpooled.wrappedBuffer(content));
            open.force();
        }
    }

    private static void assertSame(Written written, PartitionLog log) {
        int end = written.values.size();
        assertThat(log.logStartOffset()).isZero();
        assertThat(log.endOffset()).isEqualTo(end);
        for (int offset = end - 1; offset >= 0; offset -= 7) {
            ByteBuf records = log.read(offset, 1, Long.MAX_VALUE, true).records();
            assertThat(RecordBatch.at(records, 0).baseOffset()).isLessThanOrEqualTo(offset);
            assertThat(RecordBatch.at(records, 0).lastOffset()).isGreaterThanOrEqualTo(offset);
            records.release();
            TimestampedOffset found = Objects.requireNonNull(log.offsetForTimestamp(firstTimeOf(log, offset)));
            assertThat(found.offset()).as("by the time of offset %s", offset).isLessThanOrEqualTo(offset);
            assertThat(found.timestampMs()).isEqualTo(firstTimeOf(log, offset));
        }
        assertThat(Batches.values(log, 500)).isEqualTo(written.values);
        int last = written.epochs.get(end - 1);
        assertThat(log.latestLeaderEpoch()).isEqualTo(last);
        assertThat(log.endOffsetForEpoch(0).endOffset()).isEqualTo(written.epochs.lastIndexOf(0) + 1L);
        assertThat(log.activeProducers())
                .singleElement()
                .satisfies(producer -> assertThat(producer.lastSequence()).isEqualTo(end - 1));
    }

    /** The timestamp that all records of the batch with that offset have. */
    private static long firstTimeOf(PartitionLog log, long offset) {
        ByteBuf records = log.read(offset, 1, Long.MAX_VALUE, true).records();
        try {
            return RecordBatch.at(records, 0).maxTimestamp();
        } finally {
            records.release();
        }
    }

    @Test
    void shouldServeWhatIsSoundAndNothingElseOfRottenSegments() {
        forSeeds(random -> {
            Written written = write(random);
            open(written).close(); // so that nothing is cut as the unsynced end of the log
            scheduler.forgetAll();
            List<String> segments = written.disk.list(PARTITION).stream()
                    .filter(name -> name.endsWith(".log"))
                    .toList();
            for (int i = random.nextInt(3); i >= 0; i--) {
                Path file = PARTITION.resolve(segments.get(random.nextInt(segments.size())));
                int size = (int) written.disk.size(file);
                if (size > 0) {
                    written.disk.flipBit(file, random.nextInt(size * 8));
                }
            }
            LogStore store = open(written);
            assertHonest(written, store.log("t", 0));
            store.close();
            scheduler.forgetAll();
        });
    }

    /** What is read is what was written, what is not read was reported, and little more than what rots is not read. */
    private static void assertHonest(Written written, PartitionLog log) {
        assertThat(log.endOffset()).isEqualTo(written.values.size());
        boolean[] served = new boolean[written.values.size()];
        long offset = 0;
        while (offset < log.endOffset()) {
            try {
                ReadResult read = log.read(offset, 300, Long.MAX_VALUE, true);
                note(read.records(), written, served);
                assertThat(read.nextOffset()).isGreaterThan(offset);
                offset = read.nextOffset();
            } catch (CorruptLogException e) {
                DamagedRange damage = Objects.requireNonNull(e.damage(), e.getMessage());
                assertThat(damage.firstOffset()).isEqualTo(offset);
                assertThat(damage.endOffset())
                        .isGreaterThan(offset)
                        .isLessThanOrEqualTo(offset + 3 * 4); // three batches at most rot
                assertThat(log.damagedRanges()).contains(damage);
                offset = damage.endOffset();
            }
        }
        for (int i = 0; i < served.length; i++) {
            long at = i;
            boolean reported =
                    log.damagedRanges().stream().anyMatch(range -> range.firstOffset() <= at && at < range.endOffset());
            assertThat(served[i] || reported)
                    .as("offset %s served or reported", i)
                    .isTrue();
            if (served[i]) { // and it is found when it is asked for by itself
                note(log.read(at, 1, Long.MAX_VALUE, true).records(), written, served);
            }
        }
        assertThat(log.damagedRanges()).hasSizeLessThanOrEqualTo(3);
    }

    private static void note(ByteBuf records, Written written, boolean[] served) {
        for (RecordBatch batch : RecordBatches.of(records)) {
            for (Record record : batch) {
                String value = new String(record.valueBytes(), StandardCharsets.UTF_8);
                assertThat(value).isEqualTo(written.values.get((int) record.offset()));
                served[(int) record.offset()] = true;
            }
        }
        records.release();
    }
}
