package io.tailrace.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.ResourceLeakDetector;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.storage.disk.NioDisk;
import io.tailrace.storage.index.AbortedTransaction;
import io.tailrace.storage.inspect.Item;
import io.tailrace.storage.inspect.LogVerifier;
import io.tailrace.storage.producer.ProducerStateView;
import io.tailrace.storage.segment.TimestampedOffset;
import io.tailrace.testkit.KafkaBrokerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The data directory of an Apache Kafka broker, opened by our engine: every record is there that the stock consumer got, with
 * all its parts, whether the broker was stopped in order or not.
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing or flushing a producer waits for what was sent
class KafkaDirectoryTest {

    private static final TopicPartition CODECS = new TopicPartition("codecs", 0);
    private static final TopicPartition TRANSACTIONS = new TopicPartition("transactions", 0);
    private static final TopicPartition COMPACTED = new TopicPartition("compacted", 0);
    private static final List<TopicPartition> ALL = List.of(CODECS, TRANSACTIONS, COMPACTED);
    private static final int RECORDS = 1500;
    private static final int KEYS = 40;
    private static final long BEGIN_MS = 1_700_000_000_000L;

    /** A record with all that a reader sees of it, as text. */
    private record Seen(long offset, String content) {}

    @TempDir
    private static Path folder;

    private static final List<List<Seen>> UNCOMMITTED = new ArrayList<>();
    private static final List<List<Seen>> COMMITTED = new ArrayList<>();
    private static final List<Long> ENDS = new ArrayList<>();
    private static OffsetAndTimestamp byTime;
    private static ResourceLeakDetector.Level leakDetection;

    private final VirtualScheduler scheduler = new VirtualScheduler();

