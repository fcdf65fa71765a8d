package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordHeader;
import io.tailrace.protocol.record.TimestampType;
import io.tailrace.storage.AppendRejectedException;
import io.tailrace.storage.OffsetOutOfRangeException;
import io.tailrace.storage.disk.memory.MemoryDisk;
import io.tailrace.storage.segment.TimestampedOffset;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When segments begin, when they go, and finding records by time. */
class RollAndRetentionTest {

    private static final long DAY_MS = 24L * 60 * 60 * 1000;

    private static final Path DIRECTORY = Path.of("/data");

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final MemoryDisk disk = new MemoryDisk(new Random(1), scheduler);
    private LogStore store;

    private PartitionLog open(LogConfig config) {
        store = LogStore.open(DIRECTORY, disk, LogStoreConfig.defaults().withLogDefaults(config), scheduler, scheduler);
        PartitionLog log = store.openOrCreate("t", 0, new UUID(1, 2), config);
        store.startMaintenance();
        return log;
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void append(PartitionLog log, long timestampMs, String value) {
        log.append(Batches.of(timestampMs, value), 0, AppendOrigin.CLIENT);
        scheduler.runDue();
    }

    private PartitionLog reopen(LogConfig config) {
        store.close();
        scheduler.forgetAll();
        return open(config);
    }

    @Test
    void shouldRollByTheTimeThatRecordsSpan() {
        PartitionLog log = open(LogConfig.defaults().withSegmentMs(1000));
        append(log, 5000, "a");
        append(log, 6000, "b");
        assertThat(log.segmentCount()).isEqualTo(1);
        append(log, 6001, "c");
        assertThat(log.segmentCount()).isEqualTo(2);
    }

    @Test
    void shouldRollWhenAnIndexIsFull() {
        PartitionLog log = open(LogConfig.defaults().withIndexIntervalBytes(0).withSegmentIndexBytes(64));
        for (int i = 0; i < 40; i++) {
            append(log, i, "v");
        }
        assertThat(log.segmentCount()).isGreaterThan(5);
        assertThat(Batches.values(log, 200)).hasSize(40);
    }

    @Test
    void shouldRollBeforeARelativeOffsetOverflows() {
        PartitionLog log = open(LogConfig.defaults());
        log.append(Batches.builder(1, "a").baseOffset(20).build(), 0, AppendOrigin.REPLICATION);
        long far = Integer.MAX_VALUE + 10L;
        log.append(Batches.builder(1, "b").baseOffset(far).build(), 0, AppendOrigin.REPLICATION);
        assertThat(log.segmentCount()).isEqualTo(2);
        ReadResult gap = log.read(21, 1000, Long.MAX_VALUE, true);
        assertThat(gap.nextOffset()).isEqualTo(far + 1);
        gap.records().release();
        ByteBuf tooFar =
                Batches.builder(1, "c").baseOffset(3L * Integer.MAX_VALUE).build();
        assertThatThrownBy(() -> log.append(tooFar, 0, AppendOrigin.REPLICATION))
                .isInstanceOf(AppendRejectedException.class);
    }

    @Test
    void shouldDeleteByTimeAndKeepTheStartAcrossRestarts() throws Exception {
        LogConfig config = LogConfig.defaults()
                .withSegmentBytes(1024)
                .withRetention(DAY_MS, -1)
                .withTimestamps(TimestampType.CREATE_TIME, Long.MAX_VALUE, Long.MAX_VALUE);
        PartitionLog log = open(config);
        long now = scheduler.wallMs();
        for (int i = 0; i < 100; i++) {
            append(log, now + i * 60_000L, "value " + i);
        }
        scheduler.advance(DAY_MS + 50 * 60_000L);
        long start = log.logStartOffset();
        assertThat(start).isBetween(20L, 50L);
        assertThat(Batches.values(log, 500)).hasSize(100 - (int) start).startsWith("value " + start);
        assertThatThrownBy(() -> log.read(start - 1, 100, 1000, true)).isInstanceOf(OffsetOutOfRangeException.class);
        scheduler.advance(120_000);
        assertThat(disk.list(log.directory())).noneMatch(name -> name.endsWith(".deleted"));
        assertThat(reopen(config).logStartOffset()).isEqualTo(start);
        scheduler.advance(3 * DAY_MS);
        PartitionLog empty = store.log("t", 0);
        assertThat(empty.logStartOffset()).isEqualTo(100);
        assertThat(empty.endOffset()).isEqualTo(100);
        assertThat(empty.read(100, 100, 100, true).isEmpty()).isTrue();
    }

    @Test
    void shouldDeleteBySize() {
        PartitionLog log = open(LogConfig.defaults().withSegmentBytes(1024).withRetention(-1, 3000));
        for (int i = 0; i < 100; i++) {
            append(log, scheduler.wallMs(), "value " + i);
        }
        long before = log.sizeInBytes();
        scheduler.advance(10 * 60_000);
        assertThat(before).isGreaterThan(6000);
        assertThat(log.sizeInBytes()).isBetween(3000L, 4024L);
        assertThat(log.endOffset()).isEqualTo(100);
    }

    @Test
    void shouldKeepEverythingWithoutTheDeletePolicyButWhatIsBeforeTheStart() {
        LogConfig config =
                LogConfig.defaults().withSegmentBytes(1024).withRetention(1, 1).withCleanupPolicy(CleanupPolicy.NONE);
        PartitionLog log = open(config);
        for (int i = 0; i < 100; i++) {
            append(log, 1, "value " + i);
        }
        int segments = log.segmentCount();
        scheduler.advance(10 * 60_000);
        assertThat(log.segmentCount()).isEqualTo(segments);
        log.advanceLogStartOffset(60);
        scheduler.advance(10 * 60_000);
        assertThat(log.segmentCount()).isLessThan(segments);
        assertThat(reopen(config).logStartOffset()).isEqualTo(60);
        assertThatThrownBy(() -> store.log("t", 0).advanceLogStartOffset(101))
                .isInstanceOf(OffsetOutOfRangeException.class);
    }

    private static ByteBuf compressed(CompressionType type, long... timestamps) {
        RecordBatchBuilder builder = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.of(type), 64);
        for (long timestamp : timestamps) {
            builder.append(timestamp, (byte[]) null, "value".getBytes(StandardCharsets.UTF_8), RecordHeader.NONE);
        }
        return builder.build();
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldFindTimesWithinBatchesAlsoWhenRecordsBeforeWereDeleted(CompressionType type) {
        PartitionLog log = open(LogConfig.defaults());
        log.append(compressed(type, 100, 900, 300), 0, AppendOrigin.CLIENT);
        log.append(compressed(type, 400, 800, 800), 0, AppendOrigin.CLIENT);
        log.append(compressed(type, 700), 0, AppendOrigin.CLIENT);
        scheduler.runDue();
        assertThat(log.offsetForTimestamp(101)).isEqualTo(new TimestampedOffset(900, 1, 0));
        assertThat(log.offsetOfMaxTimestamp()).isEqualTo(new TimestampedOffset(900, 1, 0));
        log.advanceLogStartOffset(2); // within the first batch
        assertThat(log.offsetForTimestamp(101)).isEqualTo(new TimestampedOffset(300, 2, 0));
        assertThat(log.offsetOfMaxTimestamp()).isEqualTo(new TimestampedOffset(800, 4, 0));
        log.advanceLogStartOffset(5);
        assertThat(log.offsetOfMaxTimestamp()).isEqualTo(new TimestampedOffset(800, 5, 0));
        log.advanceLogStartOffset(6);
        assertThat(log.offsetOfMaxTimestamp()).isEqualTo(new TimestampedOffset(700, 6, 0));
        log.advanceLogStartOffset(7);
        assertThat(log.offsetOfMaxTimestamp()).isNull();
    }

    @Test
    void shouldNameDeletedPartitionsAsKafkaDoes() throws IOException {
        store = LogStore.open(DIRECTORY, disk, LogStoreConfig.defaults(), scheduler, scheduler);
        String name = "t".repeat(249);
        for (int partition : new int[] {0, 12}) {
            store.openOrCreate(name, partition, new UUID(1, 2), LogConfig.defaults());
            store.delete(name, partition);
        }
        List<String> gone = disk.list(DIRECTORY).stream()
                .filter(entry -> entry.endsWith("-delete"))
                .toList();
        assertThat(gone)
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.length()).isLessThanOrEqualTo(255));
        assertThat(gone)
                .map(entry -> UnifiedLog.parseTopicPartitionName(new File("/data/" + entry))
                        .partition())
                .containsExactlyInAnyOrder(0, 12);
        scheduler.advance(60_000);
        assertThat(disk.list(DIRECTORY)).noneMatch(entry -> entry.endsWith("-delete"));
    }

    @Test
    void shouldFindTheFirstRecordAtOrAfterATime() {
        PartitionLog log = open(LogConfig.defaults().withSegmentBytes(2000).withIndexIntervalBytes(100));
        Random random = new Random(4);
        long[] times = new long[150];
        for (int i = 0; i < times.length; i++) {
            times[i] = 1000 + i * 10L + random.nextInt(200); // out of order
            append(log, times[i], "v" + i);
        }
        for (long wanted = 900; wanted < 2800; wanted += 7) {
            TimestampedOffset found = log.offsetForTimestamp(wanted);
            int expected = 0;
            while (expected < times.length && times[expected] < wanted) {
                expected++;
            }
            if (expected == times.length) {
                assertThat(found).as("time %d", wanted).isNull();
            } else {
                assertThat(found).as("time %d", wanted).isEqualTo(new TimestampedOffset(times[expected], expected, 0));
            }
        }
        long max = Arrays.stream(times).max().orElseThrow();
        assertThat(log.offsetOfMaxTimestamp().timestampMs()).isEqualTo(max);
    }
}
