package io.tailrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed under load, again and again; stock clients check what it acknowledged. Properties 1 to 3. */
class KillServerTest {

    private static final String TOPIC = "load";
    private static final int PARTITIONS = 3;
    private static final int KILLS = 10;

    @TempDir
    private Path data;

    @Test
    void shouldKeepEveryAcknowledgedRecordWhenKilledTenTimes() throws Exception {
        Map<String, Long> acknowledged = new ConcurrentHashMap<>();
        AtomicLong next = new AtomicLong();
        Random random = new Random(7);
        for (int kill = 0; kill < KILLS; kill++) {
            try (ServerProcess server = ServerProcess.start(data, Map.of("durability", "fsync"))) {
                if (kill == 0) {
                    createTopic(server);
                }
                long before = acknowledged.size();
                AtomicBoolean stop = new AtomicBoolean();
                Thread load = new Thread(() -> produce(server.bootstrap(), next, acknowledged, stop));
                load.start();
                long wanted = before + 2_000 + random.nextInt(5_000);
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (acknowledged.size() < wanted) {
                    assertThat(System.nanoTime())
                            .as("deadline; the server said: %s", server.output())
                            .isLessThan(deadline);
                    LockSupport.parkNanos(1_000_000);
                }
                server.kill();
                stop.set(true);
                load.join();
            }
        }
        try (ServerProcess server = ServerProcess.start(data, Map.of("durability", "fsync"))) {
            List<ConsumerRecord<Long, Long>> records = readAll(server.bootstrap());
            Map<String, Long> found = new HashMap<>();
            Map<Integer, Long> expectedOffset = new HashMap<>();
            for (ConsumerRecord<Long, Long> record : records) {
                assertThat(record.offset()).isEqualTo(expectedOffset.getOrDefault(record.partition(), 0L));
                expectedOffset.put(record.partition(), record.offset() + 1);
                found.put(record.partition() + "@" + record.offset(), record.value());
            }
            assertThat(found).containsAllEntriesOf(acknowledged);
            assertThat(server.stop()).isZero();
        }
    }

    private static void createTopic(ServerProcess server) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void produce(String bootstrap, AtomicLong next, Map<String, Long> acknowledged, AtomicBoolean stop) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrap,
                "acks", "all",
                "delivery.timeout.ms", 3000,
                "request.timeout.ms", 2000,
                "max.block.ms", 2000,
                "linger.ms", 1);
        try (KafkaProducer<Long, Long> producer =
                new KafkaProducer<>(config, new LongSerializer(), new LongSerializer())) {
            while (!stop.get()) {
                long value = next.getAndIncrement();
                var unused = producer.send(new ProducerRecord<>(TOPIC, value, value), (metadata, failure) -> {
                    if (failure == null) {
                        acknowledged.put(metadata.partition() + "@" + metadata.offset(), value);
                    }
                });
                LockSupport.parkNanos(20_000);
            }
        } catch (org.apache.kafka.common.KafkaException e) {
            assertThat(stop.get() || next.get() > 0)
                    .isTrue(); // the server is gone: what was not acknowledged is not counted
        }
    }

    private static List<ConsumerRecord<Long, Long>> readAll(String bootstrap) {
        List<ConsumerRecord<Long, Long>> records = new ArrayList<>();
        try (KafkaConsumer<Long, Long> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new LongDeserializer(), new LongDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                partitions.add(new TopicPartition(TOPIC, partition));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}
