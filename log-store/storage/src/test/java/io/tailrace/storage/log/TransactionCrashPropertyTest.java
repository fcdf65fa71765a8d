package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.util.ResourceLeakDetector;
import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.storage.StorageException;
import io.tailrace.storage.disk.memory.MemoryDisk;
import io.tailrace.storage.index.AbortedTransaction;
import io.tailrace.storage.producer.TransactionClaim;
import io.tailrace.storage.producer.VerificationGuard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Transactions, rolls, retention, deleted records, cuts, lost indexes and clean restarts in random order, on a disk whose power
 * fails or whose process is killed in the midst of any operation. After each (properties 11, 12, 37):
 *
 * <ul>
 *   <li>the log is a prefix of what was appended, with all that was acknowledged under fsync and not cut;
 *   <li>the start of the log is where it was seen, or later;
 *   <li>the last stable offset is that of the model, and never goes back while the log is open;
 *   <li>a reader of committed records gets the committed ones, from every offset, in every size;
 *   <li>the producers go on with their transactions and sequence numbers.
 * </ul>
 *
 * <p>{@link Seeds} says how to run more of it.
 */
class TransactionCrashPropertyTest {

    private static final Path DIRECTORY = Path.of("/data");
    private static final UUID ID = new UUID(3, 4);
    private static final int SEEDS = 150;
    private static final int PRODUCERS = 3;

    private static ResourceLeakDetector.Level leakDetection;

    /** Recording every access of every buffer takes ten times what the test itself takes; other tests do it. */
    @BeforeAll
    static void watchLeaksLessClosely() {
        leakDetection = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
    }

    @AfterAll
    static void watchLeaksAsBefore() {
        ResourceLeakDetector.setLevel(leakDetection);
    }

    private record Acknowledged(long nextOffset, CompletableFuture<Void> future) {}

    /** One seed: the model, and what its clients have been told. */
    private static final class Run {
        final VirtualScheduler scheduler = new VirtualScheduler();
        final Random random;
        final MemoryDisk disk;
        final LogConfig config;
        final boolean power;
        final TransactionModel model = new TransactionModel();
        final List<Acknowledged> acknowledged = new ArrayList<>();
        long seenStart;
        long seenStable;
        boolean cutInterrupted;
        LogStore store;
        PartitionLog log;

        Run(long seed, Durability durability, boolean power) {
            this.random = new Random(seed);
            this.disk = new MemoryDisk(random, scheduler);
            this.power = power;
            this.config = LogConfig.defaults()
                    .withDurability(durability)
                    .withSegmentBytes(1024 + random.nextInt(3000))
                    .withIndexIntervalBytes(random.nextInt(600))
                    .withRetention(-1, random.nextInt(3) > 0 ? -1 : 5000);
        }

        void run() throws IOException {
            for (int lifetime = 0; lifetime < 4; lifetime++) {
                if (power) {
                    failToOpen();
                }
                open();
                check();
                if (power) {
                    disk.powerOffAfter(random.nextInt(200));
                }
                if (!work()) {
                    store.abandon();
                    scheduler.forgetAll();
                    if (power && random.nextInt(3) > 0) { // else the power fails some lifetimes later
                        disk.losePower();
                    } else {
                        disk.kill();
                    }
                }
                damageIndexes();
            }
        }

        private LogStore openStore() {
            LogStoreConfig storeConfig =
                    LogStoreConfig.defaults().withLogDefaults(config).withIntervals(1000, 700, 1 << 30);
            return LogStore.open(DIRECTORY, disk, storeConfig, scheduler, scheduler);
        }

        private void open() {
            store = openStore();
            log = store.openOrCreate("t", 0, ID, config);
            store.startMaintenance();
            seenStable = 0;
        }

        /** The power may fail during recovery, too. */
        private void failToOpen() {
            while (random.nextInt(3) > 0) {
                disk.powerOffAfter(random.nextInt(40));
                try {
                    open();
                    store.abandon();
                } catch (StorageException e) {
                    assertThat(disk.isOff()).as("unexpected: %s", e).isTrue();
                }
                scheduler.forgetAll();
                disk.losePower();
            }
        }

