package io.tailrace.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.ControlRecordType;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordHeader;
import io.tailrace.storage.StorageObserver;
import io.tailrace.storage.compaction.CompactionConfig;
import io.tailrace.storage.compaction.CompactorConfig;
import io.tailrace.storage.disk.NioDisk;
import io.tailrace.storage.producer.TransactionClaim;
import io.tailrace.storage.producer.VerificationGuard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.tools.DumpLogSegments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's own {@code kafka-dump-log.sh} reads every kind of file that the store writes, and has no complaint. */
class KafkaDumpTest {

    private static final long PRODUCER = 77;
    private static final short EPOCH = 4;
    private static final int TRANSACTIONS = 30;
    private static final int BATCHES_EACH = 4;

    /** What the tool says when it does not like something; it does not throw. */
    private static final List<String> COMPLAINTS = List.of(
            "Mismatches in",
            " is followed by ",
            "Found timestamp mismatch",
            "Found out of order timestamp",
            "Index timestamp",
            "invalid bytes",
            "isvalid: false",
            "Exception",
            "Ignoring unknown file",
            "corrupt");

    /** The tool finds it remarkable when a file does not begin with offset 0, also of a log that Kafka wrote. */
    private static final String NOT_FROM_ZERO = "  -1 is followed by \\d+\n";

    @TempDir
    Path directory;

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private int aborted;

    @BeforeEach
    void writeALog() {
        LogConfig config = LogConfig.defaults().withSegmentBytes(6000).withIndexIntervalBytes(400);
        try (LogStore store =
                LogStore.open(directory, new NioDisk(), LogStoreConfig.defaults(), scheduler, scheduler)) {
            PartitionLog log = store.openOrCreate("t", 0, new UUID(5, 6), config);
            int sequence = 0;
            for (int i = 0; i < TRANSACTIONS; i++) {
                for (int batch = 0; batch < BATCHES_EACH; batch++) {
                    VerificationGuard guard = log.beginVerification(PRODUCER, EPOCH, sequence, false);
                    append(
                            log,
                            data(i, batch, sequence),
                            guard == null ? TransactionClaim.NONE : TransactionClaim.verified(guard),
                            AppendOrigin.CLIENT);
                    sequence += 2;
                    append(log, Batches.of(2000L + i, "plain-" + i), TransactionClaim.NONE, AppendOrigin.CLIENT);
                }
                boolean abort = i % 3 == 0;
                aborted += abort ? 1 : 0;
                append(log, marker(abort), TransactionClaim.NONE, AppendOrigin.COORDINATOR);
            }
        }
    }

    private static ByteBuf data(int transaction, int batch, int sequence) {
        CompressionType codec = CompressionType.forId((transaction + batch) % 5);
        return Batches.builder(Compression.of(codec), 1000L + transaction, "a".repeat(50) + transaction, "b" + batch)
                .producer(PRODUCER, EPOCH, sequence, true)
                .build();
    }

    private static ByteBuf marker(boolean abort) {
        ControlRecordType type = abort ? ControlRecordType.ABORT : ControlRecordType.COMMIT;
        return RecordBatchBuilder.endTransaction(
                UnpooledByteBufAllocator.DEFAULT, new ControlRecord(type, 3), PRODUCER, EPOCH, 3000);
    }

    private static void append(PartitionLog log, ByteBuf batch, TransactionClaim claim, AppendOrigin origin) {
        try {
            log.append(batch, 0, origin, claim);
        } finally {
            batch.release();
        }
    }

    private List<String> files(String suffix) throws IOException {
        return files(directory.resolve("t-0"), suffix);
    }

