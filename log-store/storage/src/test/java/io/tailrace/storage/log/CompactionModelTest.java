package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.ControlRecordType;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.storage.CompactionStats;
import io.tailrace.storage.StorageException;
import io.tailrace.storage.StorageObserver;
import io.tailrace.storage.compaction.CompactionConfig;
import io.tailrace.storage.compaction.CompactorConfig;
import io.tailrace.storage.disk.memory.MemoryDisk;
import io.tailrace.storage.index.AbortedTransaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Appends with keys, tombstones, sequence numbers and transactions, rolls, compactions, retention, deletions of records, restarts and
 * crashes in random order, against a plain list of what was appended (property 37):
 *
 * <ul>
 *   <li>what is read is what was appended at that offset, and nothing of it is from an aborted transaction;
 *   <li>the last committed record of each key is there, unless it is a tombstone that may be gone;
 *   <li>a deleted key never comes back;
 *   <li>what was compacted holds each key once;
 *   <li>what cannot have been compacted is all there; the log's start never goes back, its end loses nothing that was durable;
 *   <li>a repetition of a producer's last batch is recognised.
 * </ul>
 *
 * <p>{@code -Dtailrace.compaction.seeds=10000} for a long run, from {@code -Dtailrace.compaction.from=N} on, {@code -Dtailrace.compaction.seed=N} for one seed again.
 */
class CompactionModelTest {

    private static final Path DIRECTORY = Path.of("/data");
    private static final UUID ID = new UUID(1, 2);
    private static final int KEYS = 8;
    private static final long IDEMPOTENT = 100;
    private static final long DELETE_RETENTION_MS = 4000;
    private static final int SEEDS = 150;

    private static ResourceLeakDetector.Level leakDetection;
    private static int passes;

    /** A record that was appended; a marker where {@code marker} is set. */
    private record Item(
            long offset,
            long batch,
            String key,
            String text,
            long timestampMs,
            long atMs,
            long producerId,
            int sequence,
            boolean transactional,
            ControlRecordType marker) {

        boolean isTombstone() {
            return text.equals(key);
        }
    }

    @BeforeAll
    static void watchLeaksLessClosely() {
        leakDetection = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
    }

    @AfterAll
    static void watchLeaksAsBefore() {
        ResourceLeakDetector.setLevel(leakDetection);
    }

    @Test
    void shouldReadAsTheModelSaysWhateverHappens() {
        Seeds.forEach(SEEDS, seed -> new Run(seed).run());
        if (Seeds.count(SEEDS) >= SEEDS) { // a single seed may have none
            assertThat((long) passes).as("compactions").isGreaterThan(Seeds.count(SEEDS));
        }
    }

    private static final class Run {
        private final Random random;
        private final VirtualScheduler scheduler = new VirtualScheduler();
        private final MemoryDisk disk;
        private final LogConfig config;
        private final CompactorConfig compactor;
        private final List<Item> items = new ArrayList<>();
        private LogStore store;
        private PartitionLog log;
        private long logStart;
        /** Where the log began at most, be it before a crash that took that back. */
        private long greatestStart;

        private int values;

        Run(long seed) {
            random = new Random(seed);
            disk = new MemoryDisk(random, scheduler);
            config = LogConfig.defaults()
                    .withCleanupPolicy(
                            random.nextInt(4) == 0 ? CleanupPolicy.COMPACT_AND_DELETE : CleanupPolicy.COMPACT)
                    .withRetention(20_000, -1)
                    .withDurability(random.nextBoolean() ? Durability.FSYNC : Durability.OS)
                    .withSegmentBytes(1024 + random.nextInt(2048))
                    .withIndexIntervalBytes(random.nextInt(400))
                    .withFileDeleteDelayMs(random.nextInt(1000))
                    .withCompaction(CompactionConfig.defaults()
                            .withMinDirtyRatio(random.nextInt(3) * 0.3)
                            .withLags(random.nextInt(2) * 500L, random.nextBoolean() ? Long.MAX_VALUE : 3000)
                            .withDeleteRetentionMs(DELETE_RETENTION_MS));
            compactor = CompactorConfig.defaults()
                    .withBackoffMs(300)
                    .withIo(1024 + random.nextInt(4096), Double.MAX_VALUE)
                    .withDedupeBuffer(random.nextBoolean() ? 1 << 20 : 24 * (4 + random.nextInt(20)), 0.9);
        }

