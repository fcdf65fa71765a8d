package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.broker.config.BrokerConfig;
import io.tailrace.storage.disk.NioDisk;
import io.tailrace.storage.disk.fault.FaultyDisk;
import io.tailrace.storage.disk.memory.DiskFault;
import io.tailrace.storage.disk.memory.DiskFault.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with two data directories on real files, whose disk fails: what stock clients see (properties 31, 32, 34, 36). */
final class FailingDisksTest {

    /** The metadata takes the first directory, so the first partition that is written to goes to the second. */
    private static final TopicPartition IN_SECOND = new TopicPartition("t", 0);

    private static final TopicPartition IN_FIRST = new TopicPartition("t", 1);
    private static final Map<String, Object> NO_RETRIES =
            Map.of("retries", 0, "enable.idempotence", false, "linger.ms", 0);

    @TempDir
    Path root;

    private final FaultyDisk disk = new FaultyDisk(new NioDisk(), new Random(1));
    private Path first;
    private Path second;
    private BrokerServer server;

    @BeforeEach
    void startAndPlace() throws Exception {
        first = root.resolve("first").toAbsolutePath();
        second = root.resolve("second").toAbsolutePath();
        start();
        try (Admin admin = StockClients.admin(server);
                KafkaProducer<String, String> producer = StockClients.producer(server, Map.of())) {
            admin.createTopics(List.of(new NewTopic("t", 2, (short) 1))).all().get();
            producer.send(record(IN_SECOND, "a0")).get();
            producer.send(record(IN_FIRST, "b0")).get();
        }
        assertThat(second.resolve("t-0")).isDirectory();
        assertThat(first.resolve("t-1")).isDirectory();
    }

    @AfterEach
    void stop() {
        disk.fault(DiskFault.NONE);
        disk.freeAll();
        server.close();
    }

    private void start() {
        BrokerConfig config = new BrokerConfig(Map.of(
                "listeners", "PLAINTEXT://127.0.0.1:0", "log.dirs", List.of(first.toString(), second.toString())));
        server = BrokerServer.start(config, BrokerPorts.onThreads(disk));
    }

    private static ProducerRecord<String, String> record(TopicPartition to, String value) {
        return new ProducerRecord<>(to.topic(), to.partition(), null, value);
    }

    private List<String> values(TopicPartition from, long offset, int count) {
        try (KafkaConsumer<String, String> consumer = StockClients.consumer(server, "g", Map.of())) {
            consumer.assign(List.of(from));
            consumer.seek(from, offset);
            return StockClients.poll(consumer, count).stream()
                    .map(ConsumerRecord::value)
                    .toList();
        }
    }

    private int offlineReplicas(TopicPartition partition) {
        try (KafkaProducer<String, String> producer = StockClients.producer(server, Map.of())) {
            return producer.partitionsFor(partition.topic()).stream()
                    .filter(info -> info.partition() == partition.partition())
                    .mapToInt(info -> info.offlineReplicas().length)
                    .sum();
        }
    }

    private Map<String, LogDirDescription> describeDirectories() throws Exception {
        try (Admin admin = StockClients.admin(server)) {
            return admin.describeLogDirs(List.of(1)).allDescriptions().get().get(1);
        }
    }

