package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.NewTopic;
import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.KeyQueryMetadata;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.LagInfo;
import io.tailrace.streams.StoreQueryParameters;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.StreamsMetadata;
import io.tailrace.streams.TailraceStreams;
import io.tailrace.streams.Topology;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.errors.InvalidStateStorePartitionException;
import io.tailrace.streams.errors.StreamsNotStartedException;
import io.tailrace.streams.errors.UnknownStateStoreException;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.TimeWindows;
import io.tailrace.streams.query.FailureReason;
import io.tailrace.streams.query.KeyQuery;
import io.tailrace.streams.query.Position;
import io.tailrace.streams.query.PositionBound;
import io.tailrace.streams.query.QueryResult;
import io.tailrace.streams.query.RangeQuery;
import io.tailrace.streams.query.StateQueryRequest;
import io.tailrace.streams.query.StateQueryResult;
import io.tailrace.streams.query.TimestampedKeyQuery;
import io.tailrace.streams.query.WindowKeyQuery;
import io.tailrace.streams.state.HostInfo;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.QueryableStoreTypes;
import io.tailrace.streams.state.ReadOnlyKeyValueStore;
import io.tailrace.streams.state.ReadOnlyWindowStore;
import io.tailrace.streams.state.ValueAndTimestamp;
import io.tailrace.streams.state.WindowStoreIterator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the stores of a running application. */
final class InteractiveQueriesTest {
    private static final int PARTITIONS = 3;
    private static final int KEYS = 50;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private String bootstrap() {
        return "embedded:" + directory.resolve("log");
    }

