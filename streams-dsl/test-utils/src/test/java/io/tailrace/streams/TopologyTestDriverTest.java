package io.tailrace.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.serialization.ByteArrayDeserializer;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.common.utils.Time;
import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.internals.KeyValueStoreBuilder;
import io.tailrace.streams.test.TestRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the driver does beside running records through a task. */
class TopologyTestDriverTest {
    private static final StringSerializer TO_BYTES = new StringSerializer();
    private static final StringDeserializer FROM_BYTES = new StringDeserializer();

    @TempDir
    Path directory;

    private static Topology copying(String... topics) {
        Topology topology = new Topology();
        String[] sources = new String[topics.length];
        for (int i = 0; i < topics.length; i++) {
            sources[i] = "source-" + i;
            topology.addSource(sources[i], FROM_BYTES, FROM_BYTES, topics[i]);
        }
        return topology.addSink("sink", "out", TO_BYTES, TO_BYTES, sources);
    }

    @Test
    void shouldWaitForInputsThatHaveNothingAsTheConfigurationSays() {
        Properties config = new Properties();
        config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, "1000");
        try (TopologyTestDriver driver = new TopologyTestDriver(copying("one", "two"), config)) {
            TestOutputTopic<String, String> out = driver.createOutputTopic("out", FROM_BYTES, FROM_BYTES);

            driver.createInputTopic("one", TO_BYTES, TO_BYTES).pipeInput("a", "early");
            driver.advanceWallClockTime(Duration.ofMillis(999));
            assertThat(out.isEmpty()).isTrue();

            driver.createInputTopic("two", TO_BYTES, TO_BYTES).pipeInput("b", "late");
            assertThat(out.readKeyValuesToList()).containsExactly(KeyValue.pair("a", "early"));

            driver.advanceWallClockTime(Duration.ofSeconds(1));
            assertThat(out.readKeyValuesToList()).containsExactly(KeyValue.pair("b", "late"));
        }
    }

    @Test
    void shouldHintAtAPatternThatWasGivenAsAName() {
        try (TopologyTestDriver driver = new TopologyTestDriver(copying("in-\\d"))) {
            TestInputTopic<String, String> in = driver.createInputTopic("in-1", TO_BYTES, TO_BYTES);
            assertThatThrownBy(() -> in.pipeInput("k", "v"))
                    .isInstanceOf(TopologyException.class)
                    .hasMessageContaining("in-\\d")
                    .hasMessageContaining("in-1");
            assertThatThrownBy(() ->
                            driver.createInputTopic("other", TO_BYTES, TO_BYTES).pipeInput("k", "v"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Unknown topic: other");
        }
    }

    @Test
    void shouldPipeAndReadRecordsWithTheirTimes() {
        try (TopologyTestDriver driver = new TopologyTestDriver(copying("in"))) {
            assertThat(driver.readRecord("out")).isNull();
            driver.pipeRecord("in", new TestRecord<>("k", "v", null, 5L), TO_BYTES, TO_BYTES, null);
            assertThat(driver.queueSize("out")).isEqualTo(1);
            assertThat(driver.readRecord("out", FROM_BYTES, FROM_BYTES).timestamp())
                    .isEqualTo(5);
            assertThat(driver.isEmpty("out")).isTrue();
            assertThatThrownBy(() -> driver.pipeRecord("in", new TestRecord<>("k", "v"), TO_BYTES, TO_BYTES, null))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    /** Drops what it gets. */
    private static final class Ignoring extends ContextualProcessor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {}
    }

    @Test
    void shouldTellOfStoresThatNoProcessorUses() {
        Topology topology = copying("in");
        topology.addStateStore(new KeyValueStoreBuilder<>(
                Stores.inMemoryKeyValueStore("lonely"), Serdes.String(), Serdes.String(), Time.SYSTEM));
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("global"), Serdes.String(), Serdes.String())
                        .withLoggingDisabled(),
                "global-source",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                "global-topic",
                "global-processor",
                Ignoring::new);
        try (TopologyTestDriver driver = new TopologyTestDriver(topology)) {
            assertThat(driver.getAllStateStores()).containsOnlyKeys("lonely", "global");
            assertThat(driver.getAllStateStores().get("lonely")).isNull();
            assertThat(driver.getAllStateStores().get("global")).isNotNull();
        }
    }

    @Test
    void shouldUseTheStateDirectoryForPersistentStoresOnly() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        try (TopologyTestDriver one = new TopologyTestDriver(copying("in"), config);
                TopologyTestDriver two = new TopologyTestDriver(copying("in"), config)) {
            assertThat(one.producedTopicNames()).isEqualTo(two.producedTopicNames());
            assertThat(directory).isEmptyDirectory();
        }
        Topology stateful = copying("in");
        stateful.addProcessor("processor", Ignoring::new, "source-0");
        stateful.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore("kept"), Serdes.String(), Serdes.String()),
                "processor");
        try (TopologyTestDriver driver = new TopologyTestDriver(stateful, config)) {
            assertThat(driver.getKeyValueStore("kept").get("k")).isNull();
            assertThat(directory.resolve("app").resolve("0_0")).isDirectory();
        }
    }

    @Test
    void shouldMoveTheClockWhenATestSleeps() {
        TopologyTestDriver.MockTime time = new TopologyTestDriver.MockTime(42);
        time.sleep(8);
        assertThat(time.milliseconds()).isEqualTo(50);
        assertThat(time.hiResClockMs()).isEqualTo(50);
        assertThat(time.nanoseconds()).isEqualTo(50_000_000);
        assertThatThrownBy(() -> time.sleep(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