    @Test
    void shouldAcknowledgeNothingFromADirectoryWhoseSyncFailedAndServeTheOther() throws Exception {
        try (KafkaProducer<String, String> producer = StockClients.producer(server, NO_RETRIES)) {
            disk.fault((operation, path) -> {
                if (operation == Operation.FORCE && path.startsWith(second)) {
                    throw new IOException("injected EIO");
                }
            });
            assertThatThrownBy(() -> producer.send(record(IN_SECOND, "a1")).get())
                    .hasCauseInstanceOf(KafkaStorageException.class);
            disk.fault(DiskFault.NONE); // the next sync would succeed, and must not be believed
            assertThatThrownBy(() -> producer.send(record(IN_SECOND, "a2")).get())
                    .hasCauseInstanceOf(KafkaStorageException.class);
            assertThat(producer.send(record(IN_FIRST, "b1")).get().offset()).isEqualTo(1);
        }
        assertThat(values(IN_FIRST, 0, 2)).containsExactly("b0", "b1");
        assertThat(describeDirectories().get(second.toString()).error()).isInstanceOf(KafkaStorageException.class);
        assertThat(describeDirectories().get(first.toString()).replicaInfos()).containsOnlyKeys(IN_FIRST);
        assertThat(offlineReplicas(IN_SECOND)).isEqualTo(1);
        assertThat(offlineReplicas(IN_FIRST)).isZero();
        assertThat(server.broker().whenOffline()).isNotDone();

        server.close();
        start();

        assertThat(values(IN_SECOND, 0, 1)).startsWith("a0");
        try (KafkaProducer<String, String> producer = StockClients.producer(server, NO_RETRIES)) {
            assertThat(producer.send(record(IN_SECOND, "a3")).get().offset()).isPositive();
        }
    }

    @Test
    void shouldSayThatItIsOfNoUseWithoutTheDirectoryOfTheMetadata() throws Exception {
        disk.fault((operation, path) -> {
            if (operation == Operation.FORCE && path.startsWith(first)) {
                throw new IOException("injected EIO");
            }
        });
        try (KafkaProducer<String, String> producer = StockClients.producer(server, NO_RETRIES)) {
            assertThatThrownBy(() -> producer.send(record(IN_FIRST, "b1")).get())
                    .hasCauseInstanceOf(KafkaStorageException.class);
        }
        assertThat(server.broker().whenOffline())
                .succeedsWithin(Duration.ofSeconds(10))
                .extracting(Throwable::getMessage)
                .isEqualTo("injected EIO");
    }

    @Test
    void shouldRefuseWhenTheDeviceIsFullReadOnAndAcceptAgainWhenThereIsRoom() throws Exception {
        disk.freeBytes(40);
        try (KafkaProducer<String, String> once = StockClients.producer(server, NO_RETRIES);
                KafkaProducer<String, String> retrying = StockClients.producer(server, Map.of())) {
            assertThatThrownBy(() -> once.send(record(IN_SECOND, "refused")).get())
                    .hasCauseInstanceOf(KafkaStorageException.class);
            assertThatThrownBy(() -> once.send(record(IN_FIRST, "refused")).get())
                    .hasCauseInstanceOf(KafkaStorageException.class);
            assertThat(values(IN_SECOND, 0, 1)).containsExactly("a0");
            Future<RecordMetadata> waiting = retrying.send(record(IN_SECOND, "a1"));

            disk.freeAll();

            assertThat(waiting.get().offset()).isEqualTo(1);
            assertThat(once.send(record(IN_FIRST, "b1")).get().offset()).isEqualTo(1);
        }
        assertThat(values(IN_SECOND, 0, 2)).containsExactly("a0", "a1");
        assertThat(describeDirectories().values())
                .allSatisfy(directory -> assertThat(directory.error()).isNull());
    }

