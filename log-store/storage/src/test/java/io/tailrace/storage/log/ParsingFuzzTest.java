package io.tailrace.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.ControlRecordType;
import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.protocol.record.RecordIterator;
import io.tailrace.storage.disk.DiskFile;
import io.tailrace.storage.disk.memory.MemoryDisk;
import io.tailrace.storage.epoch.LeaderEpochs;
import io.tailrace.storage.file.CheckpointFile;
import io.tailrace.storage.file.PartitionMetadataFile;
import io.tailrace.storage.index.AbortedTransaction;
import io.tailrace.storage.index.OffsetIndex;
import io.tailrace.storage.index.TimeIndex;
import io.tailrace.storage.index.TransactionIndex;
import io.tailrace.storage.producer.ProducerStates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/**
 * Damaged and hostile bytes for everything that parses: the outcome is a value or the documented exception, and memory in
 * proportion to the bytes that are there. {@link Seeds} says how to run more of it.
 */
class ParsingFuzzTest {

    private static final int SEEDS = 300;
    private static final int INPUTS_PER_SEED = 10;
    private static final int CRC_AT = 17;
    private static final int CRC_FROM = 21;

    private static final int ALLOCATED_AT_LEAST = 256 * 1024;
    private static final int ALLOCATED_PER_BYTE = 64;
    private static final int DECOMPRESSED_LIMIT = 256 * 1024;

    /** A parser of bytes. It throws nothing but what its documentation says. */
    private interface Parser {
        void parse(byte[] bytes) throws Exception;
    }

    private static void fuzz(List<byte[]> originals, Parser parser) {
        Seeds.forEach(SEEDS, seed -> fuzz(seed, originals, parser));
    }

    private static void fuzz(long seed, List<byte[]> originals, Parser parser) {
        Mutator mutator = new Mutator(new Random(seed));
        for (int i = 0; i < INPUTS_PER_SEED; i++) {
            byte[] bytes = mutator.mutate(originals.get((int) ((seed + i) % originals.size())));
            try {
                long limit = ALLOCATED_AT_LEAST + (long) ALLOCATED_PER_BYTE * bytes.length;
                Allocations.atMost(limit, () -> parser.parse(bytes));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("input " + i + ": " + ByteBufUtil.hexDump(bytes), e);
            }
        }
    }

    private static List<byte[]> batches() {
        List<byte[]> batches = new ArrayList<>();
        for (CompressionType type : CompressionType.values()) {
            RecordBatchBuilder builder = Batches.builder(Compression.of(type), 1000, "a", "b".repeat(300), "", "c");
            batches.add(bytes(builder.producer(7, (short) 1, 5, true).build()));
        }
        batches.add(bytes(RecordBatchBuilder.endTransaction(
                UnpooledByteBufAllocator.DEFAULT, new ControlRecord(ControlRecordType.ABORT, 1), 7, (short) 1, 1000)));
        return batches;
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = ByteBufUtil.getBytes(buffer);
        buffer.release();
        return bytes;
    }

    /** Gives a changed batch a CRC that fits, so that what lies behind the CRC is looked at. */
    private static byte[] sealed(byte[] batch) {
        byte[] sealed = batch.clone();
        if (sealed.length > CRC_FROM) {
            CRC32C crc = new CRC32C();
            crc.update(sealed, CRC_FROM, sealed.length - CRC_FROM);
            ByteBuffer.wrap(sealed).putInt(CRC_AT, (int) crc.getValue());
            ByteBuffer.wrap(sealed).putInt(8, sealed.length - RecordBatch.LOG_OVERHEAD);
        }
        return sealed;
    }

    @Test
    void shouldParseBatchesOrRefuseThem() {
        fuzz(batches(), ParsingFuzzTest::readBatches);
        fuzz(batches(), bytes -> readBatches(sealed(bytes)));
    }

    /** A batch in one piece is walked through on its memory, one in several pieces by the iterator. */
    @Test
    void shouldJudgeBatchesInOnePieceAndInSeveralAlike() {
        fuzz(
                List.of(batches().get(0), batches().get(5)),
                bytes -> { // codecs say the same in other words
                    byte[] sealed = sealed(bytes);
                    String whole = inspected(Unpooled.wrappedBuffer(sealed));
                    int middle = sealed.length / 2;
                    String inPieces = inspected(Unpooled.wrappedBuffer(
                            Unpooled.wrappedBuffer(sealed, 0, middle),
                            Unpooled.wrappedBuffer(sealed, middle, sealed.length - middle)));
                    assertThat(whole).isEqualTo(inPieces);
                });
    }