    @BeforeAll
    static void writeWithKafka() throws Exception {
        leakDetection = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE); // thousands of buffers, followed elsewhere
        try (KafkaBrokerFixture kafka = KafkaBrokerFixture.start(Map.of(
                "log.cleaner.backoff.ms", "200",
                "log.initial.task.delay.ms", "100",
                "log.index.size.max.bytes", "65536"))) {
            createTopics(kafka);
            writeAllCodecs(kafka);
            writeTransactions(kafka);
            writeUpdates(kafka);
            awaitCompaction(kafka);
            for (TopicPartition partition : ALL) {
                UNCOMMITTED.add(consume(kafka, partition, "read_uncommitted"));
                COMMITTED.add(consume(kafka, partition, "read_committed"));
            }
            copy(kafka.dataDirectory(), folder.resolve("running")); // as if killed now
            kafka.stop();
            copy(kafka.dataDirectory(), folder.resolve("stopped"));
        }
    }

    @AfterAll
    static void watchLeaksAsBefore() {
        ResourceLeakDetector.setLevel(leakDetection);
    }

    private static void createTopics(KafkaBrokerFixture kafka) throws Exception {
        Map<String, String> small = Map.of("segment.bytes", String.valueOf(1 << 20), "index.interval.bytes", "1000");
        Map<String, String> compacted = Map.of(
                "segment.bytes", String.valueOf(1 << 20),
                "cleanup.policy", "compact",
                "min.cleanable.dirty.ratio", "0.01",
                "delete.retention.ms", "600000");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(CODECS.topic(), 1, (short) 1).configs(small),
                            new NewTopic(TRANSACTIONS.topic(), 1, (short) 1).configs(small),
                            new NewTopic(COMPACTED.topic(), 1, (short) 1).configs(compacted)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(KafkaBrokerFixture kafka, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static ProducerRecord<byte[], byte[]> data(Random random, TopicPartition partition, int i) {
        byte[] value = new byte[800 + random.nextInt(400)];
        random.nextBytes(value);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                partition.topic(), partition.partition(), BEGIN_MS + i, ("key-" + i % KEYS).getBytes(UTF_8), value);
        if (i % 3 == 0) {
            record.headers().add(new RecordHeader("n", String.valueOf(i).getBytes(UTF_8)));
        }
        return record;
    }

    private static void writeAllCodecs(KafkaBrokerFixture kafka) {
        Random random = new Random(1);
        for (String codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
            try (var producer = producer(kafka, Map.of("compression.type", codec, "enable.idempotence", "true"))) {
                for (int i = 0; i < RECORDS / 2; i++) {
                    producer.send(data(random, CODECS, i));
                }
            }
        }
    }

    private static void writeTransactions(KafkaBrokerFixture kafka) {
        Random random = new Random(2);
        try (var one = producer(kafka, Map.of("transactional.id", "one"));
                var other = producer(kafka, Map.of("transactional.id", "other", "compression.type", "lz4"))) {
            one.initTransactions();
            other.initTransactions();
            for (int round = 0; round < 20; round++) {
                one.beginTransaction();
                other.beginTransaction();
                for (int i = 0; i < 50; i++) { // interleaved, so that aborted and committed records lie side by side
                    one.send(data(random, TRANSACTIONS, 100 * round + i));
                    other.send(data(random, TRANSACTIONS, 100 * round + 50 + i));
                }
                one.flush();
                other.flush();
                if (round % 2 == 0) {
                    one.commitTransaction();
                    other.abortTransaction();
                } else {
                    one.abortTransaction();
                    other.commitTransaction();
                }
            }
        }
    }

    private static void writeUpdates(KafkaBrokerFixture kafka) {
        Random random = new Random(3);
        try (var producer = producer(kafka, Map.of("compression.type", "zstd"))) {
            for (int i = 0; i < 3 * RECORDS; i++) {
                ProducerRecord<byte[], byte[]> record = data(random, COMPACTED, i);
                byte[] value = i % 97 == 0 ? null : record.value();
                producer.send(new ProducerRecord<>(record.topic(), 0, record.timestamp(), record.key(), value));
            }
        }
    }

    /** Until no more than the segment that is written to, and one value a key, is left. */
    private static void awaitCompaction(KafkaBrokerFixture kafka) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            Path checkpoint = kafka.dataDirectory().resolve("cleaner-offset-checkpoint");
            return Files.exists(checkpoint)
                    && Files.readString(checkpoint).contains(COMPACTED.topic() + " 0")
                    && consume(kafka, COMPACTED, "read_uncommitted").size() < 2 * RECORDS;
        });
    }

    private static List<Seen> consume(KafkaBrokerFixture kafka, TopicPartition partition, String isolation) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "isolation.level",
                isolation,
                "enable.auto.commit",
                "false",
                "auto.offset.reset",
                "earliest");
        List<Seen> seen = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            consumer.seekToBeginning(List.of(partition));
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    seen.add(seen(record));
                }
            }
            if (partition.equals(CODECS)) {
                byTime =
                        consumer.offsetsForTimes(Map.of(CODECS, BEGIN_MS + 500)).get(CODECS);
            }
            if (isolation.equals("read_uncommitted")
                    && ENDS.size() < ALL.size()
                    && ALL.get(ENDS.size()).equals(partition)) {
                ENDS.add(end);
            }
        }
        return seen;
    }

    private static Seen seen(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder headers = new StringBuilder();
        record.headers().forEach(header -> headers.append(header.key()).append(text(header.value())));
        return new Seen(record.offset(), record.timestamp() + text(record.key()) + text(record.value()) + headers);
    }

    private static Seen seen(Record record) {
        StringBuilder headers = new StringBuilder();
        record.headers().forEach(header -> headers.append(header.key()).append(text(header.value())));
        return new Seen(
                record.offset(), record.timestamp() + text(record.keyBytes()) + text(record.valueBytes()) + headers);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** All records from the log's start on; without those of aborted transactions where {@code committed}. */
    private static List<Seen> read(PartitionLog log, boolean committed) {
        List<Seen> seen = new ArrayList<>();
        long next = log.logStartOffset();
        while (next < log.endOffset()) {
            CommittedRead read = committed
                    ? log.readCommitted(next, 100_000, Long.MAX_VALUE, true)
                    : new CommittedRead(log.read(next, 100_000, Long.MAX_VALUE, true), 0, List.of());
            for (RecordBatch batch : RecordBatches.of(read.read().records())) {
                batch.ensureValid();
                if (!batch.isControl() && read.aborted().stream().noneMatch(aborted -> covers(aborted, batch))) {
                    batch.forEach(record -> seen.add(seen(record)));
                }
            }
            assertThat(read.read().nextOffset()).isGreaterThan(next);
            next = read.read().nextOffset();
            read.read().records().release();
        }
        return seen;
    }

    private static boolean covers(AbortedTransaction aborted, RecordBatch batch) {
        return batch.isTransactional()
                && batch.producerId() == aborted.producerId()
                && batch.baseOffset() >= aborted.firstOffset()
                && batch.lastOffset() <= aborted.lastOffset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopped", "running"})
    void shouldReadWhatTheStockConsumerRead(String state) throws IOException {
        Path copy = folder.resolve(state + "-opened");
        copy(folder.resolve(state), copy);

        try (LogStore store = LogStore.open(copy, new NioDisk(), LogStoreConfig.defaults(), scheduler, scheduler)) {
            assertThat(store.recoveredCleanly()).isEqualTo(state.equals("stopped"));
            for (int i = 0; i < ALL.size(); i++) {
                PartitionLog log = store.log(ALL.get(i).topic(), 0);
                assertThat(log.endOffset()).as("%s", ALL.get(i)).isEqualTo(ENDS.get(i));
                assertThat(read(log, false)).as("%s", ALL.get(i)).isEqualTo(UNCOMMITTED.get(i));
                assertThat(read(log, true)).as("%s, committed", ALL.get(i)).isEqualTo(COMMITTED.get(i));
            }
            assertThat(COMMITTED.get(1).size()).isEqualTo(UNCOMMITTED.get(1).size() / 2);
            PartitionLog codecs = store.log(CODECS.topic(), 0);
            assertThat(codecs.segmentCount()).isGreaterThan(2);
            TimestampedOffset found = codecs.offsetForTimestamp(BEGIN_MS + 500);
            assertThat(found.offset()).isEqualTo(byTime.offset());
            assertThat(found.timestampMs()).isEqualTo(byTime.timestamp());
            assertThat(codecs.activeProducers()).hasSize(5);
            assertThat(codecs.activeProducers())
                    .extracting(ProducerStateView::lastSequence)
                    .containsOnly(RECORDS / 2 - 1);
            assertThat(store.log(TRANSACTIONS.topic(), 0).lastStableOffset()).isEqualTo(ENDS.get(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopped", "running"})
    void shouldFindNothingWrongWithIt(String state) throws IOException {
        Path copy = folder.resolve(state + "-verified");
        copy(folder.resolve(state), copy);
        List<Item> items = new ArrayList<>();

        new LogVerifier(items::add).verify(copy);

        assertThat(items.stream().filter(Item.Problem.class::isInstance)).isEmpty();
    }
}