    @Test
    void shouldNotLetOneSlowDirectoryHoldUpTheOther() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        disk.fault((operation, path) -> {
            if (operation == Operation.FORCE && path.startsWith(second)) {
                reached.countDown();
                awaitUninterruptibly(released);
            }
        });
        try (KafkaProducer<String, String> producer = StockClients.producer(server, NO_RETRIES)) {
            Future<RecordMetadata> slow = producer.send(record(IN_SECOND, "a1"));
            reached.await();
            try (KafkaProducer<String, String> other = StockClients.producer(server, NO_RETRIES)) {
                assertThat(other.send(record(IN_FIRST, "b1")).get().offset()).isEqualTo(1);
            }
            assertThat(slow).isNotDone();
            released.countDown();
            assertThat(slow.get().offset()).isEqualTo(1);
        } finally {
            released.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Test
    void shouldNotServeADamagedBatchButItsNeighbours() throws Exception {
        try (KafkaProducer<String, String> producer = StockClients.producer(server, NO_RETRIES)) {
            for (int i = 1; i < 20; i++) {
                producer.send(record(IN_SECOND, "a" + i)).get();
            }
        }
        server.close();
        Path segment = second.resolve("t-0").resolve("00000000000000000000.log");
        long batch = (Files.size(segment) - 20) / 20; // of a single record; those from 10 on are a byte longer
        disk.flipBit(segment, (5 * batch + batch / 2 + 30) * 8);
        start();

        assertThat(values(IN_SECOND, 0, 5))
                .startsWith("a0", "a1", "a2", "a3", "a4")
                .doesNotContain("a5");
        try (KafkaConsumer<String, String> consumer = StockClients.consumer(server, "g", Map.of())) {
            consumer.assign(List.of(IN_SECOND));
            consumer.seek(IN_SECOND, 5);
            assertThatThrownBy(() -> StockClients.poll(consumer, 1))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("t-0");
        }
        assertThat(values(IN_SECOND, 6, 14))
                .startsWith("a6", "a7")
                .endsWith("a19")
                .hasSize(14);
    }

    @Test
    void shouldServeTheRestWhenADirectoryCannotBeOpenedAndNeverMakeItsPartitionsAnew() throws Exception {
        server.close();
        disk.fault((operation, path) -> {
            if (operation == Operation.OPEN && path.startsWith(second)) {
                throw new IOException("injected EIO");
            }
        });

        start();

        try (Admin admin = StockClients.admin(server);
                KafkaProducer<String, String> producer = StockClients.producer(server, NO_RETRIES)) {
            assertThat(producer.send(record(IN_FIRST, "b1")).get().offset()).isEqualTo(1);
            assertThatThrownBy(() -> producer.send(record(IN_SECOND, "a1")).get())
                    .hasCauseInstanceOf(KafkaStorageException.class);
            admin.createTopics(List.of(new NewTopic("new", 1, (short) 1))).all().get();
            assertThat(producer.send(record(new TopicPartition("new", 0), "c0"))
                            .get()
                            .offset())
                    .isZero();
        }
        assertThat(describeDirectories().get(second.toString()).error()).isInstanceOf(KafkaStorageException.class);
        assertThat(first.resolve("t-0")).doesNotExist();

        server.close();
        disk.fault(DiskFault.NONE);
        start();

        assertThat(values(IN_SECOND, 0, 1)).containsExactly("a0");
        assertThat(values(IN_FIRST, 0, 2)).containsExactly("b0", "b1");
    }

    @Test
    void shouldRefuseToStartWhenTheMetadataMayLieInADirectoryThatCannotBeOpened() {
        server.close();
        disk.fault((operation, path) -> {
            if (operation == Operation.OPEN && path.startsWith(first)) {
                throw new IOException("injected EIO");
            }
        });

        assertThatThrownBy(this::start)
                .hasMessageContaining("__cluster_metadata-0 may lie in data directory " + first)
                .hasMessageContaining("injected EIO");

        disk.fault(DiskFault.NONE);
        start();
        assertThat(values(IN_FIRST, 0, 1)).containsExactly("b0");
    }

    @Test
    void shouldRefuseToStartWithAPartitionInTwoDirectories() throws Exception {
        server.close();
        Path copy = Files.createDirectory(first.resolve("t-0"));
        try (Stream<Path> files = Files.list(second.resolve("t-0"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }

        assertThatThrownBy(this::start)
                .hasMessageContaining("expected t-0 in one data directory, found it in two")
                .hasMessageContaining(first.resolve("t-0") + " (offsets 0 to 1)")
                .hasMessageContaining(second.resolve("t-0") + " (offsets 0 to 1)");

        deleteAll(copy);
        start();
        assertThat(values(IN_SECOND, 0, 1)).containsExactly("a0");
    }

    @Test
    void shouldLeaveAKafkaBrokersUnfinishedCopyAlone() throws Exception {
        server.close();
        Path copy = Files.createDirectory(first.resolve("t-0.0123456789abcdef0123456789abcdef-future"));
        Files.writeString(copy.resolve("00000000000000000000.log"), "half");

        start();

        assertThat(values(IN_SECOND, 0, 1)).containsExactly("a0");
        assertThat(copy.resolve("00000000000000000000.log")).hasContent("half");
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
