package io.tailrace.clients.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.RecordTooLargeException;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.testkit.KafkaBrokerFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The producer against Apache Kafka, read back with Kafka's own consumer. */
final class TailraceProducerKafkaTest {

    private static KafkaBrokerFixture kafka;

    @BeforeAll
    static void start() {
        kafka = KafkaBrokerFixture.shared();
    }

    private static TailraceProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        return new TailraceProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    private static void create(String topic, int partitions, Map<String, String> config) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(config)))
                    .all()
                    .get();
        }
    }

    private static List<ConsumerRecord<String, String>> read(String topic, int partitions, int count) {
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<org.apache.kafka.common.TopicPartition> assigned = new ArrayList<>();
            for (int i = 0; i < partitions; i++) {
                assigned.add(new org.apache.kafka.common.TopicPartition(topic, i));
            }
            consumer.assign(assigned);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (all.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
            consumer.poll(Duration.ofMillis(300)).forEach(all::add);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void shouldDeliverEveryRecordOnceAndInOrder(String compression) throws Exception {
        String topic = "producer-" + compression;
        create(topic, 3, Map.of());
        int count = 20_000;
        List<Long> callbackOffsets = Collections.synchronizedList(new ArrayList<>());
        try (TailraceProducer<String, String> producer = producer(Map.of("compression.type", compression))) {
            List<Future<RecordMetadata>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ProducerRecord<String, String> record = new ProducerRecord<>(topic, "key-" + i % 100, "value-" + i);
                record.headers().add("n", Integer.toString(i).getBytes(StandardCharsets.UTF_8));
                futures.add(producer.send(record, (metadata, failure) -> {
                    if (metadata.partition() == 0) {
                        callbackOffsets.add(metadata.offset());
                    }
                }));
            }
            producer.flush();
            for (Future<RecordMetadata> future : futures) {
                assertThat(future.isDone()).isTrue();
                assertThat(future.get().hasOffset()).isTrue();
            }
        }

        List<ConsumerRecord<String, String>> read = read(topic, 3, count);

        assertThat(read).hasSize(count);
        Map<Integer, Integer> last = new HashMap<>();
        for (ConsumerRecord<String, String> record : read) {
            int number = Integer.parseInt(record.value().substring("value-".length()));
            assertThat(number).isGreaterThan(last.getOrDefault(record.partition(), -1));
            last.put(record.partition(), number);
            assertThat(record.key()).isEqualTo("key-" + number % 100);
            assertThat(new String(record.headers().lastHeader("n").value(), StandardCharsets.UTF_8))
                    .isEqualTo(Integer.toString(number));
        }
        assertThat(callbackOffsets).isSorted().doesNotHaveDuplicates().isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "all"})
    void shouldHonourAcks(String acks) throws Exception {
        String topic = "producer-acks-" + acks;
        create(topic, 1, Map.of());
        try (TailraceProducer<String, String> producer = producer(Map.of("acks", acks))) {
            RecordMetadata metadata =
                    producer.send(new ProducerRecord<>(topic, "value")).get();
            assertThat(metadata.hasOffset()).isEqualTo(!acks.equals("0"));
        }
        assertThat(read(topic, 1, 1)).hasSize(1);
    }

    @Test
    void shouldSplitABatchThatTheBrokerFindsTooLarge() throws Exception {
        String topic = "producer-split";
        create(topic, 1, Map.of("max.message.bytes", "2000"));
        try (TailraceProducer<String, String> producer = producer(Map.of("batch.size", 100_000, "linger.ms", 100))) {
            List<Future<RecordMetadata>> futures = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                futures.add(producer.send(new ProducerRecord<>(topic, null, "x".repeat(100) + i)));
            }
            producer.flush();
            for (int i = 0; i < futures.size(); i++) {
                assertThat(futures.get(i).get().offset()).isEqualTo(i);
            }
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, null, "x".repeat(5_000)))
                            .get())
                    .hasCauseInstanceOf(RecordTooLargeException.class);
            // The failed batch left a gap in the sequence: the partition goes on with the next epoch.
            assertThat(producer.send(new ProducerRecord<>(topic, null, "after"))
                            .get()
                            .offset())
                    .isEqualTo(200);
        }
        List<ConsumerRecord<String, String>> read = read(topic, 1, 201);
        assertThat(read).hasSize(201);
        assertThat(read.get(199).value()).isEqualTo("x".repeat(100) + 199);
    }

    @Test
    void shouldCreateTheTopicAndSpreadRecordsWithoutKeys() throws Exception {
        String topic = "producer-sticky";
        create(topic, 4, Map.of());
        TreeSet<Integer> used = new TreeSet<>();
        List<Exception> failures = Collections.synchronizedList(new ArrayList<>());
        try (TailraceProducer<String, String> producer = producer(Map.of("batch.size", 1_000))) {
            for (int i = 0; i < 2_000; i++) {
                var unused = producer.send(new ProducerRecord<>(topic, "v".repeat(50)), (m, e) -> {
                    if (e != null) {
                        failures.add(e);
                    }
                    synchronized (used) {
                        used.add(m.partition());
                    }
                });
            }
            producer.flush();
            assertThat(failures).isEmpty();
            assertThat(used).containsExactly(0, 1, 2, 3);
            assertThat(producer.partitionsFor(topic)).hasSize(4);
            assertThat(producer.send(new ProducerRecord<>("producer-auto-created", "v"))
                            .get()
                            .offset())
                    .isZero();
            assertThat(producer.metrics()).isNotEmpty();
        }
    }

    @Test
    void shouldSayWhichPartitionDoesNotExist() throws Exception {
        create("producer-range", 2, Map.of());
        try (TailraceProducer<String, String> producer = producer(Map.of("max.block.ms", 500))) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("producer-range", 7, "k", "v"))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class)
                    .hasMessageContaining("partition 7 of topic producer-range");
        }
    }

    @Test
    void shouldRefuseToSendAfterClose() throws Exception {
        TailraceProducer<String, String> producer = producer(Map.of());
        producer.close();
        producer.close();

        assertThatThrownBy(() -> producer.send(new ProducerRecord<>("any", "v")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldKeepEveryRecordOnceOverABrokerRestart() throws Exception {
        try (KafkaBrokerFixture own = KafkaBrokerFixture.start()) {
            Map<String, Object> config = new HashMap<>();
            config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, own.bootstrapServers());
            config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
            List<Future<RecordMetadata>> futures = new ArrayList<>();
            try (TailraceProducer<String, String> producer =
                    new TailraceProducer<>(config, new StringSerializer(), new StringSerializer())) {
                for (int i = 0; i < 3_000; i++) {
                    futures.add(producer.send(new ProducerRecord<>("restart", 0, null, "v" + i)));
                    if (i == 1_500) {
                        own.restart();
                    }
                }
                producer.flush();
                TreeSet<Long> offsets = new TreeSet<>();
                for (Future<RecordMetadata> future : futures) {
                    offsets.add(future.get().offset());
                }
                assertThat(offsets).hasSize(3_000);
                assertThat(offsets.last()).isEqualTo(2_999);
                assertThat(new TopicPartition("restart", 0).toString()).isEqualTo("restart-0");
            }
        }
    }
}