        void run() throws IOException {
            open();
            for (int life = 0; life < 4; life++) {
                int steps = random.nextInt(150);
                for (int i = 0; i < steps && !disk.isOff(); i++) {
                    step();
                }
                if (random.nextInt(3) == 0 && !disk.isOff()) {
                    disk.powerOffAfter(Long.MAX_VALUE);
                    check();
                    store.close();
                    scheduler.forgetAll();
                } else {
                    crash(random.nextBoolean());
                }
                loseDerivedFiles();
                open();
                check();
                repeatLast();
            }
            finish();
            store.close();
        }

        private void open() {
            StorageObserver observer = new StorageObserver() {
                @Override
                public void compacted(CompactionStats stats) {
                    passes++;
                }

                @Override
                public void compactionFailed(String name, Throwable cause) {
                    if (!disk.isOff()) {
                        throw new AssertionError("compaction of " + name, cause);
                    }
                }
            };
            List<Scheduler> threads = Collections.nCopies(1 + random.nextInt(2), scheduler);
            store = LogStore.open(
                    List.of(DIRECTORY),
                    new StorePorts(disk, directory -> scheduler, scheduler, threads, observer),
                    LogStoreConfig.defaults()
                            .withLogDefaults(config)
                            .withIntervals(1000, 700, 1 << 30)
                            .withCompactor(compactor));
            log = store.openOrCreate("t", 0, ID, config);
            store.startMaintenance();
            assertThat(log.endOffset()).isLessThanOrEqualTo(nextOffset());
            items.removeIf(item -> item.offset >= log.endOffset());
        }

        private long nextOffset() {
            return items.isEmpty() ? 0 : items.get(items.size() - 1).offset + 1;
        }

        private void crash(boolean power) {
            long durable = log.durableOffset();
            long end = log.endOffset();
            store.abandon();
            scheduler.forgetAll();
            if (power) {
                disk.losePower();
            } else {
                disk.kill();
            }
            // Between the two lies what a crash may take, and what an append that failed may have left.
            LogStore probe = LogStore.open(
                    DIRECTORY, disk, LogStoreConfig.defaults().withLogDefaults(config), scheduler, scheduler);
            PartitionLog found = probe.log("t", 0);
            long foundEnd = found == null ? 0 : found.endOffset();
            assertThat(foundEnd).as("end").isGreaterThanOrEqualTo(power ? durable : end);
            probe.abandon();
            scheduler.forgetAll();
            disk.kill();
            logStart = 0; // how long a start that was asked for takes to be durable is not the matter here
        }

        private void loseDerivedFiles() throws IOException {
            if (random.nextInt(3) > 0 || !disk.exists(DIRECTORY.resolve("t-0"))) {
                return;
            }
            for (String name : disk.list(DIRECTORY.resolve("t-0"))) {
                if (name.endsWith("index") && random.nextBoolean()) {
                    disk.delete(DIRECTORY.resolve("t-0").resolve(name));
                }
            }
            if (random.nextBoolean()) {
                disk.delete(DIRECTORY.resolve("cleaner-offset-checkpoint"));
            }
        }

        private void step() {
            int what = random.nextInt(100);
            if (what < 40) {
                append(RecordPlan.PLAIN, -1);
            } else if (what < 47) {
                append(RecordPlan.IDEMPOTENT, IDEMPOTENT);
            } else if (what < 60) {
                append(RecordPlan.TRANSACTIONAL, 1 + random.nextInt(3));
            } else if (what < 70) {
                endTransaction(1 + random.nextInt(3), random.nextInt(3) > 0);
            } else if (what < 71) {
                deleteRecords();
            } else if (what < 72 && disk.isOff()) {
                return;
            } else if (what < 74) {
                check();
            } else if (what < 75 && random.nextInt(3) == 0) {
                disk.powerOffAfter(random.nextInt(60));
            } else if (what < 85) {
                scheduler.runOne();
            } else {
                scheduler.advance(random.nextInt(400));
            }
        }

        private enum RecordPlan {
            PLAIN,
            IDEMPOTENT,
            TRANSACTIONAL
        }

