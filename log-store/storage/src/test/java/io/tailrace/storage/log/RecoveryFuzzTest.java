package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.ControlRecordType;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.storage.StorageException;
import io.tailrace.storage.disk.DiskFile;
import io.tailrace.storage.disk.memory.MemoryDisk;
import io.tailrace.storage.producer.TransactionClaim;
import io.tailrace.storage.producer.VerificationGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Opens directories whose files were damaged, cut, exchanged, removed and invented at random. Opening succeeds or says why not,
 * with the documented exception; what is served then is sound; the log can be appended to, and the next start finds what the
 * last one left. Memory is in proportion to the files. {@link Seeds} says how to run more of it.
 */
class RecoveryFuzzTest {

    private static final int SEEDS = 300;
    private static final Path DIRECTORY = Path.of("/data");
    private static final LogConfig CONFIG =
            LogConfig.defaults().withSegmentBytes(2000).withIndexIntervalBytes(200);
    private static final LogStoreConfig STORE_CONFIG = LogStoreConfig.defaults().withLogDefaults(CONFIG);
    private static final UUID ID = new UUID(7, 8);
    private static final int BATCHES = 60;
    /** Reads that may fail before a log is given up: offsets may be far apart. */
    private static final int REFUSALS = 100;

    private static final int ALLOCATED_AT_LEAST = 8 * 1024 * 1024;
    private static final int ALLOCATED_PER_BYTE = 512; // the disk of this test copies what is read, too
    private static final int POOLED_AT_MOST = 64 * 1024 * 1024;

    private static final List<String> INVENTED = List.of(
            "t-0/00000000000000000005.log",
            "t-0/00000000000000000000.log.cleaned",
            "t-0/00000000000000000000.log.swap",
            "t-0/00000000000000000000.log.deleted",
            "t-0/09223372036854775807.log",
            "t-0/00000000002147483648.log",
            "t-0/00000000000000000007.snapshot",
            "t-0/99999999999999999999.log",
            "t-0/00000000000000000000.checkpoint",
            "t-9999999999/00000000000000000000.log",
            "t-5/00000000000000000003.log",
            "t-6.0123456789abcdef0123456789abcdef-delete/00000000000000000000.log",
            "-1/x",
            "cleaner-offset-checkpoint",
            "notes.txt");

    private static ResourceLeakDetector.Level leakDetection;

    /** The files of a sound directory: path below it → content. */
    private static final Map<String, byte[]> SOUND = new TreeMap<>();

    @BeforeAll
    static void writeASoundDirectory() throws IOException {
        leakDetection = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
        VirtualScheduler scheduler = new VirtualScheduler();
        MemoryDisk disk = new MemoryDisk(new Random(0), scheduler);
        try (LogStore store = LogStore.open(DIRECTORY, disk, STORE_CONFIG, scheduler, scheduler)) {
            fill(store.openOrCreate("t", 0, ID, CONFIG));
            fill(store.openOrCreate("t", 1, ID, CONFIG));
        }
        collect(disk, DIRECTORY, "");
        assertThat(SOUND.size()).isGreaterThan(20);
    }

    @AfterAll
    static void watchLeaksAsBefore() {
        ResourceLeakDetector.setLevel(leakDetection);
    }

    private static void fill(PartitionLog log) {
        for (int i = 0; i < BATCHES; i++) {
            VerificationGuard guard = log.beginVerification(9, (short) 0, i, false);
            TransactionClaim claim = guard == null ? TransactionClaim.NONE : TransactionClaim.verified(guard);
            append(
                    log,
                    Batches.builder(Compression.of(CompressionType.forId(i % 5)), 1000 + i, "value-" + i)
                            .producer(9, (short) 0, i, true)
                            .build(),
                    claim);
            if (i % 10 == 9) {
                ControlRecordType type = i % 20 == 9 ? ControlRecordType.ABORT : ControlRecordType.COMMIT;
                append(
                        log,
                        RecordBatchBuilder.endTransaction(
                                UnpooledByteBufAllocator.DEFAULT, new ControlRecord(type, 1), 9, (short) 0, 2000),
                        TransactionClaim.NONE);
            }
        }
    }

    private static void append(PartitionLog log, ByteBuf batch, TransactionClaim claim) {
        try {
            log.append(batch, 2, AppendOrigin.COORDINATOR, claim);
        } finally {
            batch.release();
        }
    }

    private static void collect(MemoryDisk disk, Path directory, String prefix) throws IOException {
        for (String name : disk.list(directory)) {
            Path path = directory.resolve(name);
            if (disk.isDirectory(path)) {
                collect(disk, path, prefix + name + "/");
            } else {
                try (DiskFile file = disk.open(path)) {
                    ByteBuf content = Unpooled.buffer((int) file.size());
                    file.read(0, content, (int) file.size());
                    SOUND.put(prefix + name, ByteBufUtil.getBytes(content));
                }
            }
        }
    }

