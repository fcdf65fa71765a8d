package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.NewTopic;
import io.tailrace.clients.consumer.Consumer;
import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.StreamsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An embedded log store in a directory of a test, with strings in and out.
 *
 * <p><b>Threads:</b> the test's.
 */
final class EmbeddedLog {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path directory;

    EmbeddedLog(Path directory) {
        this.directory = directory;
    }

    String bootstrap() {
        return "embedded:" + directory.resolve("log");
    }

    void create(int partitions, String... topics) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(Stream.of(topics)
                            .map(topic -> new NewTopic(topic, Optional.of(partitions), Optional.empty()))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** A configuration with a state directory of its own for each instance. */
    Properties config(String application, String instance) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap());
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve(instance).toString());
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        config.put(StreamsConfig.producerPrefix("linger.ms"), 0);
        config.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 100);
        return config;
    }

    void produce(String topic, String key, String value, long timestampMs) {
        produce(topic, null, key, value, timestampMs);
    }

    void produce(String topic, Integer partition, String key, String value, long timestampMs) {
        try (Producer<String, String> producer = new TailraceProducer<>(
                Map.of("bootstrap.servers", bootstrap()), new StringSerializer(), new StringSerializer())) {
            var unused = producer.send(new ProducerRecord<>(topic, partition, timestampMs, key, value));
        }
    }

    /** Waits until partition 0 of the topic has as many records, and returns all that it has then. */
    List<ConsumerRecord<String, String>> read(String topic, int atLeast) {
        try (Consumer<String, String> reader = new TailraceConsumer<>(
                Map.of("bootstrap.servers", bootstrap(), "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer())) {
            reader.assign(List.of(new TopicPartition(topic, 0)));
            reader.seekToBeginning(reader.assignment());
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            await().atMost(LIMIT).untilAsserted(() -> {
                reader.poll(Duration.ofMillis(50)).forEach(records::add);
                assertThat(records).hasSizeGreaterThanOrEqualTo(atLeast);
            });
            return records;
        }
    }

    List<String> values(String topic, int atLeast) {
        return read(topic, atLeast).stream().map(ConsumerRecord::value).toList();
    }

    /** The log store closes in the background once its last client has, and may still write until then. */
    void deleteWhenClosed() {
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            delete();
            return true;
        });
    }

    private void delete() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(directory)) {
                    Files.delete(path);
                }
            }
        }
    }
}
