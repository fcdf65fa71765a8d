package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.storage.disk.NioDisk;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.internal.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.storage.internals.checkpoint.CleanShutdownFileHandler;
import org.apache.kafka.storage.internals.checkpoint.LeaderEpochCheckpointFile;
import org.apache.kafka.storage.internals.checkpoint.OffsetCheckpointFile;
import org.apache.kafka.storage.internals.checkpoint.PartitionMetadataFile;
import org.apache.kafka.storage.internals.log.EpochEntry;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.apache.kafka.storage.internals.log.OffsetIndex;
import org.apache.kafka.storage.internals.log.OffsetPosition;
import org.apache.kafka.storage.internals.log.ProducerStateEntry;
import org.apache.kafka.storage.internals.log.ProducerStateManager;
import org.apache.kafka.storage.internals.log.TimeIndex;
import org.apache.kafka.storage.internals.log.TimestampOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's own code reads every file that the store writes. */
class KafkaFilesTest {

    private static final UUID ID = UUID.fromString("0d1f0b6e-6f2c-4b1a-9c3d-2f5a7e8b9c10");
    private static final int BATCHES = 60;

    @TempDir
    Path directory;

    private final LogDirFailureChannel failures = new LogDirFailureChannel(1);
    private Path partition;

    @BeforeEach
    void writeALog() {
        partition = directory.resolve("t-0");
        VirtualScheduler scheduler = new VirtualScheduler();
        LogConfig config = LogConfig.defaults().withSegmentBytes(1500).withIndexIntervalBytes(250);
        try (LogStore store =
                LogStore.open(directory, new NioDisk(), LogStoreConfig.defaults(), scheduler, scheduler)) {
            PartitionLog log = store.openOrCreate("t", 0, ID, config);
            for (int i = 0; i < BATCHES; i++) {
                CompressionType type = CompressionType.forId(i % 5);
                log.append(
                        Batches.builder(Compression.of(type), 5000L + i, "a" + i, "b" + i)
                                .producer(9, (short) 3, 2 * i, false)
                                .build(),
                        i / 20,
                        AppendOrigin.CLIENT);
            }
        }
    }

    private List<Path> files(String suffix) throws Exception {
        return new LogCorrupter(partition).files(suffix);
    }

    private static long baseOffset(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, 20));
    }

    @Test
    void shouldWriteSegmentsAndIndexesThatKafkaReads() throws Exception {
        long next = 0;
        for (Path file : files(".log")) {
            assertThat(baseOffset(file)).isEqualTo(next);
            OffsetIndex offsets = new OffsetIndex(new File(file.toString().replace(".log", ".index")), next, -1, false);
            TimeIndex times = new TimeIndex(new File(file.toString().replace(".log", ".timeindex")), next, -1, false);
            offsets.sanityCheck();
            times.sanityCheck();
            assertThat(times.lastEntry().timestamp()).isGreaterThan(0);
            try (FileRecords records = FileRecords.open(file.toFile(), false)) {
                int entry = 0;
                for (FileChannelRecordBatch batch : records.batches()) {
                    batch.ensureValid();
                    assertThat(batch.baseOffset()).isEqualTo(next);
                    OffsetPosition position = offsets.lookup(batch.lastOffset());
                    assertThat(position.position()).isLessThanOrEqualTo(batch.position());
                    entry += position.offset() == batch.lastOffset() && position.position() == batch.position() ? 1 : 0;
                    TimestampOffset found = times.lookup(batch.maxTimestamp());
                    assertThat(found.offset()).isLessThanOrEqualTo(batch.lastOffset());
                    next = batch.nextOffset();
                }
                assertThat(entry).as("entries for batches").isEqualTo(offsets.entries());
            }
            offsets.close();
            times.close();
        }
        assertThat(next).isEqualTo(2L * BATCHES);
        assertThat(files(".log").size()).isGreaterThan(2);
    }

    @Test
    void shouldWriteProducerSnapshotsThatKafkaReads() throws Exception {
        for (Path file : files(".snapshot")) {
            List<ProducerStateEntry> entries = ProducerStateManager.readSnapshot(file.toFile());
            assertThat(entries).hasSize(1);
            assertThat(entries.get(0).producerId()).isEqualTo(9);
            assertThat(entries.get(0).producerEpoch()).isEqualTo((short) 3);
            assertThat(entries.get(0).lastDataOffset()).isEqualTo(baseOffset(file) - 1);
        }
        assertThat(files(".snapshot").size()).isGreaterThan(2);
    }

    @Test
    void shouldWriteCheckpointsAndMetadataThatKafkaReads() throws Exception {
        assertThat(new LeaderEpochCheckpointFile(
                                partition.resolve("leader-epoch-checkpoint").toFile(), failures)
                        .read())
                .containsExactly(new EpochEntry(0, 0), new EpochEntry(1, 40), new EpochEntry(2, 80));
        TopicPartition name = new TopicPartition("t", 0);
        assertThat(new OffsetCheckpointFile(
                                directory
                                        .resolve("recovery-point-offset-checkpoint")
                                        .toFile(),
                                failures)
                        .read())
                .containsEntry(name, 2L * BATCHES);
        assertThat(new OffsetCheckpointFile(
                                directory.resolve("log-start-offset-checkpoint").toFile(), failures)
                        .read())
                .containsEntry(name, 0L);
        assertThat(new PartitionMetadataFile(
                                partition.resolve("partition.metadata").toFile(), failures)
                        .read()
                        .topicId())
                .isEqualTo(new Uuid(ID.getMostSignificantBits(), ID.getLeastSignificantBits()));
        assertThat(new CleanShutdownFileHandler(directory.toString()).read()).hasValue(-1);
        assertThat(Files.exists(directory.resolve(".kafka_cleanshutdown"))).isTrue();
    }
}