        private void append(RecordPlan plan, long producerId) {
            int count = 1 + random.nextInt(4);
            long time = scheduler.wallMs() - random.nextInt(50);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String key = "k" + random.nextInt(KEYS);
                boolean tombstone = random.nextInt(5) == 0;
                texts.add(tombstone ? key : key + "=" + values++ + "v".repeat(random.nextInt(80)));
            }
            int sequence = producerId < 0 ? -1 : nextSequence(producerId);
            CompressionType type = CompressionType.forId(Math.max(0, random.nextInt(12) - 7));
            RecordBatchBuilder builder = KeyedBatches.builder(Compression.of(type), time, texts.toArray(String[]::new));
            if (producerId >= 0) {
                builder.producer(producerId, (short) 0, sequence, plan == RecordPlan.TRANSACTIONAL);
            }
            ByteBuf batch = builder.build();
            long base = nextOffset();
            try {
                AppendResult result = plan == RecordPlan.TRANSACTIONAL
                        ? KeyedBatches.appendVerified(log, batch)
                        : log.append(batch, 0, AppendOrigin.CLIENT);
                assertThat(result.baseOffset()).isEqualTo(base);
            } catch (StorageException e) {
                assertThat(disk.isOff()).as("unexpected: %s", e).isTrue();
            } finally {
                batch.release();
            }
            for (int i = 0; i < count; i++) {
                String text = texts.get(i);
                items.add(new Item(
                        base + i,
                        base,
                        text.split("=")[0],
                        text,
                        time,
                        scheduler.wallMs(),
                        producerId,
                        sequence < 0 ? -1 : sequence + i,
                        plan == RecordPlan.TRANSACTIONAL,
                        null));
            }
        }

        private int nextSequence(long producerId) {
            for (int i = items.size() - 1; i >= 0; i--) {
                if (items.get(i).producerId == producerId && items.get(i).marker == null) {
                    return items.get(i).sequence + 1;
                }
            }
            return 0;
        }

        private boolean isOpen(long producerId) {
            for (int i = items.size() - 1; i >= 0; i--) {
                if (items.get(i).producerId == producerId) {
                    return items.get(i).marker == null;
                }
            }
            return false;
        }

        private void endTransaction(long producerId, boolean commit) {
            if (!isOpen(producerId) || disk.isOff()) {
                return;
            }
            ControlRecordType type = commit ? ControlRecordType.COMMIT : ControlRecordType.ABORT;
            ByteBuf marker = RecordBatchBuilder.endTransaction(
                    UnpooledByteBufAllocator.DEFAULT,
                    new ControlRecord(type, 0),
                    producerId,
                    (short) 0,
                    scheduler.wallMs());
            long base = nextOffset();
            try {
                log.append(marker, 0, AppendOrigin.COORDINATOR);
            } catch (StorageException e) {
                assertThat(disk.isOff()).as("unexpected: %s", e).isTrue();
            } finally {
                marker.release();
            }
            items.add(new Item(base, base, "", "", 0, scheduler.wallMs(), producerId, -1, true, type));
        }

        private void deleteRecords() {
            if (!disk.isOff() && log.lastStableOffset() > log.logStartOffset()) {
                long stable = log.lastStableOffset();
                long start = log.logStartOffset();
                log.advanceLogStartOffset(start + random.nextInt((int) (stable - start)) / 3);
                greatestStart = Math.max(greatestStart, log.logStartOffset());
            }
        }

        private void repeatLast() {
            Item last = null;
            for (Item item : items) {
                if (item.producerId == IDEMPOTENT) {
                    last = item;
                }
            }
            if (last == null) {
                return;
            }
            List<Item> batch = new ArrayList<>();
            for (Item item : items) {
                if (item.producerId == IDEMPOTENT && item.batch == last.batch) {
                    batch.add(item);
                }
            }
            if (batch.get(0).offset < log.logStartOffset()) {
                return; // may have gone with the log's start
            }
            ByteBuf again = KeyedBatches.builder(
                            Compression.NONE,
                            last.timestampMs,
                            batch.stream().map(Item::text).toArray(String[]::new))
                    .producer(IDEMPOTENT, (short) 0, batch.get(0).sequence, false)
                    .build();
            AppendResult result = log.append(again, 0, AppendOrigin.CLIENT);
            again.release();
            assertThat(result.duplicate()).as("repetition of %s", batch).isTrue();
        }

        /** Ends all transactions and has everything compacted that can be. */
        private void finish() {
            for (long producerId = 1; producerId <= 3; producerId++) {
                endTransaction(producerId, true);
            }
            for (int i = 0; i < 40; i++) {
                append(RecordPlan.PLAIN, -1);
            }
            scheduler.advance(5000);
            check();
            scheduler.advance(DELETE_RETENTION_MS);
            check();
        }

        private void check() {
            if (disk.isOff() || store.isOffline()) {
                return;
            }
            assertThat(log.logStartOffset()).as("log start").isGreaterThanOrEqualTo(logStart);
            logStart = log.logStartOffset();
            greatestStart = Math.max(greatestStart, logStart);
            long stable = log.lastStableOffset();
            List<KeyedBatches.Entry> committed = readCommitted(stable);
            checkEach(committed, stable);
            checkLast(committed, stable);
            checkCompacted(committed);
        }