    @Test
    void shouldOpenOrRefuseAnyDirectory() {
        Seeds.forEach(SEEDS, RecoveryFuzzTest::run);
    }

    private static void run(long seed) throws Exception {
        Map<String, byte[]> files = damaged(new Random(seed));
        long bytes =
                files.values().stream().mapToLong(content -> content.length).sum();
        long pooledBefore = Allocations.pooledBytes();
        long limit = ALLOCATED_AT_LEAST + bytes * ALLOCATED_PER_BYTE;
        Allocations.atMost(limit, () -> openReadAppendAndOpenAgain(diskWith(files)));
        assertThat(Allocations.pooledBytes() - pooledBefore).isLessThan(POOLED_AT_MOST);
    }

    private static Map<String, byte[]> damaged(Random random) {
        Map<String, byte[]> files = new TreeMap<>(SOUND);
        Mutator mutator = new Mutator(random);
        List<String> names = new ArrayList<>(SOUND.keySet());
        if (random.nextBoolean()) {
            files.remove(".kafka_cleanshutdown");
        }
        for (int change = random.nextInt(5); change >= 0; change--) {
            String name = names.get(random.nextInt(names.size()));
            String other = names.get(random.nextInt(names.size()));
            byte[] content = files.getOrDefault(name, new byte[0]);
            switch (random.nextInt(8)) {
                case 0 -> files.remove(name);
                case 1 -> files.put(name, files.getOrDefault(other, content));
                case 2 -> files.put(INVENTED.get(random.nextInt(INVENTED.size())), content);
                case 3 -> files.put(name, mutator.random(random.nextInt(3000)));
                default -> files.put(name, mutator.mutate(content));
            }
        }
        return files;
    }

    private static MemoryDisk diskWith(Map<String, byte[]> files) throws IOException {
        MemoryDisk disk = new MemoryDisk(new Random(1), new VirtualScheduler());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = DIRECTORY.resolve(file.getKey());
            disk.createDirectories(path.getParent());
            try (DiskFile open = disk.open(path)) {
                open.write(0, Unpooled.wrappedBuffer(file.getValue()));
            }
        }
        return disk;
    }

    private static void openReadAppendAndOpenAgain(MemoryDisk disk) throws IOException {
        VirtualScheduler scheduler = new VirtualScheduler();
        Map<String, Long> ends = new TreeMap<>();
        try (LogStore store = LogStore.open(DIRECTORY, disk, STORE_CONFIG, scheduler, scheduler)) {
            for (PartitionLog log : store.logs()) {
                exercise(log);
                scheduler.runDue();
                ends.put(log.topic() + "-" + log.partition(), log.endOffset());
            }
            if (store.isOffline()) {
                return;
            }
        } catch (StorageException e) {
            assertThat(e.getMessage()).as("why it was refused").isNotBlank();
            return;
        }
        try (LogStore again = LogStore.open(DIRECTORY, disk, STORE_CONFIG, scheduler, scheduler)) {
            for (PartitionLog log : again.logs()) {
                assertThat(log.endOffset())
                        .as("%s after the second start", log)
                        .isEqualTo(ends.get(log.topic() + "-" + log.partition()));
            }
        }
    }

    private static void exercise(PartitionLog log) {
        long next = log.logStartOffset();
        int refused = 0;
        while (next < log.endOffset() && refused < REFUSALS) {
            try {
                CommittedRead read = log.readCommitted(next, 700, Long.MAX_VALUE, true);
                ReadResult result = read.read().isEmpty() ? log.read(next, 700, Long.MAX_VALUE, true) : read.read();
                for (RecordBatch batch : RecordBatches.of(result.records())) {
                    batch.ensureValid();
                }
                boolean ended = result.isEmpty();
                result.records().release();
                if (ended) {
                    break;
                }
                assertThat(result.nextOffset()).isGreaterThan(next);
                next = result.nextOffset();
            } catch (StorageException e) {
                refused++;
                next++; // damage that is not served: what lies behind it may be
            }
        }
        try {
            log.offsetForTimestamp(1020);
            log.offsetOfMaxTimestamp();
        } catch (StorageException e) {
            assertThat(e.getMessage()).contains("t-");
        }
        assertThat(log.endOffsetForEpoch(2)).isNotNull();
        ByteBuf batch = Batches.of(3000, "new");
        try {
            long before = log.endOffset();
            AppendResult appended = log.append(batch, 3, AppendOrigin.CLIENT);
            assertThat(appended.baseOffset()).isEqualTo(before);
            assertThat(log.endOffset()).isEqualTo(before + 1);
        } catch (StorageException e) {
            assertThat(e.getMessage()).isNotBlank();
        } finally {
            batch.release();
        }
    }
}