        /** Transaction indexes are derived: they may be lost or damaged at any time that the log is not open. */
        private void damageIndexes() throws IOException {
            Path partition = DIRECTORY.resolve("t-0");
            if (!disk.exists(partition) || random.nextInt(2) > 0) {
                return;
            }
            for (String name : disk.list(partition)) {
                Path file = partition.resolve(name);
                if (!name.endsWith(".txnindex")) {
                    continue;
                }
                int size = (int) disk.size(file);
                switch (random.nextInt(4)) {
                    case 0 -> disk.delete(file);
                    case 1 -> disk.resize(file, random.nextInt(size + 1) / 34 * 34);
                    case 2 -> {
                        if (size > 0) {
                            disk.flipBit(file, random.nextInt(size * 8));
                        }
                    }
                    default -> {
                        // stays as it is
                    }
                }
            }
        }

        /** Returns whether it ended with a clean close. */
        private boolean work() {
            int steps = random.nextInt(150);
            for (int step = 0; step < steps && !disk.isOff() && !store.isOffline(); step++) {
                step();
                if (!disk.isOff()) {
                    seenStart = Math.max(seenStart, log.logStartOffset());
                    long stable = log.lastStableOffset();
                    assertThat(stable).as("last stable offset").isGreaterThanOrEqualTo(seenStable);
                    assertThat(stable).isLessThanOrEqualTo(log.highWatermark());
                    seenStable = stable;
                }
            }
            if (!disk.isOff() && !store.isOffline() && random.nextInt(4) == 0) {
                disk.powerOffAfter(Long.MAX_VALUE);
                store.close();
                scheduler.forgetAll();
                return true;
            }
            return false;
        }

        private void step() {
            switch (random.nextInt(14)) {
                case 0, 1 -> scheduler.runOne();
                case 2 -> scheduler.runDue();
                case 3 -> scheduler.advance(random.nextInt(500));
                case 4 -> deleteRecords();
                case 5 -> cut();
                case 6, 7, 8 -> endTransaction();
                case 9 -> append(-1, false);
                default -> append(random.nextInt(PRODUCERS), true);
            }
        }

        private void deleteRecords() {
            if (random.nextInt(4) == 0) {
                long start = log.logStartOffset();
                CompletableFuture<Long> unused =
                        log.deleteRecordsBefore(start + random.nextInt((int) (log.highWatermark() - start) + 1));
            }
        }

        private void cut() {
            if (random.nextInt(6) > 0) {
                return;
            }
            long start = log.logStartOffset();
            long target = start + random.nextInt((int) (log.endOffset() - start) + 1);
            acknowledged.removeIf(one -> one.nextOffset > target);
            seenStable = 0;
            cutInterrupted = true;
            try {
                model.truncate(log.truncateTo(target));
            } catch (StorageException e) {
                return; // the power failed within: anything between the new end and the old one may be left
            }
            cutInterrupted = false;
            assertThat(log.logStartOffset()).isEqualTo(start);
            assertThat(log.endOffset()).isEqualTo(model.end());
            if (model.end() == start && log.activeProducers().isEmpty()) {
                model.forgetBefore(start);
            }
            acknowledged.removeIf(one -> one.nextOffset > model.end());
        }

        private void endTransaction() {
            long producerId = random.nextInt(PRODUCERS);
            boolean commits = random.nextBoolean();
            if (!model.open(model.end()).containsKey(producerId)) {
                return;
            }
            long time = scheduler.wallMs();
            write(
                    commits ? Batches.commit(time, producerId, 0) : Batches.abort(time, producerId, 0),
                    AppendOrigin.COORDINATOR,
                    TransactionClaim.NONE,
                    () -> model.end(producerId, commits));
        }

        private void append(long producerId, boolean transactional) {
            List<String> values = new ArrayList<>();
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                values.add((model.end() + i) + "x".repeat(random.nextInt(random.nextInt(10) == 0 ? 250 : 60)));
            }
            String[] array = values.toArray(String[]::new);
            long time = scheduler.wallMs();
            if (!transactional) {
                write(
                        Batches.of(time, array),
                        AppendOrigin.CLIENT,
                        TransactionClaim.NONE,
                        () -> model.append(-1, false, values));
                return;
            }
            int sequence = model.nextSequence(producerId, model.end());
            VerificationGuard guard = log.beginVerification(producerId, (short) 0, sequence, false);
            assertThat(guard == null)
                    .as("open transaction of %d", producerId)
                    .isEqualTo(model.open(model.end()).containsKey(producerId));
            write(
                    Batches.transactional(time, producerId, 0, sequence, array),
                    AppendOrigin.CLIENT,
                    guard == null ? TransactionClaim.NONE : TransactionClaim.verified(guard),
                    () -> model.append(producerId, true, values));
        }

