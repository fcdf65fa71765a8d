package io.tailrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.broker.time.ThreadScheduler;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.ControlRecordType;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordHeader;
import io.tailrace.storage.disk.NioDisk;
import io.tailrace.storage.log.AppendOrigin;
import io.tailrace.storage.log.LogConfig;
import io.tailrace.storage.log.LogStore;
import io.tailrace.storage.log.LogStoreConfig;
import io.tailrace.storage.log.PartitionLog;
import io.tailrace.storage.producer.TransactionClaim;
import io.tailrace.storage.producer.VerificationGuard;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tailrace log} on directories that the engine wrote, sound and damaged. */
class LogCommandTest {

    private static final LogConfig CONFIG =
            LogConfig.defaults().withSegmentBytes(16 * 1024).withIndexIntervalBytes(500);
    private static final int BATCHES = 120;
    private static final int MARKERS = 4;
    private static final long END = 2L * BATCHES + MARKERS;

    @TempDir
    private Path data;

    private Path partition;

    private record Outcome(int exitCode, String out, String err) {

        List<JsonNode> json() throws IOException {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : out.lines().toList()) {
                lines.add(new ObjectMapper().readTree(line));
            }
            return lines;
        }

        List<JsonNode> json(String type) throws IOException {
            return json().stream()
                    .filter(line -> line.get("type").asText().equals(type))
                    .toList();
        }
    }

    @BeforeEach
    void writeALog() {
        partition = data.resolve("clicks-0");
        inStore(store -> {
            PartitionLog log = store.openOrCreate("clicks", 0, new UUID(1, 2), CONFIG);
            store.openOrCreate("clicks", 1, new UUID(1, 2), CONFIG);
            for (int i = 0; i < BATCHES; i++) {
                VerificationGuard guard = log.beginVerification(9, (short) 1, 2 * i, false);
                TransactionClaim claim = guard == null ? TransactionClaim.NONE : TransactionClaim.verified(guard);
                append(log, data(i), i / 50, claim);
                if (i % 30 == 29) {
                    ByteBuf marker = marker(i == 59 ? ControlRecordType.ABORT : ControlRecordType.COMMIT);
                    append(log, marker, i / 50, TransactionClaim.NONE);
                }
            }
        });
    }

    private static void append(PartitionLog log, ByteBuf batch, int epoch, TransactionClaim claim) {
        try {
            log.append(batch, epoch, AppendOrigin.COORDINATOR, claim);
        } finally {
            batch.release();
        }
    }

    private static ByteBuf marker(ControlRecordType type) {
        return RecordBatchBuilder.endTransaction(
                UnpooledByteBufAllocator.DEFAULT, new ControlRecord(type, 7), 9, (short) 1, 1100);
    }

    private static ByteBuf data(int i) {
        Compression codec = Compression.of(CompressionType.forId(i % 5));
        RecordBatchBuilder batch = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, codec, 512);
        batch.append(
                1000 + i,
                ("k" + i).getBytes(UTF_8),
                ("v\n\"" + i + "é" + "x".repeat(300)).getBytes(UTF_8),
                new RecordHeader[] {RecordHeader.of("h", new byte[] {65})});
        batch.append(1001 + i, (byte[]) null, (byte[]) null, RecordHeader.NONE);
        return batch.producer(9, (short) 1, 2 * i, true).build();
    }

    private interface Work {
        void with(LogStore store);
    }

    private void inStore(Work work) {
        try (ThreadScheduler scheduler = new ThreadScheduler("storage");
                LogStore store = LogStore.open(
                        data, new NioDisk(), LogStoreConfig.defaults().withLogDefaults(CONFIG), scheduler, scheduler)) {
            work.with(store);
        }
    }

    private static Outcome run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Tailrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    private Path last(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(partition)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private Path first(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(partition)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static void flip(Path file, long position) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(position);
            int value = open.read();
            open.seek(position);
            open.write(value ^ 1);
        }
    }

    /** Every file with its content: what a command that reads only must not change. */
    private Map<Path, String> contents() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            Map<Path, String> contents = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, java.util.Arrays.hashCode(Files.readAllBytes(file)) + ":" + Files.size(file));
            }
            return contents;
        }
    }

    @Test
    void shouldDumpEveryKindOfFileAsJson() throws Exception {
        Outcome dump = run("log", "dump", "--records", "--json", data);

        assertThat(dump.exitCode()).as(dump.err()).isZero();
        assertThat(dump.json("file").stream()
                        .map(line -> line.get("kind").asText())
                        .collect(Collectors.toSet()))
                .contains(
                        "SEGMENT",
                        "OFFSET_INDEX",
                        "TIME_INDEX",
                        "TRANSACTION_INDEX",
                        "PRODUCER_SNAPSHOT",
                        "LEADER_EPOCHS",
                        "PARTITION_METADATA",
                        "RECOVERY_POINTS",
                        "LOG_START_OFFSETS",
                        "SYNC_POINTS",
                        "CLEAN_SHUTDOWN");
        List<JsonNode> batches = dump.json("batch");
        assertThat(batches).hasSize(BATCHES + MARKERS);
        JsonNode batch = batches.get(3);
        assertThat(batch.get("baseOffset").asLong()).isEqualTo(6);
        assertThat(batch.get("lastOffset").asLong()).isEqualTo(7);
        assertThat(batch.get("compression").asText()).isEqualTo("LZ4");
        assertThat(batch.get("producerId").asLong()).isEqualTo(9);
        assertThat(batch.get("baseSequence").asInt()).isEqualTo(6);
        assertThat(batch.get("transactional").asBoolean()).isTrue();
        assertThat(batch.get("sound").asBoolean()).isTrue();
        List<JsonNode> records = dump.json("record");
        assertThat(records).hasSize(2 * BATCHES);
        assertThat(records.get(6).get("value").asText()).startsWith("v\n\"3é");
        assertThat(records.get(6).get("headers").get(0).get("value").asText()).isEqualTo("A");
        assertThat(records.get(7).get("value").isNull()).isTrue();
        JsonNode marker = dump.json("control").get(0);
        assertThat(marker.get("marker").asText()).isEqualTo("COMMIT");
        assertThat(marker.get("coordinatorEpoch").asInt()).isEqualTo(7);
        assertThat(dump.json("abortedTransaction").get(0).get("firstOffset").asLong())
                .isEqualTo(61);
        assertThat(dump.json("transactionIndexSeal")).isNotEmpty();
        assertThat(dump.json("leaderEpoch")).hasSize(3);
        assertThat(dump.json("producer").get(0).get("producerId").asLong()).isEqualTo(9);
        assertThat(dump.json("producerBatch")).isNotEmpty();
        assertThat(dump.json("offsetEntry")).isNotEmpty();
        assertThat(dump.json("timeEntry")).isNotEmpty();
        assertThat(dump.json("checkpoint").toString()).contains("\"topic\":\"clicks\"", "\"offset\":" + END);
    }

    @Test
    void shouldDumpOneSegmentAsText() throws Exception {
        Outcome dump = run("log", "dump", "--records", "--value-format", "hex", first(".log"));

        assertThat(dump.exitCode()).isZero();
        assertThat(dump.out())
                .contains("(segment, ")
                .contains("  batch position=0 ")
                .contains("    record offset=0 timestampMs=1000 sequence=0")
                .contains("headers=h:41");
    }

    @Test
    void shouldFindASoundDirectorySoundAndChangeNothing() throws Exception {
        Map<Path, String> before = contents();

        Outcome verify = run("log", "verify", data);
        Outcome dump = run("log", "dump", data);
        Outcome dryRun = run("log", "repair", "--dry-run", data);

        assertThat(verify.out()).contains(BATCHES + MARKERS + " batches, " + END + " records: no problem");
        assertThat(verify.exitCode()).as(verify.out()).isZero();
        assertThat(dump.exitCode()).isZero();
        assertThat(dryRun.exitCode()).isZero();
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void shouldSayWhereABatchIsDamagedAndLeaveItAloneUnlessToldToCut() throws Exception {
        Path segment = first(".log");
        long position = run("log", "dump", "--json", segment)
                .json("batch")
                .get(2)
                .get("position")
                .asLong();
        flip(segment, position + 100);

        Outcome verify = run("log", "verify", "--json", partition);
        assertThat(verify.exitCode()).isEqualTo(1);
        JsonNode problem = verify.json("problem").get(0);
        assertThat(problem.get("kind").asText()).isEqualTo("DAMAGED_BATCH");
        assertThat(problem.get("path").asText()).isEqualTo(segment.toString());
        assertThat(problem.get("position").asLong()).isEqualTo(position);
        assertThat(problem.get("expected").asText()).contains("offset 4");
        assertThat(problem.get("found").asText()).contains("CRC", "next sound batch");
        assertThat(verify.json("problem")).hasSize(1);

        Map<Path, String> before = contents();
        Outcome repair = run("log", "repair", partition);
        assertThat(repair.exitCode()).isEqualTo(1);
        assertThat(repair.out()).contains("left alone");
        before.keySet().removeIf(file -> file.endsWith(".lock.pid"));
        assertThat(contents()).containsAllEntriesOf(before);

        Outcome cut = run("log", "repair", "--cut-at-damage", partition);
        assertThat(cut.exitCode()).as(cut.out()).isZero();
        assertThat(cut.out()).contains("cut ", " from position " + position).contains("behind the cut");
        inStore(store -> assertThat(store.log("clicks", 0).endOffset()).isEqualTo(4));
    }

    @Test
    void shouldCutATornEndAndMakeDerivedFilesAnew() throws Exception {
        Path segment = last(".log");
        Files.write(segment, new byte[] {1, 2, 3, 4, 5}, StandardOpenOption.APPEND);
        flip(first(".index"), 5);
        Files.write(first(".timeindex"), new byte[13]);
        flip(last(".snapshot"), 20);
        flip(first(".txnindex"), 30);
        Files.writeString(partition.resolve("leader-epoch-checkpoint"), "0\n1\n0 0\n1 3\n");
        Files.writeString(data.resolve("recovery-point-offset-checkpoint"), "0\n2\nclicks 0 5\n");
        Files.writeString(data.resolve("log-start-offset-checkpoint"), "0\n2\nclicks 0 999999\nclicks 1 0\n");

        Outcome verify = run("log", "verify", data);
        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.out())
                .contains(
                        "5 B that follow",
                        ".index",
                        ".timeindex",
                        ".txnindex",
                        ".snapshot",
                        "leader-epoch",
                        "recovery-point")
                .contains("log-start-offset");

        Map<Path, String> before = contents();
        Outcome dryRun = run("log", "repair", "--dry-run", data);
        assertThat(dryRun.exitCode()).isZero();
        assertThat(dryRun.out()).contains("not done: " + segment + ": cut 5 B");
        assertThat(contents()).isEqualTo(before);

        Outcome repair = run("log", "repair", data);
        assertThat(repair.out()).contains("repaired: " + segment + ": cut 5 B", "made anew from the batches");
        assertThat(repair.exitCode()).as(repair.out()).isZero();
        assertThat(run("log", "verify", data).exitCode()).isZero();
        inStore(store -> assertThat(store.log("clicks", 0).endOffset()).isEqualTo(END));
    }

    @Test
    void shouldMakeAMissingIndexAnew() throws Exception {
        Files.delete(first(".index"));
        Files.write(data.resolve("sync-point-checkpoint"), "clicks".getBytes(UTF_8));

        Outcome verify = run("log", "verify", data);
        assertThat(verify.out()).contains("00000000000000000000.index: expected the file", "sync-point-checkpoint");
        Outcome repair = run("log", "repair", data);

        assertThat(repair.out()).contains(".index: made anew", "sync-point-checkpoint: deleted");
        assertThat(repair.exitCode()).as(repair.out()).isZero();
        assertThat(run("log", "dump", first(".index")).out()).contains("offsetEntry");
    }

    @Test
    void shouldRefuseToRepairWhatIsInUseAndWarnWhenReadingIt() {
        inStore(store -> {
            Outcome repair = run("log", "repair", data);
            assertThat(repair.exitCode()).isEqualTo(1);
            assertThat(repair.err()).contains("is in use by");

            Outcome verify = run("log", "verify", data);
            assertThat(verify.err()).contains("seems to be in use by the process with pid");
        });
    }

    @Test
    void shouldSayWhatAPathShouldHaveBeen() throws Exception {
        Path other = Files.writeString(data.resolve("notes.txt"), "x");

        assertThat(run("log", "dump", other).err()).contains("expected a file of a log");
        assertThat(run("log", "verify", data.resolve("none")).err()).contains("there is no such file");
        assertThat(run("log", "repair", first(".log")).err()).contains("expected a partition's directory");
        assertThat(run("log").exitCode()).isEqualTo(2);
    }
}
