package io.tailrace.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.ResourceLeakDetector;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes, reading ends with records or with {@link InvalidRecordBatchException}, in bounded memory. */
class RecordBatchCorruptionTest {

    private static final int LIMIT_BYTES = 4 << 20;

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

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldDetectEveryBitFlipBehindTheChecksum(CompressionType type) {
        Random random = new Random(11);
        ByteBuf batch = new SampleBatch(random).write(Compression.of(type));
        for (int round = 0; round < 300; round++) {
            int bit = (BatchLayout.CRC * 8) + random.nextInt((batch.readableBytes() - BatchLayout.CRC) * 8);
            flip(batch, bit);
            assertThat(RecordBatch.at(batch, 0).isValid()).as("bit %d", bit).isFalse();
            flip(batch, bit);
        }
        assertThat(RecordBatch.at(batch, 0).isValid()).isTrue();
        batch.release();
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldThrowOnlyInvalidBatchOnGarbageWhoseChecksumFits(CompressionType type) {
        int failures = 0;
        for (int seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            ByteBuf batch = new SampleBatch(random).write(Compression.of(type));
            int flips = 1 + random.nextInt(20);
            for (int i = 0; i < flips; i++) {
                int index = RecordBatch.HEADER_BYTES
                        - 4
                        + random.nextInt(Math.min(64, batch.readableBytes() - RecordBatch.HEADER_BYTES + 4));
                batch.setByte(index, random.nextInt(256));
            }
            failures += consume(batch) ? 0 : 1;
            batch.release();
        }
        assertThat(failures).isGreaterThan(300);
    }

    @Test
    void shouldThrowOnlyInvalidBatchOnRandomBytes() {
        for (int seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            if (bytes.length > 20 && random.nextBoolean()) {
                bytes[16] = 2;
                bytes[8] = bytes[9] = bytes[10] = 0;
            }
            consume(Unpooled.wrappedBuffer(bytes));
        }
    }

    @Test
    void shouldEndAtAPartialLastBatch() {
        ByteBuf one = new SampleBatch(new Random(1)).write(Compression.NONE);
        int size = one.readableBytes();
        ByteBuf both = Unpooled.copiedBuffer(one, one);
        for (int cut : new int[] {1, 11, 12, 13, 60, 61, size - 1}) {
            RecordBatches batches = RecordBatches.of(both.slice(0, size + cut));
            assertThat(batches).as("cut at %d", cut).hasSize(1);
            assertThat(batches.validBytes()).isEqualTo(size);
        }
        assertThat(RecordBatches.of(both)).hasSize(2);
        one.release();
    }

    @Test
    void shouldRefuseADeclaredRecordCountThatCannotFit() {
        ByteBuf batch = new SampleBatch(new Random(1)).write(Compression.NONE);
        batch.setInt(BatchLayout.RECORD_COUNT, Integer.MAX_VALUE);
        assertThatThrownBy(() -> RecordBatch.at(batch, 0).iterator())
                .isInstanceOf(InvalidRecordBatchException.class)
                .hasMessageContaining("record count");
        batch.release();
    }

    @Test
    void shouldRefuseOtherMagic() {
        ByteBuf batch = new SampleBatch(new Random(1)).write(Compression.NONE);
        batch.setByte(BatchLayout.MAGIC, 1);
        assertThatThrownBy(() -> RecordBatch.at(batch, 0))
                .isInstanceOf(InvalidRecordBatchException.class)
                .hasMessageContaining("magic 2, found 1");
        batch.release();
    }

    /** Returns whether all was well; anything but the one exception fails the test. */
    private static boolean consume(ByteBuf bytes) {
        try {
            for (RecordBatch batch : RecordBatches.of(bytes)) {
                batch.isValid();
                try (RecordIterator records = batch.records(PooledByteBufAllocator.DEFAULT, LIMIT_BYTES)) {
                    while (records.hasNext()) {
                        Record record = records.next();
                        record.keyBytes();
                        record.valueBytes();
                        record.headers();
                    }
                }
            }
            return true;
        } catch (InvalidRecordBatchException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }

    private static void flip(ByteBuf buffer, int bit) {
        buffer.setByte(bit / 8, buffer.getByte(bit / 8) ^ (1 << (bit % 8)));
    }
}
