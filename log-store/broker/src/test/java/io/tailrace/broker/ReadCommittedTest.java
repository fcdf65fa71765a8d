package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.broker.time.ThreadScheduler;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.message.FetchRequest;
import io.tailrace.protocol.message.FetchResponse;
import io.tailrace.protocol.message.FetchResponse.PartitionData;
import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.ControlRecordType;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordHeader;
import io.tailrace.storage.disk.NioDisk;
import io.tailrace.storage.log.AppendOrigin;
import io.tailrace.storage.log.LogStore;
import io.tailrace.storage.log.LogStoreConfig;
import io.tailrace.storage.log.PartitionLog;
import io.tailrace.storage.producer.TransactionClaim;
import io.tailrace.storage.producer.VerificationGuard;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What consumers of committed records see of a log with transactions in every state; the log is written while the server is down. */
final class ReadCommittedTest {

    private static final TopicPartition PARTITION = new TopicPartition("tx", 0);
    private static final Map<String, Object> COMMITTED = Map.of("isolation.level", "read_committed");
    private static final int LAST_STABLE = 11;
    private static final int END = 14;

    @TempDir
    Path directory;

    @BeforeEach
    void writeTransactions() throws Exception {
        try (BrokerServer server = TestServers.start(directory);
                Admin admin = StockClients.admin(server);
                KafkaProducer<String, String> producer = StockClients.producer(server, Map.of())) {
            admin.createTopics(List.of(new NewTopic("tx", 1, (short) 1))).all().get();
            assertThat(producer.send(new ProducerRecord<>("tx", "plain 0"))
                            .get()
                            .offset())
                    .isZero();
        }
        onDisk(log -> {
            begin(log, 100, "committed 1", "committed 2");
            begin(log, 200, "aborted 3");
            end(log, 200, ControlRecordType.ABORT); // 4
            begin(log, 200, "aborted 5");
            append(log, batch(-1, false, "plain 6"), TransactionClaim.NONE);
            end(log, 100, ControlRecordType.COMMIT); // 7
            begin(log, 100, "committed 8");
            end(log, 200, ControlRecordType.ABORT); // 9
            end(log, 100, ControlRecordType.COMMIT); // 10
            begin(log, 300, "open 11");
            append(log, batch(-1, false, "plain 12"), TransactionClaim.NONE);
            append(log, batch(300, true, "open 13"), TransactionClaim.NONE);
            assertThat(log.endOffset()).isEqualTo(END);
        });
    }

    private void onDisk(Consumer<PartitionLog> work) {
        ThreadScheduler scheduler = new ThreadScheduler("test");
        try (LogStore store =
                LogStore.open(directory, new NioDisk(), LogStoreConfig.defaults(), scheduler, scheduler)) {
            work.accept(store.log("tx", 0));
        } finally {
            scheduler.close();
        }
    }

