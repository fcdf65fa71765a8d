package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import io.tailrace.storage.StorageException;
import io.tailrace.storage.compaction.CompactionConfig;
import io.tailrace.storage.compaction.CompactorConfig;
import io.tailrace.storage.disk.memory.MemoryDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Ends the process, or the power, before each single operation of the disk that a compaction does, and again within the
 * recovery that follows: whatever is left must be the log before or after, or between two of its replacements.
 */
class CompactionCrashTest {

    private static final Path DIRECTORY = Path.of("/data");
    private static final UUID ID = new UUID(1, 2);
    private static final LogConfig CONFIG = LogConfig.defaults()
            .withCleanupPolicy(CleanupPolicy.COMPACT)
            .withSegmentBytes(1024)
            .withIndexIntervalBytes(100)
            .withFileDeleteDelayMs(500)
            .withCompaction(CompactionConfig.defaults().withMinDirtyRatio(0));

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

    /** A log with something to compact, and what must be true of it whatever happens. */
    private static final class Scene {
        final VirtualScheduler scheduler = new VirtualScheduler();
        final MemoryDisk disk;
        final List<KeyedBatches.Entry> written;
        final long endOffset;
        LogStore store;
        PartitionLog log;

        Scene(long seed) {
            disk = new MemoryDisk(new Random(seed), scheduler);
            open();
            Random random = new Random(7); // the same log for every crash point
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 60; i++) {
                    KeyedBatches.append(
                            log,
                            scheduler.wallMs() + i,
                            "k" + random.nextInt(15) + "=" + i + "v".repeat(random.nextInt(90)),
                            "l" + random.nextInt(5) + (random.nextInt(4) == 0 ? "" : "=" + i));
                }
                if (round == 0) {
                    scheduler.advance(2000); // leaves small segments, which the next compaction puts together
                }
            }
            scheduler.runDue();
            written = KeyedBatches.entries(log, 1000);
            endOffset = log.endOffset();
        }

        void open() {
            store = LogStore.open(
                    DIRECTORY,
                    disk,
                    LogStoreConfig.defaults()
                            .withLogDefaults(CONFIG)
                            .withCompactor(CompactorConfig.defaults().withBackoffMs(1000)),
                    scheduler,
                    scheduler);
            log = store.openOrCreate("t", 0, ID, CONFIG);
            store.startMaintenance();
        }

        void crash(boolean power) {
            store.abandon();
            scheduler.forgetAll();
            if (power) {
                disk.losePower();
            } else {
                disk.kill();
            }
        }

        /** Everything that was there and is the last of its key, and nothing else than was there. */
        void check() {
            List<KeyedBatches.Entry> found = KeyedBatches.entries(log, 1000);
            assertThat(log.endOffset()).isEqualTo(endOffset);
            assertThat(new HashSet<>(written)).containsAll(found);
            assertThat(found).isSortedAccordingTo((a, b) -> Long.compare(a.offset(), b.offset()));
            assertThat(found.stream().map(KeyedBatches.Entry::offset)).doesNotHaveDuplicates();
            assertThat(new HashSet<>(found)).containsAll(lastOfEach(written));
            for (KeyedBatches.Entry entry : found) {
                assertThat(log.read(entry.offset(), 100, Long.MAX_VALUE, true).nextOffset())
                        .isGreaterThan(entry.offset());
            }
        }

        List<String> files() throws Exception {
            return disk.list(log.directory());
        }
    }

    private static List<KeyedBatches.Entry> lastOfEach(List<KeyedBatches.Entry> entries) {
        Map<String, KeyedBatches.Entry> last = new TreeMap<>();
        entries.forEach(entry -> last.put(entry.text().split("=")[0], entry));
        return new ArrayList<>(last.values());
    }

    @Test
    void shouldSurviveACrashBeforeAnyOperationOfACompaction() throws Exception {
        int crashes = 0;
        boolean more = true;
        for (int operations = 0; more; operations++) {
            for (boolean power : new boolean[] {true, false}) {
                Scene scene = new Scene(operations);
                scene.disk.powerOffAfter(operations);
                scene.scheduler.advance(1999);
                more = scene.disk.isOff();
                crashes += more ? 1 : 0;
                scene.crash(power);
                scene.open();
                try {
                    scene.check();
                    assertThat(scene.files()).noneMatch(name -> name.endsWith(".swap") || name.endsWith(".cleaned"));
                    scene.scheduler.advance(3000);
                    scene.check();
                    List<KeyedBatches.Entry> compacted = KeyedBatches.entries(scene.log, 1000);
                    assertThat(compacted).hasSizeLessThan(scene.written.size());
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError("crash before operation " + operations + ", power " + power, e);
                }
                scene.store.close();
            }
        }
        assertThat(crashes).as("operations of a compaction, twice").isGreaterThan(200);
    }

    @Test
    void shouldSurviveACrashWithinTheRecoveryFromACrash() {
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            Scene scene = new Scene(seed);
            scene.disk.powerOffAfter(random.nextInt(160));
            scene.scheduler.advance(1999);
            scene.crash(random.nextBoolean());
            for (int i = 0; i < 3; i++) {
                scene.disk.powerOffAfter(random.nextInt(20));
                try {
                    scene.open();
                    scene.store.abandon();
                } catch (StorageException e) {
                    assertThat(scene.disk.isOff()).as("unexpected: %s", e).isTrue();
                }
                scene.scheduler.forgetAll();
                scene.disk.losePower();
            }
            scene.open();
            try {
                scene.check();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
            scene.store.close();
        }
    }

    @Test
    void shouldLetReadersGoOnThroughReplacementAndDeletion() {
        Scene scene = new Scene(1);
        List<KeyedBatches.Entry> seen = new ArrayList<>();
        long next = 0;
        while (next < scene.endOffset) {
            ReadResult read = scene.log.read(next, 300, Long.MAX_VALUE, true);
            KeyedBatches.collect(read.records(), seen);
            read.records().release();
            assertThat(read.nextOffset()).isGreaterThan(next);
            next = read.nextOffset();
            scene.scheduler.advance(100); // compacts and deletes meanwhile
        }
        assertThat(new HashSet<>(seen)).containsAll(lastOfEach(scene.written));
        assertThat(new HashSet<>(scene.written)).containsAll(seen);
        scene.store.close();
    }

    @Test
    void shouldNotTakeAGapThatCompactionLeftForLostData() throws Exception {
        Scene scene = new Scene(3);
        scene.scheduler.advance(5000);
        List<KeyedBatches.Entry> compacted = KeyedBatches.entries(scene.log, 1000);
        scene.crash(false);
        for (String name : List.of("recovery-point-offset-checkpoint", "cleaner-offset-checkpoint")) {
            scene.disk.delete(DIRECTORY.resolve(name));
        }
        scene.open();
        scene.check();
        assertThat(KeyedBatches.entries(scene.log, 1000)).isEqualTo(compacted);
        scene.store.close();
    }
}
