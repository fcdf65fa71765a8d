package io.tailrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.serialization.LongDeserializer;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.JoinWindows;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.StreamJoined;
import io.tailrace.streams.state.BuiltInDslStoreSuppliers;
import io.tailrace.streams.state.DslKeyValueParams;
import io.tailrace.streams.state.DslSessionParams;
import io.tailrace.streams.state.DslStoreSuppliers;
import io.tailrace.streams.state.DslWindowParams;
import io.tailrace.streams.state.KeyValueBytesStoreSupplier;
import io.tailrace.streams.state.SessionBytesStoreSupplier;
import io.tailrace.streams.state.WindowBytesStoreSupplier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share a state directory must not see each other's state, as with Kafka's driver. */
class DriverStateTest {

    @TempDir
    Path directory;

    @Test
    void shouldForgetStateWhenItIsClosed() {
        for (int run = 0; run < 2; run++) {
            StreamsBuilder builder = new StreamsBuilder();
            builder.globalTable("g", Consumed.with(Serdes.String(), Serdes.String()));
            builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                    .groupByKey()
                    .count()
                    .toStream()
                    .to("out", Produced.with(Serdes.String(), Serdes.Long()));
            Properties config = new Properties();
            config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
            config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
            config.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
            try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
                driver.createInputTopic("in", new StringSerializer(), new StringSerializer())
                        .pipeInput("k", "v");
                assertThat(driver.createOutputTopic("out", new StringDeserializer(), new LongDeserializer())
                                .readValue())
                        .as("run %d", run)
                        .isEqualTo(1L);
                driver.close(); // again at the end of the block: nothing happens then
            }
        }
    }

    /** An application's own suppliers, which count what they are asked for. */
    public static final class CountingSuppliers implements DslStoreSuppliers {
        private static final AtomicInteger MADE = new AtomicInteger();

        @Override
        public KeyValueBytesStoreSupplier keyValueStore(DslKeyValueParams params) {
            MADE.incrementAndGet();
            return BuiltInDslStoreSuppliers.IN_MEMORY.keyValueStore(params);
        }

        @Override
        public WindowBytesStoreSupplier windowStore(DslWindowParams params) {
            MADE.incrementAndGet();
            return BuiltInDslStoreSuppliers.IN_MEMORY.windowStore(params);
        }

        @Override
        public SessionBytesStoreSupplier sessionStore(DslSessionParams params) {
            MADE.incrementAndGet();
            return BuiltInDslStoreSuppliers.IN_MEMORY.sessionStore(params);
        }
    }

    @Test
    void shouldAskSuppliersOnceForEachStore() {
        CountingSuppliers.MADE.set(0);
        StreamsBuilder builder = new StreamsBuilder();
        var left = builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()));
        var right = builder.stream("other", Consumed.with(Serdes.String(), Serdes.String()));
        left.join(
                        right,
                        (one, two) -> one + two,
                        JoinWindows.ofTimeDifferenceWithNoGrace(Duration.ofSeconds(1)),
                        StreamJoined.with(Serdes.String(), Serdes.String(), Serdes.String()))
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        left.groupByKey(Grouped.with(Serdes.String(), Serdes.String())).count();
        Properties config = new Properties();
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        config.put(StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG, CountingSuppliers.class.getName());
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
            assertThat(driver.getAllStateStores()).hasSize(3);
        }
        assertThat(CountingSuppliers.MADE).hasValue(3);
    }
}
