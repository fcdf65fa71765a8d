package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records through Apache Kafka's own producer and consumer. */
final class ProduceConsumeTest {

    @TempDir
    Path directory;

    private BrokerServer server;

    @BeforeEach
    void start() {
        server = TestServers.start(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void shouldDeliverEveryRecordOnceAndInOrderWithEachCompression(String compression) throws Exception {
        // given
        createTopic("events", 3);
        int count = 200_000; // a million over the five types

        // when
        try (KafkaProducer<String, String> producer =
                StockClients.producer(server, Map.of("compression.type", compression, "linger.ms", 5))) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sent.add(producer.send(new ProducerRecord<>("events", i % 3, "k" + i, "value-" + i)));
            }
            for (Future<RecordMetadata> future : sent) {
                assertThat(future.get().hasOffset()).isTrue();
            }
        }

        // then: properties 1, 2, 3 and 9 as far as one client sees them
        try (KafkaConsumer<String, String> consumer = StockClients.consumer(server, "g-" + compression, Map.of())) {
            consumer.subscribe(List.of("events"));
            List<ConsumerRecord<String, String>> records = StockClients.poll(consumer, count);
            assertThat(records).hasSize(count);
            Map<Integer, List<ConsumerRecord<String, String>>> byPartition = new HashMap<>();
            records.forEach(record -> byPartition
                    .computeIfAbsent(record.partition(), key -> new ArrayList<>())
                    .add(record));
            byPartition.forEach((partition, ofPartition) -> {
                for (int i = 0; i < ofPartition.size(); i++) {
                    assertThat(ofPartition.get(i).offset()).isEqualTo(i);
                    assertThat(ofPartition.get(i).value()).isEqualTo("value-" + (i * 3 + partition));
                }
            });
        }
    }

    @Test
    void shouldCreateTopicOnFirstUse() throws Exception {
        try (KafkaProducer<String, String> producer = StockClients.producer(server, Map.of())) {
            RecordMetadata metadata = producer.send(new ProducerRecord<>("made-on-demand", "k", "v"))
                    .get();
            assertThat(metadata.offset()).isZero();
        }
        try (Admin admin = StockClients.admin(server)) {
            assertThat(admin.listTopics().names().get()).contains("made-on-demand");
        }
    }

    @Test
    void shouldAcknowledgeWithAcksZeroAndOne() throws Exception {
        createTopic("acks", 1);
        for (String acks : List.of("0", "1")) {
            try (KafkaProducer<String, String> producer =
                    StockClients.producer(server, Map.of("acks", acks, "enable.idempotence", false))) {
                producer.send(new ProducerRecord<>("acks", "k", "acks-" + acks)).get();
            }
        }
        try (KafkaConsumer<String, String> consumer = StockClients.consumer(server, "acks", Map.of())) {
            consumer.assign(List.of(new TopicPartition("acks", 0)));
            assertThat(StockClients.poll(consumer, 2))
                    .extracting(ConsumerRecord::value)
                    .containsExactly("acks-0", "acks-1");
        }
    }

    @Test
    void shouldSeekByTime() throws Exception {
        // given
        createTopic("times", 1);
        long base = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        try (KafkaProducer<String, String> producer = StockClients.producer(server, Map.of("linger.ms", 0))) {
            for (int i = 0; i < 100; i++) {
                producer.send(new ProducerRecord<>("times", 0, base + i * 1000L, "k", "v" + i))
                        .get();
            }
        }
        try (KafkaConsumer<String, String> consumer = StockClients.consumer(server, "times", Map.of())) {
            TopicPartition partition = new TopicPartition("times", 0);
            consumer.assign(List.of(partition));

            // when
            OffsetAndTimestamp found =
                    consumer.offsetsForTimes(Map.of(partition, base + 41_500L)).get(partition);
            OffsetAndTimestamp beyond =
                    consumer.offsetsForTimes(Map.of(partition, base + 100_000L)).get(partition);

            // then
            assertThat(found.offset()).isEqualTo(42);
            assertThat(found.timestamp()).isEqualTo(base + 42_000L);
            assertThat(beyond).isNull();
            consumer.seek(partition, found.offset());
            assertThat(StockClients.poll(consumer, 58))
                    .hasSize(58)
                    .first()
                    .satisfies(record -> assertThat(record.value()).isEqualTo("v42"));
        }
    }

    @Test
    void shouldSpreadPartitionsOverThreeMembersAndTakeThemOverWhenOneLeaves() throws Exception {
        // given
        createTopic("shared", 6);
        int count = 3_000;
        try (KafkaProducer<String, String> producer = StockClients.producer(server, Map.of())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sent.add(producer.send(new ProducerRecord<>("shared", i % 6, "k", "first-" + i)));
            }
            for (Future<RecordMetadata> future : sent) {
                assertThat(future.get().hasOffset()).isTrue();
            }
        }
        Map<String, Object> overrides = Map.of("heartbeat.interval.ms", 300, "session.timeout.ms", 6_000);
        List<KafkaConsumer<String, String>> members = new ArrayList<>();
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                KafkaConsumer<String, String> member = StockClients.consumer(server, "trio", overrides);
                member.subscribe(List.of("shared"));
                members.add(member);
            }

            // when: all three settle with two partitions each, and read everything
            pollAll(
                    members,
                    records,
                    () -> members.stream()
                                    .allMatch(member -> member.assignment().size() == 2)
                            && distinct(records).size() == count);

            // then
            assertThat(distinct(records)).hasSize(count);

            // when: one leaves
            members.remove(2).close();
            pollAll(
                    members,
                    records,
                    () -> members.stream()
                            .allMatch(member -> member.assignment().size() == 3));
            Set<TopicPartition> owned = new HashSet<>();
            members.forEach(member -> owned.addAll(member.assignment()));

            // then: property 47
            assertThat(owned).hasSize(6);
        } finally {
            members.forEach(KafkaConsumer::close);
        }
    }

    @Test
    void shouldReturnAtOnceWithOneByteAndWaitForMore() throws Exception {
        createTopic("waiting", 1);
        try (KafkaConsumer<String, String> consumer =
                        StockClients.consumer(server, "waiting", Map.of("fetch.max.wait.ms", 6_000));
                KafkaProducer<String, String> producer = StockClients.producer(server, Map.of("linger.ms", 0))) {
            consumer.assign(List.of(new TopicPartition("waiting", 0)));
            consumer.poll(Duration.ofMillis(300)); // leaves a fetch waiting at the broker

            long start = System.nanoTime();
            producer.send(new ProducerRecord<>("waiting", "k", "v")).get();
            List<ConsumerRecord<String, String>> records = StockClients.poll(consumer, 1);
            long tookMs = (System.nanoTime() - start) / 1_000_000;

            assertThat(records).hasSize(1);
            assertThat(tookMs).isLessThan(4_000); // woken, not timed out
        }
    }

    private static void pollAll(
            List<KafkaConsumer<String, String>> members,
            List<ConsumerRecord<String, String>> into,
            java.util.function.BooleanSupplier done) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < deadline) {
            for (KafkaConsumer<String, String> member : members) {
                member.poll(Duration.ofMillis(50)).forEach(into::add);
                member.commitAsync();
            }
        }
    }

    private static List<String> distinct(List<ConsumerRecord<String, String>> records) {
        return records.stream()
                .map(record -> record.topic() + record.partition() + record.offset() + record.value())
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private void createTopic(String name, int partitions) throws Exception {
        try (Admin admin = StockClients.admin(server)) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }
}
