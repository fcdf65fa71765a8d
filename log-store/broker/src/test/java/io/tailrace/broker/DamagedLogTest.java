package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** The last segment damaged by hand between two runs of a server: what stock clients see afterwards, and what the log says. */
final class DamagedLogTest {

    private static final TopicPartition PARTITION = new TopicPartition("kept", 0);
    private static final int COUNT = 200;
    private static final long BASE_TIME_MS = 1_790_000_000_000L;

    @TempDir
    Path directory;

    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.tailrace.storage");

    @BeforeEach
    void listen() {
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(appender);
    }

    /** What is done to the files of a partition with {@value #COUNT} batches of one record, and how many are left. */
    enum Damage {
        TORN_TAIL(COUNT - 1, "is offset 199") {
            @Override
            void inflict(Path partition) throws IOException {
                truncate(only(partition, ".log"), 10);
            }
        },
        GARBAGE_BEHIND_THE_END(COUNT, "is offset 200") {
            @Override
            void inflict(Path partition) throws IOException {
                Path log = only(partition, ".log");
                byte[] all = Files.readAllBytes(log);
                try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
                    file.seek(all.length);
                    file.write(new byte[333]);
                }
            }
        },
        FLIPPED_BIT(150, "is offset 150") {
            @Override
            void inflict(Path partition) throws IOException {
                Path log = only(partition, ".log");
                byte[] all = Files.readAllBytes(log);
                int batch = all.length / COUNT; // all batches have one size
                all[150 * batch + batch - 3] ^= 0x10;
                Files.write(log, all);
            }
        },
        INDEX_DELETED(COUNT, "") {
            @Override
            void inflict(Path partition) throws IOException {
                Files.deleteIfExists(
                        partition.resolve(FIRST + ".index")); // after a crash it may not have been written yet
            }
        },
        INDEX_THAT_LIES(COUNT, "") {
            @Override
            void inflict(Path partition) throws IOException {
                Path log = only(partition, ".log");
                int batch = (int) (Files.size(log) / COUNT);
                ByteBuffer entry = ByteBuffer.allocate(8).putInt(20).putInt(60 * batch);
                Files.write(partition.resolve(FIRST + ".index"), entry.array());
            }
        },
        TIME_INDEX_ZEROED(COUNT, "") {
            @Override
            void inflict(Path partition) throws IOException {
                Files.write(partition.resolve(FIRST + ".timeindex"), new byte[120]);
            }
        },
        EPOCHS_DELETED(COUNT, "") {
            @Override
            void inflict(Path partition) throws IOException {
                Files.deleteIfExists(partition.resolve("leader-epoch-checkpoint"));
            }
        },
        PRODUCER_SNAPSHOT_GARBAGE(COUNT, "") {
            @Override
            void inflict(Path partition) throws IOException {
                Files.writeString(partition.resolve("00000000000000000200.snapshot"), "this is no snapshot");
            }
        };

        private static final String FIRST = "00000000000000000000";

        final int left;
        final String logged;

        Damage(int left, String logged) {
            this.left = left;
            this.logged = logged;
        }

        abstract void inflict(Path partition) throws IOException;

        private static Path only(Path partition, String suffix) throws IOException {
            try (Stream<Path> files = Files.list(partition)) {
                return files.filter(file -> file.toString().endsWith(suffix))
                        .findFirst()
                        .orElseThrow();
            }
        }

        private static void truncate(Path path, int bytes) throws IOException {
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.setLength(file.length() - bytes);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void shouldServeWhatIsSoundAfterACrash(Damage damage) throws Exception {
        // given
        BrokerServer crashed = TestServers.start(directory);
        fill(crashed);
        crashed.abandon();

        // when
        damage.inflict(directory.resolve("kept-0"));

        // then
        try (BrokerServer server = TestServers.start(directory)) {
            check(server, damage.left);
        }
        if (damage.logged.isEmpty()) {
            assertThat(appender.list).noneMatch(event -> event.getLevel() == Level.ERROR);
        } else {
            assertThat(appender.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anySatisfy(message -> assertThat(message)
                            .contains(
                                    "kept-0", "cut ", " B from position ", "00000000000000000000.log", damage.logged));
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "INDEX_DELETED",
                "INDEX_THAT_LIES",
                "TIME_INDEX_ZEROED",
                "EPOCHS_DELETED",
                "PRODUCER_SNAPSHOT_GARBAGE"
            })
    void shouldMakeDerivedFilesAnewAfterACleanStopToo(Damage damage) throws Exception {
        try (BrokerServer server = TestServers.start(directory)) {
            fill(server);
        }
        damage.inflict(directory.resolve("kept-0"));
        try (BrokerServer server = TestServers.start(directory)) {
            check(server, COUNT);
        }
    }

    private static void fill(BrokerServer server) throws Exception {
        Map<String, Object> oneRecordABatch = Map.of("linger.ms", 0, "batch.size", 0);
        try (KafkaProducer<String, String> producer = StockClients.producer(server, oneRecordABatch)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                sent.add(producer.send(record(i)));
            }
            for (int i = 0; i < COUNT; i++) {
                assertThat(sent.get(i).get().offset()).isEqualTo(i);
            }
        }
    }

    private static ProducerRecord<String, String> record(int i) {
        return new ProducerRecord<>(
                PARTITION.topic(), 0, BASE_TIME_MS + i * 1000L, null, "value-%04d%s".formatted(i, "x".repeat(100)));
    }

    private static void check(BrokerServer server, int left) throws Exception {
        try (KafkaConsumer<String, String> consumer = StockClients.consumer(server, "g", Map.of());
                KafkaProducer<String, String> producer = StockClients.producer(server, Map.of())) {
            consumer.assign(List.of(PARTITION));
            assertThat(consumer.endOffsets(List.of(PARTITION))).containsEntry(PARTITION, (long) left);
            assertThat(producer.send(record(left)).get().offset()).isEqualTo(left);
            List<ConsumerRecord<String, String>> records = StockClients.poll(consumer, left + 1);
            for (int i = 0; i <= left; i++) {
                assertThat(records.get(i).offset()).isEqualTo(i);
                assertThat(records.get(i).value()).isEqualTo(record(i).value());
            }
            for (int wanted : new int[] {0, 1, 77, left - 1}) {
                OffsetAndTimestamp found = consumer.offsetsForTimes(Map.of(PARTITION, BASE_TIME_MS + wanted * 1000L))
                        .get(PARTITION);
                assertThat(found.offset()).isEqualTo(wanted);
            }
        }
    }
}
