package io.tailrace.streams.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.serialization.LongDeserializer;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StoreQueryParameters;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.TailraceStreams;
import io.tailrace.streams.TestInputTopic;
import io.tailrace.streams.TestOutputTopic;
import io.tailrace.streams.Topology;
import io.tailrace.streams.TopologyTestDriver;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.processor.api.MockProcessorContext;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.query.KeyQuery;
import io.tailrace.streams.query.StateQueryRequest;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.QueryableStoreTypes;
import io.tailrace.streams.state.ReadOnlyKeyValueStore;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.test.TailraceTest;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Tests of applications, and reading their state from outside. */
final class TestingChapterTest {
    // snippet:counting
    static Topology counting() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("words", Consumed.with(Serdes.String(), Serdes.String()))
                .groupBy((key, word) -> word, Grouped.with(Serdes.String(), Serdes.String()))
                .count(Materialized.as("counts"))
                .toStream()
                .to("out", Produced.with(Serdes.String(), Serdes.Long()));
        return builder.build();
    }
    // end

    // snippet:test-driver
    @Test
    void shouldCountWords() {
        try (TopologyTestDriver driver = new TopologyTestDriver(counting())) {
            TestInputTopic<String, String> words =
                    driver.createInputTopic("words", new StringSerializer(), new StringSerializer());
            TestOutputTopic<String, Long> out =
                    driver.createOutputTopic("out", new StringDeserializer(), new LongDeserializer());

            words.pipeInput("k", "hi", 5L);
            driver.advanceWallClockTime(Duration.ofSeconds(1));
            words.pipeInput("k", "hi", 9L);

            assertThat(out.readKeyValuesToList()).containsExactly(new KeyValue<>("hi", 1L), new KeyValue<>("hi", 2L));
            assertThat(driver.<String, Long>getKeyValueStore("counts").get("hi"))
                    .isEqualTo(2);
        }
    }
    // end

    @Test
    void shouldCloseDriverTwice() {
        TopologyTestDriver driver = new TopologyTestDriver(counting());
        driver.close();
        assertThatCode(driver::close).doesNotThrowAnyException();
    }

    // snippet:mock-context
    @Test
    void shouldPassOnChangesOnly() {
        MockProcessorContext<String, String> context = new MockProcessorContext<>();
        KeyValueStore<String, String> seen = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("seen"), Serdes.String(), Serdes.String())
                .withLoggingDisabled()
                .build();
        seen.init(context.getStateStoreContext(), seen);
        ProcessorsChapterTest.OnlyChanges processor = new ProcessorsChapterTest.OnlyChanges();
        processor.init(context);

        processor.process(new Record<>("a", "hi", 0));
        processor.process(new Record<>("a", "hi", 1));

        assertThat(context.forwarded()).hasSize(1);
    }
    // end

    // snippet:tailrace-test
    @Test
    @TailraceTest(topics = {"words:2", "out"})
    void shouldCountOnALogStore(Properties config) throws Exception {
        try (TailraceStreams streams = new TailraceStreams(counting(), config);
                TailraceProducer<String, String> producer = new TailraceProducer<>(
                        Map.of("bootstrap.servers", config.getProperty("bootstrap.servers")),
                        new StringSerializer(),
                        new StringSerializer())) {
            streams.start();
            producer.send(new ProducerRecord<>("words", "k", "hi")).get();

            await().atMost(Duration.ofMinutes(1))
                    .ignoreException(InvalidStateStoreException.class)
                    .untilAsserted(() -> assertThat(countOf(streams, "hi")).isEqualTo(1));
            assertThat(queriedCountOf(streams, "hi")).isEqualTo(1);
        }
    }
    // end

    // snippet:query
    static Long countOf(TailraceStreams streams, String word) {
        ReadOnlyKeyValueStore<String, Long> counts =
                streams.store(StoreQueryParameters.fromNameAndType("counts", QueryableStoreTypes.keyValueStore()));
        return counts.get(word);
    }
    // end

    // snippet:query-v2
    static Long queriedCountOf(TailraceStreams streams, String word) {
        KeyQuery<String, Long> query = KeyQuery.withKey(word);
        return streams
                .query(StateQueryRequest.inStore("counts").withQuery(query))
                .getPartitionResults()
                .values()
                .stream()
                .filter(result -> result.isSuccess() && result.getResult() != null)
                .map(result -> result.getResult())
                .findFirst()
                .orElseThrow();
    }
    // end
}