        private void write(ByteBuf batch, AppendOrigin origin, TransactionClaim claim, Runnable model) {
            try {
                AppendResult result = log.append(batch, 5, origin, claim);
                assertThat(result.baseOffset()).isEqualTo(this.model.end());
                model.run();
                acknowledged.add(new Acknowledged(result.nextOffset(), log.whenVisible(result.nextOffset())));
            } catch (StorageException e) {
                model.run(); // the power failed within: the batch may or may not be found later
            } finally {
                batch.release();
            }
        }

        private void check() {
            long start = log.logStartOffset();
            long end = log.endOffset();
            assertThat(start).as("log start").isGreaterThanOrEqualTo(Math.min(seenStart, end));
            assertThat(log.durableOffset()).isEqualTo(end);
            if (!power || config.durability() == Durability.FSYNC) {
                assertThat(start).as("log start").isGreaterThanOrEqualTo(seenStart);
                for (Acknowledged one : acknowledged) {
                    if (one.future.isDone() && !one.future.isCompletedExceptionally()) {
                        assertThat(end).as("end, with an acknowledged batch").isGreaterThanOrEqualTo(one.nextOffset);
                    }
                }
            }
            model.skipTo(end);
            boolean mayForget = cutInterrupted || (power && config.durability() == Durability.OS);
            if (mayForget && start == end && log.activeProducers().isEmpty()) {
                model.forgetBefore(start);
            }
            cutInterrupted = false;
            assertThat(contents(start)).isEqualTo(model.entries(start, end));
            model.truncate(end);
            acknowledged.removeIf(one -> one.nextOffset > end);
            long stable = Math.max(start, model.lastStableOffset(end, end));
            assertThat(log.lastStableOffset()).as("last stable offset").isEqualTo(stable);
            for (long from :
                    LongStream.of(start, start + (stable - start) / 2, stable).toArray()) {
                assertThat(CommittedReader.values(log, from, 50 + random.nextInt(2000)))
                        .as("committed from %d to %d", from, stable)
                        .isEqualTo(model.committed(from, stable));
            }
            checkAborted(start, end);
        }

        private void checkAborted(long start, long end) {
            long from = start + random.nextInt((int) (end - start) + 1);
            long to = from + random.nextInt((int) (end - from) + 1);
            List<AbortedTransaction> found = log.abortedTransactions(from, to);
            List<TransactionModel.Ended> all = model.ended(end);
            for (AbortedTransaction one : found) {
                assertThat(all)
                        .contains(new TransactionModel.Ended(
                                one.producerId(), one.firstOffset(), one.lastOffset(), false));
            }
            if (to > from) {
                for (TransactionModel.Ended one : all) {
                    if (!one.committed() && one.lastOffset() >= from && one.firstOffset() < to) {
                        assertThat(found)
                                .as("aborted between %d and %d", from, to)
                                .anyMatch(match -> match.producerId() == one.producerId()
                                        && match.lastOffset() == one.lastOffset());
                    }
                }
            }
        }

        private List<TransactionModel.Entry> contents(long start) {
            List<TransactionModel.Entry> contents = new ArrayList<>();
            long next = start;
            while (next < log.endOffset()) {
                ReadResult read = log.read(next, 900, Long.MAX_VALUE, true);
                assertThat(read.nextOffset()).as("behind offset %d", next).isGreaterThan(next);
                for (RecordBatch batch : RecordBatches.of(read.records())) {
                    batch.ensureValid();
                    for (Record record : batch) {
                        if (record.offset() >= next) {
                            assertThat(record.offset()).isEqualTo(next++);
                            contents.add(entry(batch, record));
                        }
                    }
                }
                read.records().release();
            }
            return contents;
        }

        private TransactionModel.Entry entry(RecordBatch batch, Record record) {
            if (!batch.isControl()) {
                String value = new String(record.valueBytes(), StandardCharsets.UTF_8);
                return new TransactionModel.Entry(batch.producerId(), batch.isTransactional(), value, false);
            }
            boolean commits = ControlRecord.of(record).type().id() == 1;
            return new TransactionModel.Entry(batch.producerId(), true, null, commits);
        }
    }

    @ParameterizedTest
    @CsvSource({"FSYNC,true", "OS,true", "FSYNC,false", "OS,false"})
    void shouldShowCommittedRecordsOnlyWhateverFails(String durability, boolean power) {
        Seeds.forEach(SEEDS, seed -> new Run(seed, Durability.valueOf(durability), power).run());
    }
}
