package io.tailrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.JoinWindows;
import io.tailrace.streams.kstream.KGroupedStream;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.SessionWindows;
import io.tailrace.streams.kstream.SlidingWindows;
import io.tailrace.streams.kstream.StreamJoined;
import io.tailrace.streams.kstream.TimeWindows;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.kstream.internals.SessionWindow;
import io.tailrace.streams.state.BuiltInDslStoreSuppliers;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.SessionStoreWithHeaders;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.ValueTimestampHeaders;
import io.tailrace.streams.state.WindowStoreIterator;
import io.tailrace.streams.test.TestRecord;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which stores of the DSL have room for headers. */
class StoreFormatTest {
    private static final Duration SIZE = Duration.ofMillis(10);

    private final StreamsBuilder builder = new StreamsBuilder();

    private static Properties config(boolean headers) {
        Properties config = new Properties();
        if (headers) {
            config.put(StreamsConfig.DSL_STORE_FORMAT_CONFIG, StreamsConfig.DSL_STORE_FORMAT_HEADERS);
        }
        return config;
    }

    private KStream<String, String> stream(String topic) {
        return builder.stream(topic, Consumed.with(Serdes.String(), Serdes.String()));
    }

    private KGroupedStream<String, String> grouped(String topic) {
        return stream(topic).groupByKey(Grouped.with(Serdes.String(), Serdes.String()));
    }

    private static void pipe(TopologyTestDriver driver, String topic, long timestampMs) {
        Headers headers = new RecordHeaders().add("h", new byte[] {7});
        driver.createInputTopic(topic, new StringSerializer(), new StringSerializer())
                .pipeInput(new TestRecord<>("k", "v", headers, timestampMs));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldMakeRoomForHeadersWhereThatIsAskedFor(boolean asked) {
        KGroupedStream<String, String> grouped = grouped("a");
        grouped.count(Materialized.as("rows"));
        grouped.windowedBy(TimeWindows.ofSizeWithNoGrace(SIZE)).count(Materialized.as("windows"));
        grouped.windowedBy(SlidingWindows.ofTimeDifferenceWithNoGrace(SIZE)).count(Materialized.as("sliding"));
        grouped.windowedBy(SessionWindows.ofInactivityGapWithNoGrace(SIZE)).count(Materialized.as("sessions"));
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config(asked))) {
            pipe(driver, "a", 20);
            pipe(driver, "a", 25);
            assertThat(driver.<String, Long>getKeyValueStore("rows").get("k")).isEqualTo(2L);
            if (!asked) {
                assertThat(driver.<String, Long>getTimestampedKeyValueStoreWithHeaders("rows"))
                        .isNull();
                assertThat(driver.<String, Long>getTimestampedWindowStoreWithHeaders("windows"))
                        .isNull();
                assertThat(driver.<String, Long>getSessionStoreWithHeaders("sessions"))
                        .isNull();
                return;
            }
            ValueTimestampHeaders<Long> row = driver.<String, Long>getTimestampedKeyValueStoreWithHeaders("rows")
                    .get("k");
            assertThat(row.value()).isEqualTo(2);
            assertThat(row.timestamp()).isEqualTo(25);
            assertThat(row.headers()).as("an aggregate is of many records").isEmpty();
            assertThat(driver.<String, Long>getTimestampedWindowStoreWithHeaders("windows")
                            .fetch("k", 20)
                            .value())
                    .isEqualTo(2);
            assertThat(driver.<String, Long>getTimestampedWindowStoreWithHeaders("sliding")
                            .fetch("k", 15)
                            .value())
                    .isEqualTo(2);
            SessionStoreWithHeaders<String, Long> sessions = driver.getSessionStoreWithHeaders("sessions");
            try (var all = sessions.fetch("k")) {
                var session = all.next();
                assertThat(session.key).isEqualTo(new Windowed<>("k", new SessionWindow(20, 25)));
                assertThat(session.value.aggregation()).isEqualTo(2);
            }
        }
    }

    @Test
    void shouldKeepTheHeadersOfRecordsThatWaitForPartners() {
        stream("a")
                .join(
                        stream("b"),
                        (one, other) -> one + other,
                        JoinWindows.ofTimeDifferenceWithNoGrace(SIZE),
                        StreamJoined.<String, String, String>as("near")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(Serdes.String())
                                .withOtherValueSerde(Serdes.String()))
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config(true))) {
            pipe(driver, "a", 20);
            try (WindowStoreIterator<ValueTimestampHeaders<String>> kept = driver.<String, String>
                            getTimestampedWindowStoreWithHeaders("near-this-join-store")
                    .fetch("k", 0, 30)) {
                ValueTimestampHeaders<String> record = kept.next().value;
                assertThat(record.value()).isEqualTo("v");
                assertThat(record.headers().lastHeader("h").value()).containsExactly(7);
            }
        }
    }

    @Test
    void shouldUseASuppliersRoomForHeaders() {
        grouped("a").count(Materialized.as(Stores.persistentTimestampedKeyValueStoreWithHeaders("rows")));
        grouped("b").count(Materialized.<String, Long>as(Stores.persistentKeyValueStore("plain")));
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config(false))) {
            pipe(driver, "a", 20);
            try (KeyValueIterator<String, ValueTimestampHeaders<Long>> rows = driver.<String, Long>
                            getTimestampedKeyValueStoreWithHeaders("rows")
                    .all()) {
                assertThat(rows.next().value.value()).isEqualTo(1);
            }
            assertThat(driver.<String, Long>getTimestampedKeyValueStoreWithHeaders("plain"))
                    .isNull();
        }
    }

    @Test
    void shouldHaveNoRoomForHeadersInMemory() {
        grouped("a").count(Materialized.as("rows"));
        Properties config = config(true);
        config.put(
                StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
            assertThat(driver.<String, Long>getTimestampedKeyValueStoreWithHeaders("rows"))
                    .isNull();
            assertThat(driver.<String, Long>getTimestampedKeyValueStore("rows")).isNotNull();
        }
    }
}
