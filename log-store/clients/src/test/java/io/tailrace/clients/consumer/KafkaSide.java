package io.tailrace.clients.consumer;

import io.tailrace.testkit.KafkaBrokerFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** What tests against a real Apache Kafka broker do with Kafka's own clients, and how they make ours. */
final class KafkaSide {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private KafkaSide() {}

    static String bootstrap() {
        return KafkaBrokerFixture.shared().bootstrapServers();
    }

    static String createTopic(String prefix, int partitions) {
        String name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
            awaitLeaders(admin, name, partitions);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    /** A producer that meets a leader in the making can lose its order of sequence numbers, and then tries for ever. */
    private static void awaitLeaders(Admin admin, String topic, int partitions) {
        Map<org.apache.kafka.common.TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int p = 0; p < partitions; p++) {
            ends.put(new org.apache.kafka.common.TopicPartition(topic, p), OffsetSpec.latest());
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> admin.listOffsets(ends).all().get() != null);
    }

    static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap()));
    }

    static KafkaProducer<String, String> producer(Object... extra) {
        Map<String, Object> config =
                new HashMap<>(Map.of("bootstrap.servers", bootstrap(), "max.in.flight.requests.per.connection", 1));
        for (int i = 0; i < extra.length; i += 2) config.put((String) extra[i], extra[i + 1]);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    /** Values {@code partition:number}, the numbers of each partition counting from 0. */
    static void produce(String topic, int partitions, int countEach, Object... producerConfig) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<String, String> producer = producer(producerConfig)) {
            for (int i = 0; i < countEach; i++) {
                for (int p = 0; p < partitions; p++) {
                    var unused = producer.send(
                            new ProducerRecord<>(topic, p, 1_000_000L + i, "k" + i, p + ":" + i),
                            (metadata, e) -> failure.compareAndSet(null, e));
                }
            }
        }
        if (failure.get() != null) throw new IllegalStateException(failure.get());
    }

    /** To partition 0, without waiting. */
    static void send(KafkaProducer<String, String> producer, String topic, String value) {
        var unused = producer.send(new ProducerRecord<>(topic, 0, "k", value));
    }

    static TailraceConsumer<String, String> consumer(Object... extra) {
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrap(),
                "auto.offset.reset",
                "earliest",
                "key.deserializer",
                io.tailrace.common.serialization.StringDeserializer.class.getName(),
                "value.deserializer",
                io.tailrace.common.serialization.StringDeserializer.class.getName()));
        for (int i = 0; i < extra.length; i += 2) config.put((String) extra[i], extra[i + 1]);
        return new TailraceConsumer<>(config);
    }

    /** Polls until there are that many records. */
    static List<ConsumerRecord<String, String>> take(Consumer<String, String> consumer, int count) {
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        pollUntil(
                () -> all.size() >= count,
                () -> consumer.poll(Duration.ofMillis(50)).forEach(all::add));
        return all;
    }

    static void pollUntil(BooleanSupplier done, Runnable poll) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("not done within " + PATIENCE);
            poll.run();
        }
    }

    static String group() {
        return "group-" + UUID.randomUUID();
    }
}
