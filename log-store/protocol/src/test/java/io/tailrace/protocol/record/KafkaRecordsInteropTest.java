package io.tailrace.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches written by either implementation are read by the other, for every compression type. */
class KafkaRecordsInteropTest {

    private static final int ROUNDS = 150;

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldReadWhatKafkaWrites(CompressionType type) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            SampleBatch sample = new SampleBatch(new Random(seed));
            ByteBuf bytes = Unpooled.wrappedBuffer(writtenByKafka(sample, type));
            RecordBatch batch = RecordBatch.at(bytes, 0);
            assertThat(batch.isValid()).as("seed %d", seed).isTrue();
            batch.ensureValid();
            assertThat(batch.compression()).isEqualTo(type);
            assertSame(sample, batch);
            assertThat(RecordBatches.of(bytes)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldWriteWhatKafkaReads(CompressionType type) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            SampleBatch sample = new SampleBatch(new Random(seed));
            ByteBuf bytes = sample.write(Compression.of(type));
            MemoryRecords records = MemoryRecords.readableRecords(bytes.nioBuffer());
            MutableRecordBatch batch = records.batches().iterator().next();
            batch.ensureValid();
            assertThat(batch.sizeInBytes()).isEqualTo(bytes.readableBytes());
            assertThat(batch.compressionType().id).isEqualTo((byte) type.id());
            assertThat(batch.baseOffset()).isEqualTo(sample.baseOffset);
            assertThat(batch.lastSequence()).isEqualTo(RecordBatch.at(bytes, 0).lastSequence());
            assertThat(batch.isTransactional()).isEqualTo(sample.transactional);
            assertThat(batch.partitionLeaderEpoch()).isEqualTo(sample.leaderEpoch);
            Iterator<SampleBatch.Entry> expected = sample.entries.iterator();
            for (var record : batch) {
                SampleBatch.Entry entry = expected.next();
                assertThat(record.hasKey() ? Utils.toArray(record.key()) : null).isEqualTo(entry.key());
                assertThat(record.hasValue() ? Utils.toArray(record.value()) : null)
                        .isEqualTo(entry.value());
                assertThat(record.timestamp())
                        .isEqualTo(sample.logAppendTime ? sample.logAppendTimeMs : entry.timestamp());
                assertThat(record.headers()).hasSameSizeAs(entry.headers());
                for (int i = 0; i < record.headers().length; i++) {
                    assertThat(record.headers()[i].key())
                            .isEqualTo(entry.headers().get(i).key());
                    assertThat(record.headers()[i].value())
                            .isEqualTo(entry.headers().get(i).value());
                }
            }
            assertThat(expected).isExhausted();
            bytes.release();
        }
    }

    @Test
    void shouldWriteTheSameBytesAsKafkaWithoutCompression() {
        for (int seed = 0; seed < 400; seed++) {
            SampleBatch sample = new SampleBatch(new Random(seed));
            ByteBuf ours = sample.write(Compression.NONE);
            byte[] theirs = Utils.toArray(writtenByKafka(sample, CompressionType.NONE));
            assertThat(ByteBufUtil.getBytes(ours)).as("seed %d", seed).isEqualTo(theirs);
            ours.release();
        }
    }

    @Test
    void shouldWriteTheSameTransactionMarkersAsKafka() {
        for (ControlRecordType type : List.of(ControlRecordType.COMMIT, ControlRecordType.ABORT)) {
            var kafkaType = org.apache.kafka.common.record.internal.ControlRecordType.valueOf(type.name());
            MemoryRecords theirs = MemoryRecords.withEndTransactionMarker(
                    0L, 1234L, -1, 77L, (short) 3, new EndTransactionMarker(kafkaType, 9));
            ByteBuf ours = RecordBatchBuilder.endTransaction(
                    PooledByteBufAllocator.DEFAULT, new ControlRecord(type, 9), 77L, (short) 3, 1234L);
            assertThat(ByteBufUtil.getBytes(ours)).isEqualTo(Utils.toArray(theirs.buffer()));
            RecordBatch batch = RecordBatch.at(ours, 0);
            assertThat(batch.isControl()).isTrue();
            assertThat(ControlRecord.of(batch.iterator().next())).isEqualTo(new ControlRecord(type, 9));
            ours.release();
        }
    }

    @Test
    void shouldMoveAndStampABatchAsKafkaDoes() {
        SampleBatch sample = new SampleBatch(new Random(5));
        ByteBuf ours = sample.write(Compression.of(CompressionType.LZ4));
        ByteBuffer copy = ByteBuffer.wrap(ByteBufUtil.getBytes(ours));
        MutableRecordBatch theirs =
                MemoryRecords.readableRecords(copy).batches().iterator().next();
        theirs.setLastOffset(5_000_000_000L);
        theirs.setPartitionLeaderEpoch(42);
        theirs.setMaxTimestamp(org.apache.kafka.common.record.TimestampType.LOG_APPEND_TIME, 99L);
        RecordBatch batch = RecordBatch.at(ours, 0);
        batch.setBaseOffset(5_000_000_000L - batch.lastOffsetDelta());
        batch.setPartitionLeaderEpoch(42);
        batch.setMaxTimestamp(TimestampType.LOG_APPEND_TIME, 99L);
        assertThat(ByteBufUtil.getBytes(ours)).isEqualTo(copy.array());
        assertThat(batch.isValid()).isTrue();
        ours.release();
    }

    private static void assertSame(SampleBatch sample, RecordBatch batch) {
        assertThat(batch.baseOffset()).isEqualTo(sample.baseOffset);
        assertThat(batch.lastOffset()).isEqualTo(sample.baseOffset + sample.entries.size() - 1);
        assertThat(batch.recordCount()).isEqualTo(sample.entries.size());
        assertThat(batch.partitionLeaderEpoch()).isEqualTo(sample.leaderEpoch);
        assertThat(batch.producerId()).isEqualTo(sample.producerId);
        assertThat(batch.producerEpoch()).isEqualTo(sample.producerEpoch);
        assertThat(batch.baseSequence()).isEqualTo(sample.baseSequence);
        assertThat(batch.isTransactional()).isEqualTo(sample.transactional);
        try (RecordIterator records = batch.records(PooledByteBufAllocator.DEFAULT, 64 << 20)) {
            long offset = sample.baseOffset;
            for (SampleBatch.Entry entry : sample.entries) {
                Record record = records.next();
                assertThat(record.offset()).isEqualTo(offset++);
                assertThat(record.timestamp())
                        .isEqualTo(sample.logAppendTime ? sample.logAppendTimeMs : entry.timestamp());
                assertThat(record.keyBytes()).isEqualTo(entry.key());
                assertThat(record.valueBytes()).isEqualTo(entry.value());
                assertThat(record.headerCount()).isEqualTo(entry.headers().size());
                assertThat(record.headers()).isEqualTo(entry.headers());
            }
            assertThat(records.hasNext()).isFalse();
        }
        assertThat(batch).hasSize(sample.entries.size());
    }

    private static ByteBuffer writtenByKafka(SampleBatch sample, CompressionType type) {
        var compression =
                org.apache.kafka.common.compress.Compression.of(type.label()).build();
        var timestampType = sample.logAppendTime
                ? org.apache.kafka.common.record.TimestampType.LOG_APPEND_TIME
                : org.apache.kafka.common.record.TimestampType.CREATE_TIME;
        MemoryRecordsBuilder builder = MemoryRecords.builder(
                ByteBuffer.allocate(1024),
                (byte) 2,
                compression,
                timestampType,
                sample.baseOffset,
                sample.logAppendTimeMs,
                sample.producerId,
                sample.producerEpoch,
                sample.baseSequence,
                sample.transactional,
                sample.leaderEpoch);
        for (SampleBatch.Entry entry : sample.entries) {
            Header[] headers = entry.headers().stream()
                    .map(h -> new org.apache.kafka.common.header.internals.RecordHeader(h.key(), h.value()))
                    .toArray(Header[]::new);
            builder.append(entry.timestamp(), entry.key(), entry.value(), headers);
        }
        return builder.build().buffer();
    }
}
