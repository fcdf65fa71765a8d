package io.tailrace.streams.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.StoreQueryParameters;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.TailraceStreams;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.state.QueryableStoreTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The log store that an annotation gives to a test. */
@TailraceTest(topics = {"words:2", "plain"})
final class TailraceTestTest {
    @Test
    void shouldRunAnApplicationOnAStoreOfItsOwn(@BootstrapServers String bootstrap, Properties config) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("words", Consumed.with(Serdes.String(), Serdes.String()))
                .groupByKey()
                .count(Materialized.as("counts"));
        try (TailraceStreams streams = new TailraceStreams(builder.build(), config)) {
            streams.start();
            try (Producer<String, String> producer = new TailraceProducer<>(
                    Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer())) {
                var first = producer.send(new ProducerRecord<>("words", "ape", "1"));
                var second = producer.send(new ProducerRecord<>("words", "ape", "2"));
                producer.flush();
                assertThat(List.of(first, second)).allMatch(future -> future.isDone());
            }
            await().atMost(Duration.ofSeconds(60))
                    .ignoreException(InvalidStateStoreException.class)
                    .untilAsserted(() -> assertThat(streams.store(StoreQueryParameters.fromNameAndType(
                                            "counts", QueryableStoreTypes.<String, Long>keyValueStore()))
                                    .get("ape"))
                            .isEqualTo(2L));
        }
    }

    @Test
    void shouldMakeTheTopicsOfClassAndNoOthers(Admin admin, EmbeddedLogStore store) throws Exception {
        assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrder("words", "plain");
        assertThat(admin.describeTopics(List.of("words"))
                        .allTopicNames()
                        .get()
                        .get("words")
                        .partitions())
                .hasSize(2);
        assertThat(store.admin()).isSameAs(admin);
    }

    @Test
    @TailraceTest(topics = "more:3")
    void shouldMakeTheTopicsOfTheMethodToo(Admin admin) throws Exception {
        assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrder("words", "plain", "more");
    }

    @Test
    void shouldDeleteTheDirectoryWithTheStore() {
        EmbeddedLogStore store = EmbeddedLogStore.open();
        Path log = Path.of(store.bootstrapServers().substring("embedded:".length()));
        store.createTopics("t");
        assertThat(log).exists();
        store.close();
        assertThat(Files.exists(log.getParent())).isFalse();
    }
}
