package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.NewTopic;
import io.tailrace.clients.consumer.Consumer;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.IntegerSerializer;
import io.tailrace.common.serialization.LongDeserializer;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.TailraceStreams;
import io.tailrace.streams.Topology;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Produced;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * An application that counts words: it repartitions its input by word and counts in RocksDB. It keeps what it has written as input, and so
 * the right counts.
 *
 * <p><b>Threads:</b> the test's.
 */
final class WordCount {
    static final int PARTITIONS = 4;
    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int TOTALS_PARTITIONS = 2;
    private static final int WORDS = 50;

    private final String name;
    private final String bootstrap;
    private final Map<String, Long> expected = new HashMap<>();
    private final Random random = new Random(7);

    WordCount(String name, String bootstrap) {
        this.name = name;
        this.bootstrap = bootstrap;
    }

    /** The right counts of the input so far. */
    Map<String, Long> expected() {
        return Map.copyOf(expected);
    }

    Topology topology() {
        return topology(() -> {});
    }

    /** The topology, with something to do for each new total. */
    Topology topology(Runnable forEach) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(name + "-words", Consumed.with(Serdes.Integer(), Serdes.String()))
                .groupBy((key, word) -> word, Grouped.with(Serdes.String(), Serdes.String()))
                .count(Materialized.as("counts"))
                .toStream()
                .peek((word, total) -> forEach.run())
                .to(name + "-totals", Produced.with(Serdes.String(), Serdes.Long()));
        return builder.build();
    }

    Properties config(Path stateDirectory, int threads) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        config.put(StreamsConfig.producerPrefix("linger.ms"), 5);
        return config;
    }

    TailraceStreams instance(Path stateDirectory, int threads) {
        return new TailraceStreams(topology(), config(stateDirectory, threads));
    }

    void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(
                            new NewTopic(name + "-words", Optional.of(PARTITIONS), Optional.empty()),
                            new NewTopic(name + "-totals", Optional.of(TOTALS_PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        }
    }

    void produce(int records) {
        try (Producer<Integer, String> producer = new TailraceProducer<>(
                Map.of("bootstrap.servers", bootstrap), new IntegerSerializer(), new StringSerializer())) {
            for (int i = 0; i < records; i++) {
                String word = "word-" + random.nextInt(WORDS);
                var unused = producer.send(new ProducerRecord<>(name + "-words", random.nextInt(), word));
                expected.merge(word, 1L, Long::sum);
            }
            producer.flush();
        }
    }

    /** Waits until the last total of each word is the right one. */
    void awaitTotals() {
        try (Consumer<String, Long> reader = reader()) {
            Map<String, Long> totals = new HashMap<>();
            await().atMost(LIMIT).untilAsserted(() -> {
                reader.poll(Duration.ofMillis(200)).forEach(record -> totals.put(record.key(), record.value()));
                assertThat(totals).isEqualTo(expected);
            });
        }
    }

    /** A consumer at the beginning of the totals. */
    Consumer<String, Long> reader() {
        Map<String, Object> configs = Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", "false");
        Consumer<String, Long> reader =
                new TailraceConsumer<>(configs, new StringDeserializer(), new LongDeserializer());
        reader.assign(IntStream.range(0, TOTALS_PARTITIONS)
                .mapToObj(partition -> new TopicPartition(name + "-totals", partition))
                .toList());
        reader.seekToBeginning(reader.assignment());
        return reader;
    }

    static void awaitRunning(TailraceStreams streams) {
        await().atMost(LIMIT).until(() -> streams.state() == TailraceStreams.State.RUNNING);
    }

    /** How many tasks the instance has. */
    static int tasks(TailraceStreams streams) {
        return streams.metadataForLocalThreads().stream()
                .mapToInt(thread -> thread.activeTasks().size())
                .sum();
    }
}
