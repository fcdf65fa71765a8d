package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.NewTopic;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.TailraceStreams;
import io.tailrace.streams.Topology;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.Suppressed;
import io.tailrace.streams.kstream.Suppressed.BufferConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** State that comes back in ways of its own: suppressed updates from their changelog, and tables from the topic they are read from. */
final class StateOfPlansTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int HELD_BACK = 10;

    @TempDir(cleanup = CleanupMode.NEVER) // the log store closes in the background
    Path directory;

    private final AtomicInteger seen = new AtomicInteger();

    private String bootstrap() {
        return "embedded:" + directory.resolve("log");
    }

    private Properties config(String stateDirectory) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "plans");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap());
        config.put(
                StreamsConfig.STATE_DIR_CONFIG,
                directory.resolve(stateDirectory).toString());
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        config.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        config.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE);
        return config;
    }

    private Topology topology(Properties config) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .peek((key, value) -> seen.incrementAndGet())
                .groupByKey()
                .reduce((one, two) -> two)
                .suppress(Suppressed.<String>untilTimeLimit(
                                Duration.ofSeconds(1),
                                BufferConfig.unbounded().withMaxRecords(3).spillToDiskWhenFull())
                        .withName("calm"))
                .toStream()
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        builder.table("rows", Consumed.with(Serdes.String(), Serdes.String()), Materialized.as("rows-store"))
                .filter((key, value) -> seen.incrementAndGet() > 0, Named.as("seen"))
                .groupBy((key, value) -> KeyValue.pair(value, key), Grouped.with(Serdes.String(), Serdes.String()))
                .count(Materialized.as("per-value"))
                .toStream()
                .mapValues(count -> Long.toString(count))
                .to("totals", Produced.with(Serdes.String(), Serdes.String()));
        return builder.build(config);
    }

    private void send(String topic, String key, String value, long timestampMs) {
        try (Producer<String, String> producer = new TailraceProducer<>(
                Map.of("bootstrap.servers", bootstrap()), new StringSerializer(), new StringSerializer())) {
            var unused = producer.send(new ProducerRecord<>(topic, 0, timestampMs, key, value));
            producer.flush();
        }
    }

    private void awaitLatest(String topic, Map<String, String> expected) {
        Map<String, Object> configs = Map.of("bootstrap.servers", bootstrap(), "group.id", "reader");
        try (TailraceConsumer<String, String> reader =
                new TailraceConsumer<>(configs, new StringDeserializer(), new StringDeserializer())) {
            reader.assign(List.of(new TopicPartition(topic, 0)));
            reader.seekToBeginning(reader.assignment());
            Map<String, String> latest = new HashMap<>();
            await().atMost(LIMIT).untilAsserted(() -> {
                reader.poll(Duration.ofMillis(100)).forEach(record -> latest.put(record.key(), record.value()));
                assertThat(latest).isEqualTo(expected);
            });
        }
    }

    @Test
    void shouldGoOnWithoutLocalState() throws Exception {
        Map<String, String> held = new HashMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(List.of(topic("in"), topic("out"), topic("rows"), topic("totals")))
                    .all()
                    .get();
            Properties config = config("first");
            try (TailraceStreams streams = new TailraceStreams(topology(config), config)) {
                streams.start();
                for (int i = 0; i < HELD_BACK; i++) {
                    send("in", "key" + i, "value" + i, 1000 + i);
                    held.put("key" + i, "value" + i);
                }
                send("rows", "a", "x", 1000);
                send("rows", "b", "x", 1000);
                awaitLatest("totals", Map.of("x", "2"));
                await().atMost(LIMIT).until(() -> seen.get() >= HELD_BACK + 2);
            }
            awaitLatest("out", Map.of());
            send("rows", "a", "y", 1000);

            Properties elsewhere = config("second");
            try (TailraceStreams streams = new TailraceStreams(topology(elsewhere), elsewhere)) {
                streams.start();
                send("in", "late", "value", 5000);
                awaitLatest("out", held);
                awaitLatest("totals", Map.of("x", "1", "y", "1"));
            }
            assertThat(admin.listTopics().names().get())
                    .contains("plans-calm-store-changelog", "plans-per-value-changelog")
                    .doesNotContain("plans-rows-store-changelog");
        }
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(1), Optional.empty());
    }
}
