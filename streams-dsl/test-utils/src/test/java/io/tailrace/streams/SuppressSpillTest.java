package io.tailrace.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.Suppressed;
import io.tailrace.streams.kstream.Suppressed.BufferConfig;
import io.tailrace.streams.test.TestRecord;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a suppression does when its buffer is full. */
final class SuppressSpillTest {
    private static final Duration WAIT = Duration.ofMillis(300);

    private static List<TestRecord<String, String>> run(Suppressed.StrictBufferConfig bounds, long seed) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.table("in", Consumed.with(Serdes.String(), Serdes.String()))
                .suppress(Suppressed.untilTimeLimit(WAIT, bounds))
                .toStream()
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        Random random = new Random(seed);
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), new Properties())) {
            TestInputTopic<String, String> in =
                    driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
            long time = 0;
            for (int i = 0; i < 400; i++) {
                time += random.nextInt(20);
                in.pipeInput("k" + random.nextInt(40), "v" + i, time);
            }
            return driver.createOutputTopic("out", new StringDeserializer(), new StringDeserializer())
                    .readRecordsToList();
        }
    }

    @Test
    void shouldEmitTheSameWhetherItSpillsOrNot() {
        for (long seed = 0; seed < 3; seed++) {
            List<TestRecord<String, String>> unbounded = run(BufferConfig.unbounded(), seed);

            assertThat(unbounded).isNotEmpty();
            assertThat(run(BufferConfig.unbounded().withMaxRecords(5).spillToDiskWhenFull(), seed))
                    .isEqualTo(unbounded);
            assertThat(run(BufferConfig.unbounded().withMaxBytes(200).spillToDiskWhenFull(), seed))
                    .isEqualTo(unbounded);
        }
    }

    @Test
    void shouldStopWhenFullIfToldTo() {
        assertThatThrownBy(() -> run(BufferConfig.maxRecords(5).shutDownWhenFull(), 0))
                .isInstanceOf(StreamsException.class)
                .hasStackTraceContaining("buffer exceeded its max capacity. Currently [6/5] records and [");
    }
}