    private static List<String> files(Path partition, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(partition)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static String dump(List<String> files) throws IOException {
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (PrintStream capture = new PrintStream(captured, true, UTF_8)) {
            System.setOut(capture);
            System.setErr(capture);
            DumpLogSegments.main(
                    new String[] {"--deep-iteration", "--print-data-log", "--files", String.join(",", files)});
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return captured.toString(UTF_8).replaceAll(NOT_FROM_ZERO, "");
    }

    private static void assertNoComplaint(String dump) {
        assertThat(COMPLAINTS).allSatisfy(complaint -> assertThat(dump).doesNotContain(complaint));
    }

    @Test
    void shouldDumpSegmentsOfAllCodecsWithTransactionsAndMarkers() throws Exception {
        List<String> segments = files(".log");
        assertThat(segments.size()).isGreaterThan(3);

        String dump = dump(segments);

        assertNoComplaint(dump);
        for (CompressionType codec : CompressionType.values()) {
            assertThat(dump).containsIgnoringCase("compresscodec: " + codec.name());
        }
        assertThat(dump).contains("endTxnMarker: COMMIT", "endTxnMarker: ABORT", "coordinatorEpoch: 3");
        assertThat(dump.split("payload: plain-")).hasSize(TRANSACTIONS * BATCHES_EACH + 1);
        assertThat(dump.split("isControl: true")).hasSize(TRANSACTIONS + 1);
        long lastOffset = (long) TRANSACTIONS * (3 * BATCHES_EACH + 1) - 1;
        assertThat(dump).contains("lastOffset: " + lastOffset);
    }

    @Test
    void shouldDumpIndexesThatFitTheSegments() throws Exception {
        List<String> indexes = new ArrayList<>(files(".index"));
        indexes.addAll(files(".timeindex"));

        String dump = dump(indexes);

        assertNoComplaint(dump);
        assertThat(dump).contains("position: ", "timestamp: ");
    }

    @Test
    void shouldDumpTransactionIndexesAndProducerSnapshots() throws Exception {
        String transactions = dump(files(".txnindex"));
        String snapshots = dump(files(".snapshot"));

        assertNoComplaint(transactions);
        assertThat(transactions.lines().filter(line -> line.contains("producerId: " + PRODUCER)))
                .hasSize(aborted);
        assertNoComplaint(snapshots);
        assertThat(snapshots).contains("producerId: " + PRODUCER, "producerEpoch: " + EPOCH, "coordinatorEpoch: 3");
        assertThat(snapshots.split("Dumping ")).hasSize(files(".snapshot").size() + 1);
    }

    @Test
    void shouldDumpCompactedSegmentsWithTheirIndexes() throws Exception {
        Path compacted = directory.resolve("compacted");
        LogConfig config = LogConfig.defaults()
                .withCleanupPolicy(CleanupPolicy.COMPACT)
                .withSegmentBytes(3000)
                .withIndexIntervalBytes(200)
                .withCompaction(CompactionConfig.defaults().withMinDirtyRatio(0));
        LogStoreConfig storeConfig = LogStoreConfig.defaults()
                .withLogDefaults(config)
                .withCompactor(CompactorConfig.defaults().withBackoffMs(1000));
        StorePorts ports =
                new StorePorts(new NioDisk(), path -> scheduler, scheduler, List.of(scheduler), StorageObserver.NONE);
        long end;
        try (LogStore store = LogStore.open(List.of(compacted), ports, storeConfig)) {
            PartitionLog log = store.openOrCreate("c", 0, new UUID(5, 7), config);
            store.startMaintenance();
            for (int i = 0; i < 400; i++) {
                append(log, keyed(i), TransactionClaim.NONE, AppendOrigin.CLIENT);
            }
            long before = log.sizeInBytes();
            scheduler.runDue();
            for (int i = 0; i < 20; i++) {
                scheduler.advance(1000);
            }
            assertThat(log.sizeInBytes()).isLessThan(before / 2);
            end = log.endOffset();
        }

        String dump = dump(files(compacted.resolve("c-0"), ".log"));

        assertThat(dump).contains("lastOffset: " + (end - 1));
        assertThat(dump.split("payload: value-").length).isLessThan(200);
        COMPLAINTS.stream()
                .filter(complaint ->
                        !complaint.equals(" is followed by ")) // offsets have gaps, which the tool remarks on
                .forEach(complaint -> assertThat(dump).doesNotContain(complaint));
        assertNoComplaint(dump(files(compacted.resolve("c-0"), ".index")));
        assertNoComplaint(dump(files(compacted.resolve("c-0"), ".timeindex")));
    }

    private static ByteBuf keyed(int i) {
        Compression codec = Compression.of(CompressionType.forId(i % 5));
        RecordBatchBuilder builder = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, codec, 128);
        for (int record = 0; record < 3; record++) {
            byte[] key = ("key-" + (7 * i + record) % 11).getBytes(UTF_8);
            builder.append(1000L + i, key, ("value-" + i).getBytes(UTF_8), RecordHeader.NONE);
        }
        return builder.build();
    }
}
