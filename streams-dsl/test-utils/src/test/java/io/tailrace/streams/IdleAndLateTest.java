package io.tailrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.serialization.LongDeserializer;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.EmitStrategy;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.JoinWindows;
import io.tailrace.streams.kstream.KGroupedStream;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.SessionWindows;
import io.tailrace.streams.kstream.SlidingWindows;
import io.tailrace.streams.kstream.StreamJoined;
import io.tailrace.streams.kstream.Suppressed;
import io.tailrace.streams.kstream.TimeWindows;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.state.WindowStore;
import io.tailrace.streams.test.TestRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Idle sources, after whose time-out windows close without new records, and records that come too late. */
final class IdleAndLateTest {
    private static final Duration SIZE = Duration.ofMillis(100);
    private final StreamsBuilder builder = new StreamsBuilder();
    private final Properties config = new Properties();

    private KGroupedStream<String, String> input(Consumed<String, String> consumed) {
        return builder.stream("in", consumed).groupByKey(Grouped.with(Serdes.String(), Serdes.String()));
    }

    private static Consumed<String, String> strings() {
        return Consumed.with(Serdes.String(), Serdes.String());
    }

    private static void emit(KTable<Windowed<String>, Long> counts) {
        counts.toStream((window, count) -> window.key() + "@" + window.window().start())
                .to("out", Produced.with(Serdes.String(), Serdes.Long()));
    }

    private TopologyTestDriver driver() {
        return new TopologyTestDriver(builder.build(), config, Instant.ofEpochMilli(5_000));
    }

    private static TestInputTopic<String, String> in(TopologyTestDriver driver) {
        return driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
    }

