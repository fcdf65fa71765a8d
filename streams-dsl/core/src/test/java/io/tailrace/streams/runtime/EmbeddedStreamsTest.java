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
import io.tailrace.common.serialization.IntegerSerializer;
import io.tailrace.common.serialization.LongDeserializer;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.TailraceStreams;
import io.tailrace.streams.TaskMetadata;
import io.tailrace.streams.Topology;
import io.tailrace.streams.errors.MissingSourceTopicException;
import io.tailrace.streams.errors.StreamsUncaughtExceptionHandler;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.processor.StateRestoreListener;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.state.BuiltInDslStoreSuppliers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs applications on the embedded log store: repartitioning, threads, instances, restart. */
final class EmbeddedStreamsTest {
    private static final int PARTITIONS = 4;
    private static final String[] WORDS = {"ape", "bee", "cat", "dog", "emu", "fox", "gnu"};
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final Map<String, Long> expected = new HashMap<>();
    private final Random random = new Random(7);

    private String bootstrap() {
        return "embedded:" + directory.resolve("log");
    }

    private Properties config(String instance, int threads, boolean inMemory) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "counting");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap());
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve(instance).toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        config.put(StreamsConfig.producerPrefix("linger.ms"), 5);
        if (inMemory) {
            config.put(
                    StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                    BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        }
        return config;
    }

    private static Topology counting() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("words", Consumed.with(Serdes.Integer(), Serdes.String()))
                .groupBy((key, word) -> word, Grouped.with(Serdes.String(), Serdes.String()))
                .count(Materialized.as("counts"))
                .toStream()
                .to("totals", Produced.with(Serdes.String(), Serdes.Long()));
        return builder.build();
    }

    private void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(List.of(
                            new NewTopic("words", Optional.of(PARTITIONS), Optional.empty()),
                            new NewTopic("totals", Optional.of(2), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private void produce(int records) {
        try (Producer<Integer, String> producer = new TailraceProducer<>(
                Map.of("bootstrap.servers", bootstrap()), new IntegerSerializer(), new StringSerializer())) {
            for (int i = 0; i < records; i++) {
                String word = WORDS[random.nextInt(WORDS.length)];
                var unused = producer.send(new ProducerRecord<>("words", random.nextInt(), word));
                expected.merge(word, 1L, Long::sum);
            }
            producer.flush();
        }
    }

    private void awaitTotals() {
        Map<String, Object> configs =
                Map.of("bootstrap.servers", bootstrap(), "group.id", "reader", "auto.offset.reset", "earliest");
        try (io.tailrace.clients.consumer.Consumer<String, Long> reader =
                new TailraceConsumer<>(configs, new StringDeserializer(), new LongDeserializer())) {
            reader.assign(List.of(new TopicPartition("totals", 0), new TopicPartition("totals", 1)));
            reader.seekToBeginning(reader.assignment());
            Map<String, Long> totals = new HashMap<>();
            await().atMost(LIMIT).untilAsserted(() -> {
                reader.poll(Duration.ofMillis(200)).forEach(record -> totals.put(record.key(), record.value()));
                assertThat(totals).isEqualTo(expected);
            });
        }
    }

    private static void awaitRunning(TailraceStreams streams) {
        await().atMost(LIMIT).until(() -> streams.state() == TailraceStreams.State.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "4, true"})
    void shouldGoOnFromRestoredStateAfterRestart(int threads, boolean inMemory) throws Exception {
        createTopics();
        produce(2_000);
        try (TailraceStreams streams = new TailraceStreams(counting(), config("one", threads, inMemory))) {
            streams.start();
            awaitRunning(streams);
            awaitTotals();
        }
        produce(1_000);
        try (TailraceStreams streams = new TailraceStreams(counting(), config("one", threads, inMemory))) {
            streams.start();
            awaitTotals();
        }
    }

    @Test
    void shouldShareTasksBetweenInstancesAndTakeOverFromOneThatLeaves() throws Exception {
        createTopics();
        produce(1_000);
        try (TailraceStreams one = new TailraceStreams(counting(), config("one", 1, false))) {
            one.start();
            awaitRunning(one);
            try (TailraceStreams two = new TailraceStreams(counting(), config("two", 1, false))) {
                two.start();
                await().atMost(LIMIT).untilAsserted(() -> {
                    assertThat(tasks(one)).hasSize(PARTITIONS);
                    assertThat(tasks(two)).hasSize(PARTITIONS);
                });
                produce(1_000);
                awaitTotals();
            }
            await().atMost(LIMIT).untilAsserted(() -> assertThat(tasks(one)).hasSize(2 * PARTITIONS));
            produce(1_000);
            awaitTotals();
        }
    }

    @Test
    void shouldRestoreFromChangelogAfterLocalStateWasDeleted() throws Exception {
        createTopics();
        produce(1_000);
        TailraceStreams first = new TailraceStreams(counting(), config("one", 2, false));
        first.start();
        awaitTotals();
        first.close();
        first.cleanUp();
        produce(500);
        List<String> restored = new CopyOnWriteArrayList<>();
        try (TailraceStreams second = new TailraceStreams(counting(), config("one", 2, false))) {
            second.setGlobalStateRestoreListener(new StateRestoreListener() {
                @Override
                public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
                    restored.add(store);
                }

                @Override
                public void onBatchRestored(TopicPartition changelog, String store, long end, long count) {}

                @Override
                public void onRestoreEnd(TopicPartition changelog, String store, long total) {}
            });
            second.start();
            awaitTotals();
        }
        assertThat(restored).contains("counts");
    }

    private static List<TaskId> tasks(TailraceStreams streams) {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .map(TaskMetadata::taskId)
                .toList();
    }

    @Test
    void shouldStopWithErrorWhenSourceTopicIsMissing() throws Exception {
        List<Throwable> errors = new CopyOnWriteArrayList<>();
        try (TailraceStreams streams = new TailraceStreams(counting(), config("one", 1, true))) {
            streams.setUncaughtExceptionHandler(error -> {
                errors.add(error);
                return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            await().atMost(LIMIT).until(() -> streams.state() == TailraceStreams.State.ERROR);
        }
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0)).isInstanceOf(MissingSourceTopicException.class);
    }
}