    private ByteBuf batch(long producerId, boolean transactional, String... values) {
        RecordBatchBuilder builder = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.NONE, 64);
        for (String value : values) {
            builder.append(1000, (byte[]) null, value.getBytes(StandardCharsets.UTF_8), RecordHeader.NONE);
        }
        return producerId < 0
                ? builder.build()
                : builder.producer(producerId, (short) 0, -1, transactional).build();
    }

    private static void append(PartitionLog log, ByteBuf batch, TransactionClaim claim) {
        log.append(batch, 0, AppendOrigin.COORDINATOR, claim);
    }

    private void begin(PartitionLog log, long producerId, String... values) {
        VerificationGuard guard = log.beginVerification(producerId, (short) 0, 0, false);
        append(log, batch(producerId, true, values), TransactionClaim.verified(guard));
    }

    private static void end(PartitionLog log, long producerId, ControlRecordType type) {
        append(
                log,
                RecordBatchBuilder.endTransaction(
                        UnpooledByteBufAllocator.DEFAULT, new ControlRecord(type, 0), producerId, (short) 0, 1000),
                TransactionClaim.NONE);
    }

    private static List<String> values(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(ConsumerRecord::value).toList();
    }

    @Test
    void shouldShowOnlyCommittedRecordsUpToTheLastStableOffset() {
        try (BrokerServer server = TestServers.start(directory);
                KafkaConsumer<String, String> consumer = StockClients.consumer(server, "g", COMMITTED)) {
            consumer.assign(List.of(PARTITION));
            assertThat(values(StockClients.poll(consumer, 5)))
                    .containsExactly("plain 0", "committed 1", "committed 2", "plain 6", "committed 8");
            assertThat(consumer.position(PARTITION)).isEqualTo(LAST_STABLE);
            assertThat(consumer.endOffsets(List.of(PARTITION))).containsEntry(PARTITION, (long) LAST_STABLE);
        }
    }

    @Test
    void shouldShowAllToWhoDoesNotAskForCommittedRecords() {
        try (BrokerServer server = TestServers.start(directory);
                KafkaConsumer<String, String> consumer = StockClients.consumer(server, "g", Map.of())) {
            consumer.assign(List.of(PARTITION));
            assertThat(values(StockClients.poll(consumer, 10)))
                    .contains("aborted 3", "aborted 5", "open 11", "open 13");
            assertThat(consumer.endOffsets(List.of(PARTITION))).containsEntry(PARTITION, (long) END);
        }
    }

    @Test
    void shouldListOffsetsByIsolation() throws Exception {
        try (BrokerServer server = TestServers.start(directory);
                Admin admin = StockClients.admin(server)) {
            ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
            assertThat(admin.listOffsets(Map.of(PARTITION, OffsetSpec.latest()), committed)
                            .partitionResult(PARTITION)
                            .get()
                            .offset())
                    .isEqualTo(LAST_STABLE);
            assertThat(admin.listOffsets(Map.of(PARTITION, OffsetSpec.latest()))
                            .partitionResult(PARTITION)
                            .get()
                            .offset())
                    .isEqualTo(END);
        }
    }

    @Test
    void shouldGoOnWhenTheOpenTransactionEnds() {
        onDisk(log -> end(log, 300, ControlRecordType.COMMIT));
        try (BrokerServer server = TestServers.start(directory);
                KafkaConsumer<String, String> consumer = StockClients.consumer(server, "g", COMMITTED)) {
            consumer.assign(List.of(PARTITION));
            consumer.seek(PARTITION, LAST_STABLE);
            assertThat(values(StockClients.poll(consumer, 3))).containsExactly("open 11", "plain 12", "open 13");
            assertThat(consumer.endOffsets(List.of(PARTITION))).containsEntry(PARTITION, END + 1L);
        }
    }

    @Test
    void shouldNotWakeAFetchOfCommittedRecordsForRecordsBehindAnOpenTransaction() throws Exception {
        try (BrokerServer server = TestServers.start(directory);
                KafkaProducer<String, String> producer = StockClients.producer(server, Map.of("linger.ms", 0));
                RawConnection connection = new RawConnection(server)) {
            FetchRequest.FetchTopic topic = new FetchRequest.FetchTopic().setTopic("tx");
            topic.partitions()
                    .add(new FetchRequest.FetchPartition()
                            .setPartition(0)
                            .setFetchOffset(LAST_STABLE)
                            .setPartitionMaxBytes(1 << 20));
            FetchRequest request = new FetchRequest()
                    .setReplicaId(-1)
                    .setIsolationLevel((byte) 1)
                    .setMinBytes(1)
                    .setMaxBytes(1 << 20)
                    .setMaxWaitMs(700);
            request.topics().add(topic);
            producer.send(new ProducerRecord<>("tx", "warm up")).get();
            long start = System.nanoTime();
            Thread sender = new Thread(() -> {
                for (int i = 0; i < 20; i++) {
                    Future<RecordMetadata> unused = producer.send(new ProducerRecord<>("tx", "plain"));
                    producer.flush();
                }
            });
            sender.start();
            FetchResponse response = (FetchResponse) connection.call(request, 12);
            long tookMs = (System.nanoTime() - start) / 1_000_000;
            sender.join();
            PartitionData data = response.responses().get(0).partitions().get(0);
            assertThat(data.records().readableBytes()).isZero();
            assertThat(data.lastStableOffset()).isEqualTo(LAST_STABLE);
            assertThat(data.highWatermark()).isGreaterThan(END);
            assertThat(data.abortedTransactions()).isEmpty();
            assertThat(tookMs).isGreaterThanOrEqualTo(690);
        }
    }
}