        /** As a consumer with isolation.level=read_committed does it. */
        private List<KeyedBatches.Entry> readCommitted(long stable) {
            PriorityQueue<AbortedTransaction> upcoming =
                    new PriorityQueue<>(Comparator.comparingLong(AbortedTransaction::firstOffset));
            upcoming.addAll(log.abortedTransactions(log.logStartOffset(), log.endOffset()));
            Set<Long> aborted = new HashSet<>();
            List<KeyedBatches.Entry> committed = new ArrayList<>();
            KeyedBatches.batches(log, 900, batch -> {
                while (!upcoming.isEmpty() && upcoming.peek().firstOffset() <= batch.lastOffset()) {
                    aborted.add(upcoming.remove().producerId());
                }
                if (batch.isControl()) {
                    boolean abort = batch.recordCount() > 0
                            && ControlRecord.of(batch.iterator().next()).type() == ControlRecordType.ABORT;
                    if (abort) {
                        aborted.remove(batch.producerId());
                    }
                } else if (!batch.isTransactional() || !aborted.contains(batch.producerId())) {
                    for (Record record : batch) {
                        if (record.offset() < stable && record.offset() >= log.logStartOffset()) {
                            committed.add(new KeyedBatches.Entry(
                                    record.offset(), record.timestamp(), KeyedBatches.text(record)));
                        }
                    }
                }
            });
            return committed;
        }

        /** The committed records below {@code stable} from the log's start on, by offset. */
        private Map<Long, Item> model(long stable) {
            Map<Long, ControlRecordType> fates = new HashMap<>();
            Map<Long, Item> model = new TreeMap<>();
            for (int i = items.size() - 1; i >= 0; i--) {
                Item item = items.get(i);
                if (item.marker != null) {
                    fates.put(item.producerId, item.marker);
                } else if ((!item.transactional || fates.get(item.producerId) == ControlRecordType.COMMIT)
                        && item.offset < stable
                        && item.offset >= log.logStartOffset()) {
                    model.put(item.offset, item);
                }
            }
            return model;
        }

        private void checkEach(List<KeyedBatches.Entry> committed, long stable) {
            Map<Long, Item> model = model(stable);
            long before = -1;
            for (KeyedBatches.Entry entry : committed) {
                Item item = model.get(entry.offset());
                assertThat(item).as("committed record at %d", entry.offset()).isNotNull();
                assertThat(entry.text()).isEqualTo(item.text);
                assertThat(entry.timestampMs()).isEqualTo(item.timestampMs);
                assertThat(entry.offset()).isGreaterThan(before);
                before = entry.offset();
            }
            Set<Long> offsets = new HashSet<>();
            committed.forEach(entry -> offsets.add(entry.offset()));
            long active = log.state().segments.active().baseOffset();
            for (Item item : model.values()) {
                if (item.offset >= active) {
                    assertThat(offsets).as("record of the active segment").contains(item.offset);
                }
            }
        }

        private void checkLast(List<KeyedBatches.Entry> committed, long stable) {
            Map<String, Item> expected = new TreeMap<>();
            model(stable).values().forEach(item -> expected.put(item.key, item));
            Map<String, KeyedBatches.Entry> found = new TreeMap<>();
            committed.forEach(entry -> found.put(entry.text().split("=")[0], entry));
            for (Item item : expected.values()) {
                KeyedBatches.Entry entry = found.get(item.key);
                boolean mayBeGone = item.isTombstone() && item.atMs <= scheduler.wallMs() - DELETE_RETENTION_MS;
                if (entry == null) {
                    assertThat(mayBeGone)
                            .as("last record of its key is gone: %s", item)
                            .isTrue();
                } else {
                    assertThat(entry.offset()).as("last of key %s", item.key).isEqualTo(item.offset);
                }
            }
            assertThat(expected.keySet()).containsAll(found.keySet());
        }

        private void checkCompacted(List<KeyedBatches.Entry> committed) {
            long compacted = log.state().compactedOffset;
            Set<String> keys = new HashSet<>();
            for (KeyedBatches.Entry entry : committed) {
                if (entry.offset() < compacted && entry.offset() >= greatestStart) {
                    assertThat(keys.add(entry.text().split("=")[0]))
                            .as("only record of its key below %d: %s", compacted, entry)
                            .isTrue();
                }
            }
        }
    }
}
