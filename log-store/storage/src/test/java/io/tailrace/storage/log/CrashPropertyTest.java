package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.util.ResourceLeakDetector;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.storage.AppendRejectedException;
import io.tailrace.storage.StorageException;
import io.tailrace.storage.disk.memory.MemoryDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Appends, syncs, rolls, retention and clean restarts in random order on a disk whose power fails in the midst of any
 * operation, again and again. After each failure (properties 31, 33, 35, 38):
 *
 * <ul>
 *   <li>with fsync, every acknowledged batch is there, at its offset;
 *   <li>the log is a prefix of what was appended: nothing is missing between, nothing is invented;
 *   <li>the log's start has not gone back;
 *   <li>a repetition of one of the last five acknowledged batches is recognised.
 * </ul>
 */
class CrashPropertyTest {

    private static final Path DIRECTORY = Path.of("/data");
    private static final UUID ID = new UUID(3, 4);
    private static final int SEEDS = 300;

    /** A batch that was appended: its place, its values, how it may be repeated, and whether it was acknowledged. */
    private record Sent(long baseOffset, List<String> values, int sequence, CompletableFuture<Void> acknowledged) {}

    private static ResourceLeakDetector.Level leakDetection;

    private final VirtualScheduler scheduler = new VirtualScheduler();

    private static final class Run {
        final List<String> appended = new ArrayList<>();
        final List<Sent> sent = new ArrayList<>();
        int sequence;
        long logStart;
    }

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