    private static String inspected(ByteBuf buffer) {
        try {
            RecordBatch batch = RecordBatch.at(buffer, 0);
            return batch.inspect(new UnpooledByteBufAllocator(false), DECOMPRESSED_LIMIT)
                    .toString();
        } catch (InvalidRecordBatchException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void readBatches(byte[] bytes) {
        ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
        try {
            for (RecordBatch batch : RecordBatches.of(buffer)) {
                batch.ensureValid();
                batch.inspect(new UnpooledByteBufAllocator(false), DECOMPRESSED_LIMIT);
                try (RecordIterator records = batch.records(new UnpooledByteBufAllocator(false), DECOMPRESSED_LIMIT)) {
                    while (records.hasNext()) {
                        Record record = records.next();
                        assertThat(record.sizeInBytes()).isPositive();
                        record.headers();
                        if (batch.isControl()) {
                            assertThat(ControlRecord.of(record).type()).isNotNull();
                        }
                    }
                }
            }
        } catch (InvalidRecordBatchException e) {
            assertThat(e.getMessage()).contains("expected");
        }
    }

    @Test
    void shouldParseSnapshotsOrRefuseThem() {
        ProducerStates states = new ProducerStates("t-0");
        for (int producer = 0; producer < 4; producer++) {
            for (int i = 0; i < 7; i++) {
                ByteBuf batch = Batches.idempotent(1000, producer, 1, i, "x");
                states.update(RecordBatch.at(batch, 0), 1000);
                batch.release();
            }
        }
        byte[] snapshot = states.snapshot();
        assertThat(new ProducerStates("t-0").restore(snapshot, 100)).isTrue();

        fuzz(List.of(snapshot), bytes -> new ProducerStates("t-0").restore(bytes, 100));
        fuzz(List.of(snapshot), bytes -> {
            if (bytes.length > 6) { // past the CRC
                CRC32C crc = new CRC32C();
                crc.update(bytes, 6, bytes.length - 6);
                ByteBuffer.wrap(bytes).putInt(2, (int) crc.getValue());
            }
            ProducerStates restored = new ProducerStates("t-0");
            if (restored.restore(bytes, 100)) {
                assertThat(restored.views()).isNotNull();
                assertThat(restored.snapshot()).isNotEmpty();
            }
        });
    }

    @Test
    void shouldParseTextFilesOrRefuseThem() throws Exception {
        byte[] epochs = "0\n3\n0 0\n1 40\n5 80\n".getBytes(UTF_8);
        byte[] metadata = "version: 0\ntopic_id: AAAAAAAAAAEAAAAAAAAAAg\n".getBytes(UTF_8);
        Path directory = Path.of("/d");

        fuzz(List.of(epochs), bytes -> {
            MemoryDisk disk = diskWith(directory.resolve("f"), bytes);
            new CheckpointFile(disk, directory.resolve("f"))
                    .read()
                    .flatMap(LeaderEpochs::parse)
                    .ifPresent(parsed -> assertThat(parsed.lines()).isNotNull());
        });
        fuzz(List.of(metadata), bytes -> {
            MemoryDisk disk = diskWith(directory.resolve(PartitionMetadataFile.NAME), bytes);
            UUID id = PartitionMetadataFile.read(disk, directory);
            assertThat(id == null || id.getMostSignificantBits() != 99).isTrue();
        });
    }

    private static MemoryDisk diskWith(Path file, byte[] content) throws IOException {
        MemoryDisk disk = new MemoryDisk(new Random(1), new VirtualScheduler());
        disk.createDirectories(file.getParent());
        try (DiskFile open = disk.open(file)) {
            open.write(0, Unpooled.wrappedBuffer(content));
        }
        return disk;
    }

    @Test
    void shouldSearchIndexesOfAnyContent() throws Exception {
        Path file = Path.of("/d/00000000000000000100.index");
        byte[] entries = new byte[240];
        for (int i = 0; i < 20; i++) {
            ByteBuffer.wrap(entries).putInt(8 * i, 10 * i).putInt(8 * i + 4, 1000 * i);
        }

        fuzz(List.of(entries, new byte[34 * 5]), bytes -> {
            MemoryDisk disk = diskWith(file, bytes);
            try (OffsetIndex offsets = new OffsetIndex(disk, file, 100);
                    TimeIndex times = new TimeIndex(disk, file, 100);
                    TransactionIndex transactions = new TransactionIndex(disk, file, 100)) {
                assertThat(offsets.count()).isLessThanOrEqualTo(bytes.length / OffsetIndex.ENTRY_BYTES);
                assertThat(offsets.atOrBefore(150)).isNotNull();
                assertThat(times.before(5)).isNotNull();
                assertThat(times.last()).isNotNull();
                List<AbortedTransaction> aborted = new ArrayList<>();
                transactions.collect(0, Long.MAX_VALUE, aborted);
                assertThat(aborted).hasSizeLessThanOrEqualTo(bytes.length / 34);
                assertThat(transactions.isSealed()).isFalse();
            } catch (IOException e) {
                assertThat(e.getMessage()).contains("expected entry", "version");
            }
        });
    }
}
