package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.NewTopic;
import io.tailrace.clients.consumer.Consumer;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.TailraceStreams;
import io.tailrace.streams.Topology;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.GlobalKTable;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.processor.StateRestoreListener;
import io.tailrace.streams.state.BuiltInDslStoreSuppliers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs applications with a global table on the embedded log store. */
final class GlobalTableTest {
    private static final int PARTITIONS = 3;
    private static final int CITIES = 60;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final Map<String, Long> restored = new ConcurrentHashMap<>();

    @BeforeEach
    void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(Stream.of("people", "cities", "out")
                            .map(topic -> new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()))
                            .toList())
                    .all()
                    .get();
        }
    }

    private String bootstrap() {
        return "embedded:" + directory.resolve("log");
    }

    private Properties config(boolean inMemory) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "lookup");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap());
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve("state").toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        config.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        config.put(
                StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                inMemory
                        ? BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class
                        : BuiltInDslStoreSuppliers.RocksDBDslStoreSuppliers.class);
        return config;
    }

    private static Topology lookup() {
        StreamsBuilder builder = new StreamsBuilder();
        GlobalKTable<String, String> cities =
                builder.globalTable("cities", Consumed.with(Serdes.String(), Serdes.String()));
        builder.stream("people", Consumed.with(Serdes.String(), Serdes.String()))
                .leftJoin(cities, (person, city) -> city, (city, mayor) -> city + ":" + mayor)
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        return builder.build();
    }

    private TailraceStreams instance(boolean inMemory) {
        TailraceStreams streams = new TailraceStreams(lookup(), config(inMemory));
        streams.setGlobalStateRestoreListener(new StateRestoreListener() {
            @Override
            public void onRestoreStart(TopicPartition partition, String storeName, long start, long end) {}

            @Override
            public void onBatchRestored(TopicPartition partition, String storeName, long end, long records) {}

            @Override
            public void onRestoreEnd(TopicPartition partition, String storeName, long total) {
                restored.merge(partition.topic(), total, Long::sum);
            }
        });
        return streams;
    }

    private void produce(String topic, Map<String, String> records) {
        try (Producer<String, String> producer = new TailraceProducer<>(
                Map.of("bootstrap.servers", bootstrap()), new StringSerializer(), new StringSerializer())) {
            records.forEach((key, value) -> {
                var unused = producer.send(new ProducerRecord<>(topic, key, value));
            });
            producer.flush();
        }
    }

    private static Map<String, String> each(int from, int to, String key, String value) {
        Map<String, String> records = new HashMap<>();
        IntStream.range(from, to).forEach(i -> records.put(key + i, value + i));
        return records;
    }

    private void awaitOut(Map<String, String> expected) {
        Map<String, Object> configs = Map.of("bootstrap.servers", bootstrap(), "enable.auto.commit", "false");
        try (Consumer<String, String> reader =
                new TailraceConsumer<>(configs, new StringDeserializer(), new StringDeserializer())) {
            reader.assign(IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition("out", partition))
                    .toList());
            reader.seekToBeginning(reader.assignment());
            Map<String, String> found = new HashMap<>();
            await().atMost(LIMIT).untilAsserted(() -> {
                reader.poll(Duration.ofMillis(100)).forEach(record -> found.put(record.key(), record.value()));
                assertThat(found).isEqualTo(expected);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSeeAllRowsFromTheFirstRecordOnAndReadOnWhereItStopped(boolean inMemory) {
        // given: rows in all partitions, and records that look them up from any partition
        produce("cities", each(0, CITIES, "city", "mayor"));
        Map<String, String> people = each(0, CITIES, "person", "city");
        produce("people", people);
        Map<String, String> expected = new HashMap<>();
        people.forEach((person, city) -> expected.put(person, city + ":" + city.replace("city", "mayor")));

        // when
        try (TailraceStreams streams = instance(inMemory)) {
            streams.start();

            // then: no record was joined before the table was complete
            awaitOut(expected);
        }
        assertThat(restored).containsEntry("cities", (long) CITIES);

        // when: rows change while nobody runs, and it is started again
        restored.clear();
        produce("cities", each(0, 10, "city", "successor"));
        produce("people", each(0, 10, "late", "city"));
        IntStream.range(0, 10).forEach(i -> expected.put("late" + i, "city" + i + ":successor" + i));
        try (TailraceStreams streams = instance(inMemory)) {
            streams.start();
            awaitOut(expected);
        }

        // then: a store on disk reads what is new, one in memory everything
        assertThat(restored).containsEntry("cities", inMemory ? CITIES + 10L : 10L);
        assertThat(Files.exists(directory.resolve("state/lookup/global"))).isEqualTo(!inMemory);
    }

    @Test
    void shouldFollowTheTopicWhileItRuns() {
        // given
        try (TailraceStreams streams = instance(false)) {
            streams.start();
            await().atMost(LIMIT).until(() -> streams.state() == TailraceStreams.State.RUNNING);

            // when
            produce("cities", Map.of("city0", "mayor0"));

            // then: sooner or later a record finds the row
            Map<String, String> found = new HashMap<>();
            Map<String, Object> configs = Map.of("bootstrap.servers", bootstrap(), "enable.auto.commit", "false");
            try (Consumer<String, String> reader =
                    new TailraceConsumer<>(configs, new StringDeserializer(), new StringDeserializer())) {
                Set<TopicPartition> partitions = Set.of(
                        new TopicPartition("out", 0), new TopicPartition("out", 1), new TopicPartition("out", 2));
                reader.assign(partitions);
                reader.seekToBeginning(partitions);
                await().atMost(LIMIT).until(() -> {
                    produce("people", Map.of("person0", "city0"));
                    reader.poll(Duration.ofMillis(100)).forEach(record -> found.put(record.key(), record.value()));
                    return "city0:mayor0".equals(found.get("person0"));
                });
            }
        }
    }

    @Test
    void shouldRunWithNothingButGlobalStores() {
        // given
        produce("cities", each(0, CITIES, "city", "mayor"));
        StreamsBuilder builder = new StreamsBuilder();
        builder.globalTable("cities", Consumed.with(Serdes.String(), Serdes.String()));

        // when
        try (TailraceStreams streams = new TailraceStreams(builder.build(), config(true))) {
            streams.start();

            // then
            assertThat(streams.state()).isEqualTo(TailraceStreams.State.RUNNING);
        }
    }

    @Test
    void shouldRefuseToStartWithoutItsTopic() {
        // given
        StreamsBuilder builder = new StreamsBuilder();
        builder.globalTable("nowhere", Consumed.with(Serdes.String(), Serdes.String()));
        Properties config = config(true);
        config.put(StreamsConfig.consumerPrefix("allow.auto.create.topics"), "false");

        // when, then
        try (TailraceStreams streams = new TailraceStreams(builder.build(), config)) {
            assertThatThrownBy(streams::start)
                    .isInstanceOf(StreamsException.class)
                    .hasMessageContaining("nowhere");
        }
    }
}
