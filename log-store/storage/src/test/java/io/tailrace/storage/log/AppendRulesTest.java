package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.ControlRecordType;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordHeader;
import io.tailrace.protocol.record.TimestampType;
import io.tailrace.storage.AppendError;
import io.tailrace.storage.AppendRejectedException;
import io.tailrace.storage.RefusedRecord;
import io.tailrace.storage.disk.memory.MemoryDisk;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an append refuses, and what it stamps. */
class AppendRulesTest {

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final LogStore store = LogStore.open(
            Path.of("/data"),
            new MemoryDisk(new Random(1), scheduler),
            LogStoreConfig.defaults(),
            scheduler,
            scheduler);
    private PartitionLog log = create(LogConfig.defaults());

    private PartitionLog create(LogConfig config) {
        return store.openOrCreate("t", 0, new UUID(1, 2), config);
    }

    private AppendResult append(ByteBuf batch) {
        return log.append(batch, 4, AppendOrigin.CLIENT);
    }

    private void assertRejected(ByteBuf batch, AppendError reason) {
        long end = log.endOffset();
        assertThatThrownBy(() -> append(batch))
                .isInstanceOfSatisfying(
                        AppendRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining("t-0");
        assertThat(log.endOffset()).isEqualTo(end);
    }

    @Test
    void shouldStampOffsetAndEpochInPlaceAndKeepTheRest() {
        append(Batches.of(5, "a", "b"));
        ByteBuf batch = Batches.builder(Compression.of(CompressionType.ZSTD), 7, "c")
                .baseOffset(99)
                .build();
        long checksum = RecordBatch.at(batch, 0).checksum();
        AppendResult result = append(batch);
        assertThat(result).isEqualTo(new AppendResult(2, 2, -1, 0, false));
        RecordBatch stamped = RecordBatch.at(batch, 0);
        assertThat(stamped.baseOffset()).isEqualTo(2);
        assertThat(stamped.partitionLeaderEpoch()).isEqualTo(4);
        assertThat(stamped.checksum()).isEqualTo(checksum);
        assertThat(batch.readerIndex()).isZero();
        assertThat(batch.refCnt()).isEqualTo(1);
        ReadResult read = log.read(2, 1000, 3, false);
        assertThat(read.records()).isEqualTo(batch);
        read.records().release();
    }

    @Test
    void shouldStampTheTimeWhereTheLogSetsTimestamps() {
        log = create(LogConfig.defaults().withTimestamps(TimestampType.LOG_APPEND_TIME, Long.MAX_VALUE, 1000));
        ByteBuf batch = Batches.of(5, "a");
        assertThat(append(batch).logAppendTimeMs()).isEqualTo(scheduler.wallMs());
        RecordBatch stamped = RecordBatch.at(batch, 0);
        assertThat(stamped.isValid()).isTrue();
        assertThat(stamped.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        assertThat(stamped.iterator().next().timestamp()).isEqualTo(scheduler.wallMs());
    }

    @Test
    void shouldRefuseDamagedBatches() {
        ByteBuf flipped = Batches.of(5, "abc");
        flipped.setByte(65, flipped.getByte(65) ^ 1);
        assertRejected(flipped, AppendError.CORRUPT);
        ByteBuf whole = Batches.of(5, "abc");
        assertRejected(whole.slice(0, whole.readableBytes() - 1), AppendError.CORRUPT);
        assertRejected(
                Unpooled.wrappedBuffer(whole, Unpooled.wrappedBuffer(new byte[] {1, 2, 3})), AppendError.CORRUPT);
        assertRejected(Unpooled.EMPTY_BUFFER, AppendError.CORRUPT);
        ByteBuf old = Batches.of(5, "abc");
        old.setByte(16, 1);
        assertRejected(old, AppendError.UNSUPPORTED_FORMAT);
    }

    @Test
    void shouldRefuseBatchesThatAProducerMayNotSend() {
        assertRejected(Unpooled.wrappedBuffer(Batches.of(1, "a"), Batches.of(1, "b")), AppendError.INVALID_RECORD);
        assertRejected(Batches.builder(1, "a").control().build(), AppendError.INVALID_RECORD);
        assertRejected(
                Batches.builder(1, "a").producer(-1, (short) -1, -1, true).build(), AppendError.INVALID_RECORD);
        assertRejected(Batches.builder(1, "a").producer(5, (short) 0, -1, false).build(), AppendError.INVALID_RECORD);
        log = create(LogConfig.defaults().withMaxMessageBytes(100));
        assertRejected(Batches.of(1, "x".repeat(100)), AppendError.TOO_LARGE);
        log = create(LogConfig.defaults().withTimestamps(TimestampType.CREATE_TIME, 1000, 500));
        long now = scheduler.wallMs();
        assertRejected(Batches.of(now + 501, "a"), AppendError.INVALID_TIMESTAMP);
        assertRejected(Batches.of(now - 1001, "a"), AppendError.INVALID_TIMESTAMP);
        append(Batches.of(now - 1000, "a"));
        append(Batches.of(-1, "without a timestamp"));
    }

    @Test
    void shouldNameTheRecordsForWhoseSakeABatchIsRefused() {
        long now = scheduler.wallMs();
        log = create(LogConfig.defaults().withTimestamps(TimestampType.CREATE_TIME, 1000, 500));
        for (CompressionType compression : List.of(CompressionType.NONE, CompressionType.GZIP)) {
            RecordBatchBuilder late = Batches.builder(Compression.of(compression), now + 499, "a", "b");
            late.append(now + 501, null, new byte[1], RecordHeader.NONE);
            late.append(now, null, new byte[1], RecordHeader.NONE);
            late.append(now + 600, null, new byte[1], RecordHeader.NONE);
            assertThat(refusedRecords(late.build())).as(compression.name()).containsExactly(2, 4);
        }

        log = create(LogConfig.defaults().withCleanupPolicy(CleanupPolicy.COMPACT));
        RecordBatchBuilder keyless = KeyedBatches.builder(Compression.of(CompressionType.LZ4), now, "k=v");
        keyless.append(now, null, new byte[3], RecordHeader.NONE);
        keyless.append(now, new byte[0], new byte[3], RecordHeader.NONE);
        assertThat(refusedRecords(keyless.build())).containsExactly(1);
    }

    @Test
    void shouldNameNoMoreThanABoundedNumberOfRefusedRecords() {
        log = create(LogConfig.defaults().withCleanupPolicy(CleanupPolicy.COMPACT));
        String[] values = new String[RefusedRecords.MOST_NAMED + 1];
        Arrays.fill(values, "v");
        assertThat(refusedRecords(Batches.builder(1, values).build())).hasSize(RefusedRecords.MOST_NAMED);
    }

    private List<Integer> refusedRecords(ByteBuf batch) {
        AppendRejectedException refusal = catchThrowableOfType(AppendRejectedException.class, () -> append(batch));
        assertThat(refusal.records())
                .allSatisfy(record -> assertThat(record.reason()).startsWith("expected "));
        return refusal.records().stream().map(RefusedRecord::index).toList();
    }

    @Test
    void shouldRefuseRecordsThatDoNotDecodeAlthoughTheChecksumFits() {
        ByteBuf batch = Batches.of(5, "abc", "def");
        RecordBatch view = RecordBatch.at(batch, 0);
        batch.setByte(RecordBatch.HEADER_BYTES, 126); // the length of the first record
        view.setMaxTimestamp(TimestampType.CREATE_TIME, 6); // computes the CRC anew
        assertThat(view.isValid()).isTrue();
        assertRejected(batch, AppendError.CORRUPT);
    }

    @Test
    void shouldAcceptManyBatchesAndMarkersOfACoordinator() {
        ByteBuf marker = RecordBatchBuilder.endTransaction(
                UnpooledByteBufAllocator.DEFAULT, new ControlRecord(ControlRecordType.COMMIT, 3), 5, (short) 1, 9);
        ByteBuf both = Unpooled.wrappedBuffer(Batches.of(1, "a", "b"), marker);
        AppendResult result = log.append(both, 4, AppendOrigin.COORDINATOR);
        assertThat(result.baseOffset()).isZero();
        assertThat(result.lastOffset()).isEqualTo(2);
        assertThat(log.activeProducers()).singleElement().satisfies(view -> {
            assertThat(view.coordinatorEpoch()).isEqualTo(3);
            assertThat(view.lastSequence()).isEqualTo(-1);
        });
    }

    @Test
    void shouldRefuseAControlBatchThatIsNone() {
        ByteBuf batch = Batches.builder(1, "no control record")
                .producer(5, (short) 0, -1, true)
                .control()
                .build();
        assertThatThrownBy(() -> log.append(batch, 4, AppendOrigin.COORDINATOR))
                .isInstanceOf(AppendRejectedException.class)
                .hasMessageContaining("control record");
        assertThat(log.sizeInBytes()).isZero();
    }

    @Test
    void shouldFollowReplicatedOffsetsAndEpochs() {
        ByteBuf batch =
                Batches.builder(1, "a").baseOffset(10).partitionLeaderEpoch(7).build();
        AppendResult result = log.append(batch, -1, AppendOrigin.REPLICATION);
        assertThat(result.baseOffset()).isEqualTo(10);
        assertThat(log.endOffset()).isEqualTo(11);
        assertThat(log.latestLeaderEpoch()).isEqualTo(7);
        assertThatThrownBy(() -> log.append(batch, -1, AppendOrigin.REPLICATION))
                .isInstanceOf(AppendRejectedException.class)
                .hasMessageContaining("expected a replicated batch at offset 11 or later, found 10");
    }

    @Test
    void shouldReturnTheSameOffsetsForTheLastFiveBatches() { // property 38
        for (int i = 0; i < 8; i++) {
            assertThat(append(Batches.idempotent(1, 9, 0, 2 * i, "a", "b")).baseOffset())
                    .isEqualTo(2L * i);
        }
        for (int i = 3; i < 8; i++) {
            AppendResult again = append(Batches.idempotent(1, 9, 0, 2 * i, "a", "b"));
            assertThat(again.duplicate()).isTrue();
            assertThat(again.baseOffset()).isEqualTo(2L * i);
            assertThat(again.lastOffset()).isEqualTo(2L * i + 1);
        }
        assertRejected(Batches.idempotent(1, 9, 0, 4, "a", "b"), AppendError.OUT_OF_ORDER_SEQUENCE);
        assertRejected(Batches.idempotent(1, 9, 0, 14, "a"), AppendError.OUT_OF_ORDER_SEQUENCE); // other extent
        assertThat(log.endOffset()).isEqualTo(16);
    }

    @Test
    void shouldHoldSequenceNumbersAndEpochsInOrder() { // property 39
        append(Batches.idempotent(1, 9, 1, 500, "unknown producers begin anywhere"));
        assertRejected(Batches.idempotent(1, 9, 1, 502, "gap"), AppendError.OUT_OF_ORDER_SEQUENCE);
        assertRejected(Batches.idempotent(1, 9, 0, 501, "old epoch"), AppendError.INVALID_PRODUCER_EPOCH);
        assertRejected(Batches.idempotent(1, 9, 2, 501, "new epoch not at 0"), AppendError.OUT_OF_ORDER_SEQUENCE);
        append(Batches.idempotent(1, 9, 2, 0, "new epoch"));
        append(Batches.idempotent(1, 9, Short.MAX_VALUE, 0, "last epoch"));
        assertRejected(Batches.idempotent(1, 9, 2, 1, "fenced"), AppendError.INVALID_PRODUCER_EPOCH);
    }

    @Test
    void shouldWrapSequenceNumbers() {
        append(Batches.idempotent(1, 9, 0, Integer.MAX_VALUE - 1, "a"));
        append(Batches.idempotent(1, 9, 0, Integer.MAX_VALUE, "b", "c")); // the second record has number 0
        append(Batches.idempotent(1, 9, 0, 1, "d"));
        AppendResult again = append(Batches.idempotent(1, 9, 0, Integer.MAX_VALUE, "b", "c"));
        assertThat(again.duplicate()).isTrue();
        assertThat(again.baseOffset()).isEqualTo(1);
    }

    @Test
    void shouldForgetProducersThatWereNotHeardOf() {
        store.startMaintenance();
        append(Batches.idempotent(1, 9, 0, 5, "a"));
        scheduler.advance(25L * 60 * 60 * 1000);
        assertThat(log.activeProducers()).isEmpty();
        append(Batches.idempotent(1, 9, 0, 77, "b"));
    }
}