    private Properties config(String instance) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "queried");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap());
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve(instance).toString());
        config.put(StreamsConfig.APPLICATION_SERVER_CONFIG, instance + ":8080");
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        return config;
    }

    private static Topology topology() {
        StreamsBuilder builder = new StreamsBuilder();
        var grouped = builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .groupByKey();
        grouped.count(Materialized.as("counts"));
        grouped.windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofSeconds(1))).count(Materialized.as("windows"));
        builder.globalTable("names", Consumed.with(Serdes.String(), Serdes.String()), Materialized.as("names-store"));
        return builder.build();
    }

    private void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(List.of(
                            new NewTopic("in", Optional.of(PARTITIONS), Optional.empty()),
                            new NewTopic("names", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private void produce() {
        try (Producer<String, String> producer = new TailraceProducer<>(
                Map.of("bootstrap.servers", bootstrap()), new StringSerializer(), new StringSerializer())) {
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < KEYS; i++) {
                    var unused = producer.send(new ProducerRecord<>("in", null, 1_000L + i, "k" + i, "v"));
                }
            }
            var unused = producer.send(new ProducerRecord<>("names", "k1", "one"));
            producer.flush();
        }
    }

    private static Map<String, Long> drain(KeyValueIterator<String, Long> iterator) {
        Map<String, Long> found = new HashMap<>();
        try (iterator) {
            while (iterator.hasNext()) {
                String peeked = iterator.peekNextKey();
                KeyValue<String, Long> next = iterator.next();
                assertThat(next.key).isEqualTo(peeked);
                found.put(next.key, next.value);
            }
        }
        return found;
    }

    private static Map<String, Long> expected() {
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < KEYS; i++) {
            expected.put("k" + i, 2L);
        }
        return expected;
    }

    private static void awaitCounts(TailraceStreams streams) {
        await().atMost(LIMIT).ignoreException(InvalidStateStoreException.class).untilAsserted(() -> {
            ReadOnlyKeyValueStore<String, Long> counts =
                    streams.store(StoreQueryParameters.fromNameAndType("counts", QueryableStoreTypes.keyValueStore()));
            assertThat(drain(counts.all())).isEqualTo(expected());
        });
    }

    @Test
    void shouldReadStoresOfAllPartitionsWhileTheApplicationRuns() throws Exception {
        createTopics();
        produce();
        try (TailraceStreams streams = new TailraceStreams(topology(), config("one"))) {
            assertThatThrownBy(() -> streams.store(
                            StoreQueryParameters.fromNameAndType("counts", QueryableStoreTypes.keyValueStore())))
                    .isInstanceOf(StreamsNotStartedException.class);
            streams.start();
            awaitCounts(streams);
            await().atMost(LIMIT).until(() -> streams.state() == TailraceStreams.State.RUNNING);
            await().atMost(LIMIT)
                    .untilAsserted(() -> readsOfStores(streams)); // the windows may be a record behind the counts
            queries(streams);
            metadata(streams);
            refusals(streams);
        }
    }

    private static void readsOfStores(TailraceStreams streams) {
        ReadOnlyKeyValueStore<String, ValueAndTimestamp<Long>> timestamped = streams.store(
                StoreQueryParameters.fromNameAndType("counts", QueryableStoreTypes.timestampedKeyValueStore()));
        assertThat(timestamped.get("k7")).isEqualTo(ValueAndTimestamp.make(2L, 1_007));
        assertThat(timestamped.get("none")).isNull();
        ReadOnlyKeyValueStore<String, Long> counts =
                streams.store(StoreQueryParameters.fromNameAndType("counts", QueryableStoreTypes.keyValueStore()));
        assertThat(drain(counts.range("k10", "k19"))).hasSize(10);
        assertThat(drain(counts.prefixScan("k2", new StringSerializer()))).hasSize(11);
        ReadOnlyWindowStore<String, Long> windows =
                streams.store(StoreQueryParameters.fromNameAndType("windows", QueryableStoreTypes.windowStore()));
        assertThat(windows.fetch("k3", 1_000)).isEqualTo(2L);
        try (WindowStoreIterator<Long> found = windows.fetch("k3", Instant.EPOCH, Instant.ofEpochMilli(5_000))) {
            assertThat(found.next()).isEqualTo(new KeyValue<>(1_000L, 2L));
            assertThat(found.hasNext()).isFalse();
        }
        ReadOnlyKeyValueStore<String, String> names =
                streams.store(StoreQueryParameters.fromNameAndType("names-store", QueryableStoreTypes.keyValueStore()));
        assertThat(names.get("k1")).isEqualTo("one");
        long inOne = 0;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ReadOnlyKeyValueStore<String, Long> one = streams.store(
                    StoreQueryParameters.fromNameAndType("counts", QueryableStoreTypes.<String, Long>keyValueStore())
                            .withPartition(partition));
            inOne += one.get("k7") == null ? 0 : 1;
        }
        assertThat(inOne).isEqualTo(1);
    }

    private static void queries(TailraceStreams streams) {
        StateQueryResult<Long> all =
                streams.query(StateQueryRequest.inStore("counts").withQuery(KeyQuery.<String, Long>withKey("k7")));
        assertThat(all.getPartitionResults()).hasSize(PARTITIONS);
        assertThat(all.getOnlyPartitionResult().getResult()).isEqualTo(2L);
        long read = all.getPosition().getPartitionPositions("in").values().stream()
                .mapToLong(offset -> offset + 1)
                .sum();
        assertThat(read).isEqualTo(2L * KEYS);
        StateQueryResult<ValueAndTimestamp<Long>> timestamped = streams.query(StateQueryRequest.inStore("counts")
                .withQuery(TimestampedKeyQuery.<String, Long>withKey("k7"))
                .enableExecutionInfo());
        assertThat(timestamped.getOnlyPartitionResult().getResult()).isEqualTo(ValueAndTimestamp.make(2L, 1_007));
        assertThat(timestamped.getOnlyPartitionResult().getExecutionInfo()).isNotEmpty();
        Map<String, Long> found = new HashMap<>();
        streams.query(StateQueryRequest.inStore("counts").withQuery(RangeQuery.<String, Long>withNoBounds()))
                .getPartitionResults()
                .values()
                .forEach(result -> found.putAll(drain(result.getResult())));
        assertThat(found).isEqualTo(expected());
        List<Long> windows = new ArrayList<>();
        streams.query(StateQueryRequest.inStore("windows")
                        .withQuery(WindowKeyQuery.<String, ValueAndTimestamp<Long>>withKeyAndWindowStartRange(
                                "k3", Instant.ofEpochMilli(1_000), Instant.ofEpochMilli(1_000))))
                .getPartitionResults()
                .values()
                .forEach(result -> {
                    try (WindowStoreIterator<ValueAndTimestamp<Long>> iterator = result.getResult()) {
                        iterator.forEachRemaining(entry -> windows.add(entry.value.value()));
                    }
                });
        assertThat(windows).containsExactly(2L);
        StateQueryResult<String> global = streams.query(
                StateQueryRequest.inStore("names-store").withQuery(KeyQuery.<String, String>withKey("k1")));
        assertThat(global.getGlobalResult().getResult()).isEqualTo("one");
    }

    private static void metadata(TailraceStreams streams) {
        HostInfo here = new HostInfo("one", 8080);
        assertThat(streams.metadataForAllStreamsClients()).singleElement().satisfies(instance -> {
            assertThat(instance.hostInfo()).isEqualTo(here);
            assertThat(instance.stateStoreNames()).containsExactlyInAnyOrder("counts", "windows", "names-store");
            assertThat(instance.topicPartitions()).hasSize(PARTITIONS);
        });
        assertThat(streams.streamsMetadataForStore("counts"))
                .extracting(StreamsMetadata::hostInfo)
                .containsExactly(here);
        KeyQueryMetadata key = streams.queryMetadataForKey("counts", "k7", new StringSerializer());
        assertThat(key.activeHost()).isEqualTo(here);
        ReadOnlyKeyValueStore<String, Long> partition = streams.store(
                StoreQueryParameters.fromNameAndType("counts", QueryableStoreTypes.<String, Long>keyValueStore())
                        .withPartition(key.partition()));
        assertThat(partition.get("k7")).isEqualTo(2L);
        assertThat(streams.allLocalStorePartitionLags().get("counts").values())
                .hasSize(PARTITIONS)
                .extracting(LagInfo::offsetLag)
                .containsOnly(0L);
    }

    private static void refusals(TailraceStreams streams) {
        assertThatThrownBy(() -> streams.store(
                        StoreQueryParameters.fromNameAndType("nowhere", QueryableStoreTypes.keyValueStore())))
                .isInstanceOf(UnknownStateStoreException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> streams.store(
                        StoreQueryParameters.fromNameAndType("counts", QueryableStoreTypes.windowStore())))
                .isInstanceOf(InvalidStateStoreException.class)
                .hasMessageContaining("does not accept");
        assertThatThrownBy(() -> streams.store(
                        StoreQueryParameters.fromNameAndType("counts", QueryableStoreTypes.keyValueStore())
                                .withPartition(99)))
                .isInstanceOf(InvalidStateStorePartitionException.class)
                .hasMessageContaining("99");
        QueryResult<Long> absent = streams.query(StateQueryRequest.inStore("counts")
                        .withQuery(KeyQuery.<String, Long>withKey("k7"))
                        .withPartitions(Set.of(99)))
                .getPartitionResults()
                .get(99);
        assertThat(absent.getFailureReason()).isEqualTo(FailureReason.NOT_PRESENT);
        Position future = Position.emptyPosition();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            future.withComponent("in", partition, 1_000_000);
        }
        assertThat(streams.query(StateQueryRequest.inStore("counts")
                                .withQuery(KeyQuery.<String, Long>withKey("k7"))
                                .withPositionBound(PositionBound.at(future)))
                        .getPartitionResults()
                        .values())
                .extracting(QueryResult::getFailureReason)
                .containsOnly(FailureReason.NOT_UP_TO_BOUND);
        QueryResult<?> unknown = streams.query(
                        StateQueryRequest.inStore("windows").withQuery(KeyQuery.<String, Long>withKey("k7")))
                .getPartitionResults()
                .get(0);
        assertThat(unknown.getFailureReason()).isEqualTo(FailureReason.UNKNOWN_QUERY_TYPE);
    }

    @Test
    void shouldTellWhichInstanceHasAKey() throws Exception {
        createTopics();
        produce();
        try (TailraceStreams one = new TailraceStreams(topology(), config("one"));
                TailraceStreams two = new TailraceStreams(topology(), config("two"))) {
            one.start();
            two.start();
            await().atMost(LIMIT)
                    .ignoreException(InvalidStateStoreException.class)
                    .untilAsserted(() -> {
                        assertThat(one.metadataForAllStreamsClients()).hasSize(2);
                        assertThat(two.metadataForAllStreamsClients())
                                .containsExactlyInAnyOrderElementsOf(one.metadataForAllStreamsClients());
                        for (int i = 0; i < KEYS; i++) {
                            KeyQueryMetadata where = two.queryMetadataForKey("counts", "k" + i, new StringSerializer());
                            TailraceStreams there = where.activeHost().host().equals("one") ? one : two;
                            ReadOnlyKeyValueStore<String, Long> counts =
                                    there.store(StoreQueryParameters.fromNameAndType(
                                                    "counts", QueryableStoreTypes.<String, Long>keyValueStore())
                                            .withPartition(where.partition()));
                            assertThat(counts.get("k" + i)).isEqualTo(2L);
                        }
                    });
        }
    }
}
