package io.tailrace.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.serialization.LongDeserializer;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.TimeWindows;
import io.tailrace.streams.processor.PunctuationType;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.processor.api.Timers;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.ValueAndTimestamp;
import io.tailrace.streams.state.WindowStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Durable timers of processors, and rows that expire by them. */
final class TimersTest {
    @TempDir
    Path directory;

    private final Properties config = new Properties();

    /**
     * Commands by the value of a record: {@code name@time} registers, {@code name@wall:time} registers by wall clock, {@code -name} cancels,
     * {@code name?} asks. What fires is forwarded as {@code name@time}.
     */
    private static final class Commands implements Processor<String, String, String, String> {
        private ProcessorContext<String, String> context;
        private Timers<String> timers;

        @Override
        public void init(ProcessorContext<String, String> processorContext) {
            context = processorContext;
            timers = context.timers("timers", Serdes.String(), (key, name, timeMs) -> {
                context.forward(new Record<>(key, name + "@" + timeMs, timeMs));
                if (name.equals("again") && timeMs < 3_000) {
                    timers.register(key, name, PunctuationType.STREAM_TIME, timeMs + 500);
                }
                if (name.equals("killer")) {
                    timers.cancel(key, "victim");
                }
            });
        }

        @Override
        public void process(Record<String, String> record) {
            String command = record.value();
            int at = command.indexOf('@');
            if (command.startsWith("-")) {
                answer(record, timers.cancel(record.key(), command.substring(1)));
            } else if (command.endsWith("?")) {
                answer(record, timers.dueMs(record.key(), command.substring(0, command.length() - 1)));
            } else if (at > 0) {
                String time = command.substring(at + 1);
                boolean wall = time.startsWith("wall:");
                timers.register(
                        record.key(),
                        command.substring(0, at),
                        wall ? PunctuationType.WALL_CLOCK_TIME : PunctuationType.STREAM_TIME,
                        Long.parseLong(wall ? time.substring(5) : time));
            }
        }

        private void answer(Record<String, String> record, Object value) {
            context.forward(record.withValue(String.valueOf(value)));
        }
    }

    private static final class CommandsSupplier implements ProcessorSupplier<String, String, String, String> {
        @Override
        public Processor<String, String, String, String> get() {
            return new Commands();
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(Timers.storeBuilder("timers"));
        }
    }