    private static List<String> keys(TopologyTestDriver driver) {
        return driver
                .createOutputTopic("out", new StringDeserializer(), new LongDeserializer())
                .readRecordsToList()
                .stream()
                .map(record -> record.key() + "=" + record.value())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tumbling", "session", "sliding", "suppressed"})
    void shouldCloseWindowsOfIdleSource(String kind) {
        KGroupedStream<String, String> input = input(strings());
        EmitStrategy onClose = EmitStrategy.onWindowClose();
        Function<String, KTable<Windowed<String>, Long>> table = name -> switch (name) {
            case "tumbling" ->
                input.windowedBy(TimeWindows.ofSizeWithNoGrace(SIZE))
                        .emitStrategy(onClose)
                        .count();
            case "session" ->
                input.windowedBy(SessionWindows.ofInactivityGapWithNoGrace(SIZE))
                        .emitStrategy(onClose)
                        .count();
            case "sliding" ->
                input.windowedBy(SlidingWindows.ofTimeDifferenceWithNoGrace(SIZE))
                        .emitStrategy(onClose)
                        .count();
            default ->
                input.windowedBy(TimeWindows.ofSizeWithNoGrace(SIZE))
                        .count()
                        .suppress(Suppressed.untilWindowCloses(Suppressed.BufferConfig.unbounded()));
        };
        emit(table.apply(kind));
        config.put("source.idle.timeout.ms", "1000");
        try (TopologyTestDriver driver = driver()) {
            in(driver).pipeInput("k", "v", 1_000L);
            driver.advanceWallClockTime(Duration.ofMillis(999));
            assertThat(driver.producedTopicNames()).doesNotContain("out");
            driver.advanceWallClockTime(Duration.ofMillis(1));
            long start = kind.equals("sliding") ? 900 : 1_000;
            assertThat(keys(driver)).containsExactly("k@" + start + "=1");
            in(driver).pipeInput("k", "v", 1_001L);
            assertThat(driver.droppedRecords()).as("the window has closed").isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void shouldNotAdvanceTimeOfSourceThatMayBeQuiet() {
        emit(input(strings().withIdleTimeout(Duration.ofMillis(10)))
                .windowedBy(TimeWindows.ofSizeWithNoGrace(SIZE))
                .emitStrategy(EmitStrategy.onWindowClose())
                .count());
        builder.stream("other", strings()).to("unused");
        config.put("source.idle.timeout.ms", "-1");
        try (TopologyTestDriver driver = driver()) {
            in(driver).pipeInput("k", "v", 1_000L);
            driver.advanceWallClockTime(Duration.ofDays(1));
            assertThat(driver.producedTopicNames())
                    .as("the test driver has one task, and 'other' holds it back")
                    .doesNotContain("out");
        }
    }

    @Test
    void shouldCloseWindowsAfterIdleTimeoutOfTheSource() {
        emit(input(strings().withIdleTimeout(Duration.ofMillis(10)).withName("source"))
                .windowedBy(TimeWindows.ofSizeWithNoGrace(SIZE))
                .emitStrategy(EmitStrategy.onWindowClose())
                .count());
        try (TopologyTestDriver driver = driver()) {
            in(driver).pipeInput("k", "v", 1_000L);
            driver.advanceWallClockTime(Duration.ofMillis(50));
            assertThat(driver.producedTopicNames()).as("stream time is 1050").doesNotContain("out");
            driver.advanceWallClockTime(Duration.ofMillis(50));
            assertThat(keys(driver)).containsExactly("k@1000=1");
        }
    }

    @Test
    void shouldEmitUnmatchedRecordsOfOuterJoinOfIdleSources() {
        KStream<String, String> left = builder.stream("in", strings());
        KStream<String, String> right = builder.stream("right", strings());
        left.leftJoin(
                        right,
                        (a, b) -> a + b,
                        JoinWindows.ofTimeDifferenceWithNoGrace(SIZE),
                        StreamJoined.with(Serdes.String(), Serdes.String(), Serdes.String()))
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        config.put("source.idle.timeout.ms", "1000");
        try (TopologyTestDriver driver = driver()) {
            in(driver).pipeInput("k", "v", 1_000L);
            assertThat(driver.producedTopicNames()).doesNotContain("out");
            driver.advanceWallClockTime(Duration.ofSeconds(1));
            assertThat(driver.createOutputTopic("out", new StringDeserializer(), new StringDeserializer())
                            .readValue())
                    .isEqualTo("vnull");
        }
    }

    private static String header(TestRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader("__streams.late." + name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void shouldSendLateRecordsToConfiguredTopicOnce() {
        emit(input(strings())
                .windowedBy(TimeWindows.ofSizeWithNoGrace(SIZE).advanceBy(Duration.ofMillis(50)))
                .count(Materialized.as("counts")));
        config.put("late.records.topic.name", "late");
        try (TopologyTestDriver driver = driver()) {
            in(driver).pipeInput("k", "on time", 1_000L);
            in(driver).pipeInput("k", "late", 700L);
            TestOutputTopic<String, String> late =
                    driver.createOutputTopic("late", new StringDeserializer(), new StringDeserializer());
            TestRecord<String, String> record = late.readRecord();
            assertThat(record.key()).isEqualTo("k");
            assertThat(record.value()).isEqualTo("late");
            assertThat(record.timestamp()).isEqualTo(700);
            assertThat(header(record, "topic")).isEqualTo("in");
            assertThat(header(record, "partition")).isEqualTo("0");
            assertThat(header(record, "offset")).isEqualTo("1");
            assertThat(header(record, "stream.time")).isEqualTo("1000");
            assertThat(header(record, "processor")).startsWith("KSTREAM-AGGREGATE");
            assertThat(late.isEmpty()).as("once, though it missed two windows").isTrue();
            assertThat(driver.droppedRecords()).isEqualTo(2);
        }
    }

    @Test
    void shouldPreferLateTopicOfTheOperator() {
        emit(input(strings())
                .windowedBy(SlidingWindows.ofTimeDifferenceWithNoGrace(SIZE))
                .count(Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("counts")
                        .withLateRecordsTopic("too-late")));
        config.put("late.records.topic.name", "late");
        try (TopologyTestDriver driver = driver()) {
            in(driver).pipeInput("k", "on time", 1_000L);
            in(driver).pipeInput("k", "late", 700L);
            assertThat(driver.producedTopicNames()).contains("too-late").doesNotContain("late");
        }
    }
}
