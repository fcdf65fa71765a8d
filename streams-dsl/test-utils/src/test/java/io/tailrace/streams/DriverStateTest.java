package io.tailrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.serialization.LongDeserializer;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Produced;
import java.nio.file.Path;
import java.util.Properties;
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
}