    @ParameterizedTest
    @ValueSource(strings = {"FSYNC", "OS"})
    void shouldKeepWhatWasPromisedThroughPowerFailures(String durability) {
        Seeds.forEach(SEEDS, seed -> run(new Random(seed), Durability.valueOf(durability), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FSYNC", "OS"})
    void shouldLoseNothingWhenTheProcessIsKilled(String durability) {
        Seeds.forEach(SEEDS, seed -> run(new Random(seed), Durability.valueOf(durability), false));
    }

    private void run(Random random, Durability durability, boolean power) {
        MemoryDisk disk = new MemoryDisk(random, scheduler);
        LogConfig config = LogConfig.defaults()
                .withDurability(durability)
                .withSegmentBytes(4096 + random.nextInt(4096))
                .withIndexIntervalBytes(random.nextInt(600))
                .withRetention(-1, random.nextBoolean() ? -1 : 4000);
        Run run = new Run();
        for (int lifetime = 0; lifetime < 4; lifetime++) {
            if (power) {
                failToOpen(random, disk, config);
            }
            LogStore store = open(disk, config);
            PartitionLog log = store.openOrCreate("t", 0, ID, config);
            store.startMaintenance();
            check(run, log, durability, power);
            repeatLast(run, log);
            if (power) {
                disk.powerOffAfter(random.nextInt(150));
            }
            boolean closed = work(random, disk, store, log, run);
            if (!closed) {
                store.abandon();
                scheduler.forgetAll();
                if (power && random.nextInt(3) > 0) { // else the power fails some lifetimes later
                    disk.losePower();
                } else {
                    disk.kill();
                }
            }
        }
    }

    /** The power may fail during recovery, too. */
    private void failToOpen(Random random, MemoryDisk disk, LogConfig config) {
        while (random.nextInt(3) > 0) {
            disk.powerOffAfter(random.nextInt(25));
            try {
                LogStore store = open(disk, config);
                store.openOrCreate("t", 0, ID, config);
                store.abandon();
            } catch (StorageException e) {
                assertThat(disk.isOff()).as("unexpected: %s", e).isTrue();
            }
            scheduler.forgetAll();
            disk.losePower();
        }
    }

    private LogStore open(MemoryDisk disk, LogConfig config) {
        LogStoreConfig storeConfig =
                LogStoreConfig.defaults().withLogDefaults(config).withIntervals(1000, 700, 1 << 30);
        return LogStore.open(DIRECTORY, disk, storeConfig, scheduler, scheduler);
    }

    /** Returns whether it ended with a clean close. */
    private boolean work(Random random, MemoryDisk disk, LogStore store, PartitionLog log, Run run) {
        int steps = random.nextInt(120);
        for (int step = 0; step < steps && !disk.isOff() && !store.isOffline(); step++) {
            switch (random.nextInt(6)) {
                case 0 -> scheduler.runOne();
                case 1 -> scheduler.runDue();
                case 2 -> scheduler.advance(random.nextInt(500));
                default -> append(random, log, run);
            }
            run.logStart = Math.max(run.logStart, disk.isOff() ? 0 : log.logStartOffset());
        }
        if (!disk.isOff() && !store.isOffline() && random.nextInt(4) == 0) {
            disk.powerOffAfter(Long.MAX_VALUE);
            store.close();
            scheduler.forgetAll();
            return true;
        }
        return false;
    }

    private void append(Random random, PartitionLog log, Run run) {
        List<String> values = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            values.add((run.appended.size() + i) + "x".repeat(random.nextInt(random.nextInt(10) == 0 ? 900 : 100)));
        }
        CompressionType type = CompressionType.forId(Math.max(0, random.nextInt(20) - 15));
        ByteBuf batch = Batches.builder(Compression.of(type), scheduler.wallMs(), values.toArray(String[]::new))
                .producer(77, (short) 2, run.sequence, false)
                .build();
        long base = run.appended.size();
        try {
            AppendResult result = log.append(batch, 5, AppendOrigin.CLIENT);
            assertThat(result.baseOffset()).isEqualTo(base);
            assertThat(result.duplicate()).isFalse();
            run.appended.addAll(values);
            run.sent.add(new Sent(base, values, run.sequence, log.whenVisible(result.nextOffset())));
            run.sequence += count;
        } catch (StorageException e) {
            // The power failed within: the batch may or may not be found later.
            run.appended.addAll(values);
            run.sent.add(new Sent(base, values, run.sequence, new CompletableFuture<>()));
            run.sequence += count;
        } finally {
            batch.release();
        }
    }

    private static void check(Run run, PartitionLog log, Durability durability, boolean power) {
        assertThat(log.logStartOffset()).as("log start").isGreaterThanOrEqualTo(power ? 0 : run.logStart);
        assertThat(log.endOffset()).isLessThanOrEqualTo(run.appended.size());
        assertThat(log.durableOffset()).isEqualTo(log.endOffset());
        if (durability == Durability.FSYNC || !power) {
            for (Sent sent : run.sent) {
                if (sent.acknowledged.isDone() && !sent.acknowledged.isCompletedExceptionally()) {
                    assertThat(log.endOffset())
                            .as("end, with acknowledged batch at %d", sent.baseOffset)
                            .isGreaterThanOrEqualTo(sent.baseOffset + sent.values.size());
                }
            }
        }
        List<String> values = Batches.values(log, 700);
        assertThat(values).isEqualTo(run.appended.subList((int) log.logStartOffset(), (int) log.endOffset()));
        // What was lost was never acknowledged: the client's next batches take its place.
        while (run.appended.size() > log.endOffset()) {
            run.appended.remove(run.appended.size() - 1);
        }
        run.sent.removeIf(sent -> sent.baseOffset >= log.endOffset());
        if (!run.sent.isEmpty()) {
            Sent last = run.sent.get(run.sent.size() - 1);
            run.sequence = last.sequence + last.values.size();
        } else {
            run.sequence = 0;
        }
    }

    private void repeatLast(Run run, PartitionLog log) {
        for (int i = Math.max(0, run.sent.size() - 5); i < run.sent.size(); i++) {
            Sent sent = run.sent.get(i);
            ByteBuf batch =
                    Batches.idempotent(scheduler.wallMs(), 77, 2, sent.sequence, sent.values.toArray(String[]::new));
            try {
                AppendResult result = log.append(batch, 5, AppendOrigin.CLIENT);
                assertThat(result.duplicate()).as("repetition of %s", sent).isTrue();
                assertThat(result.baseOffset()).isEqualTo(sent.baseOffset);
            } catch (AppendRejectedException e) {
                throw new AssertionError("repetition of " + sent, e);
            } finally {
                batch.release();
            }
        }
    }
}