    private TopologyTestDriver commands() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .process(new CommandsSupplier())
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        return new TopologyTestDriver(builder.build(), config, Instant.ofEpochMilli(0));
    }

    private static void pipe(TopologyTestDriver driver, String key, String value, long timestamp) {
        driver.createInputTopic("in", new StringSerializer(), new StringSerializer())
                .pipeInput(key, value, timestamp);
    }

    private static List<String> out(TopologyTestDriver driver) {
        return driver
                .createOutputTopic("out", new StringDeserializer(), new StringDeserializer())
                .readKeyValuesToList()
                .stream()
                .map(entry -> entry.key + ":" + entry.value)
                .toList();
    }

    @Test
    void shouldFireInOrderOfTimeWhenStreamTimeIsThere() {
        try (TopologyTestDriver driver = commands()) {
            pipe(driver, "a", "late@1000", 0);
            pipe(driver, "b", "soon@500", 0);
            pipe(driver, "a", "soon@700", 0);
            pipe(driver, "a", "nothing", 699);
            assertThat(out(driver)).containsExactly("b:soon@500");
            pipe(driver, "a", "nothing", 5_000);
            assertThat(out(driver)).containsExactly("a:soon@700", "a:late@1000");
            pipe(driver, "c", "passed@1", 5_000);
            assertThat(out(driver)).containsExactly("c:passed@1");
        }
    }

    @Test
    void shouldReplaceCancelAndTell() {
        try (TopologyTestDriver driver = commands()) {
            pipe(driver, "a", "x@1000", 0);
            pipe(driver, "a", "x@2000", 0);
            pipe(driver, "a", "x?", 0);
            pipe(driver, "a", "y?", 0);
            pipe(driver, "a", "nothing", 1_500);
            assertThat(out(driver)).containsExactly("a:OptionalLong[2000]", "a:OptionalLong.empty");
            pipe(driver, "a", "-x", 1_500);
            pipe(driver, "a", "-x", 1_500);
            pipe(driver, "a", "nothing", 3_000);
            assertThat(out(driver)).containsExactly("a:true", "a:false");
        }
    }

    @Test
    void shouldLetCallbackRegisterAndCancel() {
        try (TopologyTestDriver driver = commands()) {
            pipe(driver, "a", "again@2000", 0);
            pipe(driver, "a", "killer@2100", 0);
            pipe(driver, "a", "victim@2200", 0);
            pipe(driver, "a", "nothing", 10_000);
            assertThat(out(driver)).containsExactly("a:again@2000", "a:killer@2100", "a:again@2500", "a:again@3000");
        }
    }

    @Test
    void shouldFireByWallClock() {
        try (TopologyTestDriver driver = commands()) {
            pipe(driver, "a", "x@wall:1000", 1_000_000);
            pipe(driver, "b", "y@5000", 0);
            driver.advanceWallClockTime(Duration.ofMillis(999));
            assertThat(out(driver)).containsExactly("b:y@5000");
            driver.advanceWallClockTime(Duration.ofMillis(1));
            assertThat(out(driver)).containsExactly("a:x@1000");
        }
    }

    @Test
    void shouldKeepTimersOverRestart() {
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        TopologyTestDriver before = commands();
        pipe(before, "a", "x@1000", 0);
        assertThat(before.producedTopicNames()).contains("test-topology-timers-changelog");
        before.closeKeepingState();
        try (TopologyTestDriver driver = commands()) {
            pipe(driver, "b", "nothing", 1_000);
            assertThat(out(driver)).containsExactly("a:x@1000");
            pipe(driver, "b", "nothing", 2_000);
            assertThat(out(driver)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "toTable", "count"})
    void shouldExpireRowsOfTables(String kind) {
        for (String cacheBytes : List.of("0", "1000000")) {
            config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cacheBytes);
            shouldExpireRows(kind);
        }
    }

    private void shouldExpireRows(String kind) {
        StreamsBuilder builder = new StreamsBuilder();
        Consumed<String, String> strings = Consumed.with(Serdes.String(), Serdes.String());
        Materialized<String, String, KeyValueStore<Bytes, byte[]>> rows =
                Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("rows")
                        .withTtl(Duration.ofSeconds(10));
        switch (kind) {
            case "table" ->
                builder.table("in", strings, rows)
                        .mapValues(value -> 1L)
                        .toStream()
                        .to("out", Produced.with(Serdes.String(), Serdes.Long()));
            case "toTable" ->
                builder.stream("in", strings)
                        .toTable(rows)
                        .mapValues(value -> 1L)
                        .toStream()
                        .to("out", Produced.with(Serdes.String(), Serdes.Long()));
            default ->
                builder.stream("in", strings)
                        .groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
                        .count(Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("rows")
                                .withTtl(Duration.ofSeconds(10)))
                        .toStream()
                        .to("out", Produced.with(Serdes.String(), Serdes.Long()));
        }
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
            TestOutputTopic<String, Long> out =
                    driver.createOutputTopic("out", new StringDeserializer(), new LongDeserializer());
            KeyValueStore<String, ValueAndTimestamp<Object>> store = driver.getTimestampedKeyValueStore("rows");
            pipe(driver, "a", "1", 0);
            pipe(driver, "b", "1", 4_000);
            pipe(driver, "a", "2", 5_000); // lives longer by that
            pipe(driver, "c", "1", 14_000);
            assertThat(out.readKeyValuesToList()).last().isEqualTo(new KeyValue<>("b", null));
            assertThat(store.get("a")).isNotNull();
            assertThat(store.get("b")).isNull();
            pipe(driver, "c", "1", 15_000);
            assertThat(out.readKeyValuesToList()).contains(new KeyValue<>("a", null));
            assertThat(store.get("a")).isNull();
            pipe(driver, "c", null, 15_000);
            out.readKeyValuesToList();
            pipe(driver, "d", "1", 100_000);
            assertThat(out.readKeyValuesToList().stream().map(row -> row.key))
                    .as("nothing to expire of a deleted row, unless it was only counted")
                    .isEqualTo(kind.equals("count") ? List.of("d", "c") : List.of("d"));
        }
    }

    @Test
    void shouldRefuseTimeToLiveOfWindows() {
        StreamsBuilder builder = new StreamsBuilder();
        assertThatThrownBy(() -> builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                        .groupByKey()
                        .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofSeconds(1)))
                        .count(Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("counts")
                                .withTtl(Duration.ofSeconds(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("counts");
    }
}
