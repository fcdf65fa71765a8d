package io.tailrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.serialization.LongDeserializer;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.Produced;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While instances of an old version share the topics, a row that stays in its group is taken out and put back, as they can read it. */
class RollingUpgradeTest {

    private static List<Long> countsOfAnUpdate(Properties config) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.table("in", Consumed.with(Serdes.String(), Serdes.String()))
                .groupBy(KeyValue::pair, Grouped.with(Serdes.String(), Serdes.String()))
                .count()
                .toStream()
                .to("out", Produced.with(Serdes.String(), Serdes.Long()));
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
            TestInputTopic<String, String> input =
                    driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
            input.pipeInput("k", "old");
            input.pipeInput("k", "new");
            return driver.createOutputTopic("out", new StringDeserializer(), new LongDeserializer())
                    .readValuesToList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {StreamsConfig.UPGRADE_FROM_24, StreamsConfig.UPGRADE_FROM_33, StreamsConfig.UPGRADE_FROM_34})
    void shouldSendRowByRowDuringAnUpgradeFromAnOldVersion(String from) {
        Properties config = new Properties();
        config.put(StreamsConfig.UPGRADE_FROM_CONFIG, from);
        assertThat(countsOfAnUpdate(config)).containsExactly(1L, 0L, 1L);
    }

    @Test
    void shouldSendUpdatesWithinAGroupAsOne() {
        assertThat(countsOfAnUpdate(new Properties())).containsExactly(1L, 1L);
        Properties config = new Properties();
        config.put(StreamsConfig.UPGRADE_FROM_CONFIG, StreamsConfig.UPGRADE_FROM_35);
        assertThat(countsOfAnUpdate(config)).containsExactly(1L, 1L);
    }
}
