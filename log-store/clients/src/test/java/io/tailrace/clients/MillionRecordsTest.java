package io.tailrace.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.NewTopic;
import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.serialization.IntegerDeserializer;
import io.tailrace.common.serialization.IntegerSerializer;
import io.tailrace.testkit.KafkaBrokerFixture;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A million records through the own clients and an Apache Kafka broker, a fifth with each compression type. */
class MillionRecordsTest {

    private static final int RECORDS = 200_000;
    private static final int PARTITIONS = 3;

    private static KafkaBrokerFixture kafka;
    private static ResourceLeakDetector.Level leakDetection;

    /** Recording every access of every buffer would take most of the time; other tests do it. */
    @BeforeAll
    static void start() throws Exception {
        leakDetection = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
        kafka = KafkaBrokerFixture.start();
    }

    @AfterAll
    static void stop() throws Exception {
        kafka.close();
        ResourceLeakDetector.setLevel(leakDetection);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void shouldCarryEveryRecordOnceAndInOrderPerPartition(String compression) throws Exception {
        String topic = "million-" + compression;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        AtomicReference<Exception> failure = new AtomicReference<>();
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "compression.type", compression);
        try (TailraceProducer<Integer, Integer> producer =
                new TailraceProducer<>(config, new IntegerSerializer(), new IntegerSerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                var unused = producer.send(new ProducerRecord<>(topic, i, i), (metadata, problem) -> {
                    if (problem != null) {
                        failure.compareAndSet(null, problem);
                    }
                });
            }
        }
        assertThat(failure.get()).isNull();

        BitSet seen = new BitSet(RECORDS);
        Map<Integer, Integer> last = new HashMap<>();
        try (TailraceConsumer<Integer, Integer> consumer = new TailraceConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        topic,
                        "auto.offset.reset",
                        "earliest"),
                new IntegerDeserializer(),
                new IntegerDeserializer())) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (seen.cardinality() < RECORDS) {
                assertThat(System.nanoTime())
                        .as("deadline, %d records read", seen.cardinality())
                        .isLessThan(deadline);
                for (ConsumerRecord<Integer, Integer> record : consumer.poll(Duration.ofMillis(200))) {
                    assertThat(seen.get(record.value()))
                            .as("record %d is new", record.value())
                            .isFalse();
                    seen.set(record.value());
                    assertThat(record.value()).isGreaterThan(last.getOrDefault(record.partition(), -1));
                    last.put(record.partition(), record.value());
                }
            }
        }
        assertThat(last).hasSize(PARTITIONS);
    }
}
