package io.tailrace.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.clients.errors.ErrorPolicy;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.kstream.AsyncOptions;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.test.TestRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Asynchronous maps in the test driver, where each record is finished before the next. */
final class AsyncMapTest {
    private final StreamsBuilder builder = new StreamsBuilder();
    private final Properties config = new Properties();

    private KStream<String, String> input() {
        return builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()));
    }

    private static void to(KStream<String, String> stream) {
        stream.to("out", Produced.with(Serdes.String(), Serdes.String()));
    }

    private static TestInputTopic<String, String> in(TopologyTestDriver driver) {
        return driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
    }

    private static TestOutputTopic<String, String> out(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new StringDeserializer());
    }

    @Test
    void shouldForwardWithContextOfTheRecord() {
        to(input().mapValuesAsync(
                        (key, value) -> CompletableFuture.supplyAsync(() -> value == null ? null : value + "!")));
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
            TestRecord<String, String> record = new TestRecord<>("k", "v", java.time.Instant.ofEpochMilli(7));
            record.headers().add("h", new byte[] {1});
            in(driver).pipeInput(record);
            in(driver).pipeInput("k", null, 8L);
            TestRecord<String, String> first = out(driver, "out").readRecord();
            assertThat(first.value()).isEqualTo("v!");
            assertThat(first.timestamp()).isEqualTo(7);
            assertThat(first.headers().lastHeader("h").value()).containsExactly(1);
            assertThat(out(driver, "out").readKeyValue()).isEqualTo(new KeyValue<>("k", null));
        }
    }

    @Test
    void shouldFeedStateDownstreamOfARepartition() {
        input().mapAsync((key, value) -> CompletableFuture.supplyAsync(() -> new KeyValue<>(value, key)))
                .groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
                .count(Materialized.as("counts"))
                .toStream()
                .mapValuesAsync((key, count) -> CompletableFuture.supplyAsync(() -> Long.toString(count)))
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
            in(driver).pipeInput("a", "x");
            in(driver).pipeInput("b", "x");
            assertThat(out(driver, "out").readKeyValuesToList())
                    .containsExactly(new KeyValue<>("x", "1"), new KeyValue<>("x", "2"));
        }
    }

    /** Fails so often, then succeeds. */
    private static CompletionStage<String> flaky(AtomicInteger attempts, int failures) {
        return CompletableFuture.supplyAsync(() -> {
            if (attempts.incrementAndGet() <= failures) {
                throw new IllegalStateException("attempt " + attempts.get());
            }
            return "after " + attempts.get();
        });
    }

    @Test
    void shouldTryAgain() {
        AtomicInteger attempts = new AtomicInteger();
        AsyncOptions options = AsyncOptions.defaults()
                .withErrorPolicy(ErrorPolicy.retry(3, Duration.ofMillis(1)).thenFail());
        to(input().mapValuesAsync((key, value) -> flaky(attempts, 3), options));
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
            in(driver).pipeInput("k", "v");
            assertThat(out(driver, "out").readValue()).isEqualTo("after 4");
        }
    }

    @Test
    void shouldDeadLetterWhatDoesNotFinishInTime() {
        AsyncOptions options = AsyncOptions.defaults()
                .withTimeout(Duration.ofMillis(20))
                .withErrorPolicy(ErrorPolicy.retry(1, Duration.ofMillis(1)).thenDeadLetter("letters"));
        to(input().mapValuesAsync((key, value) -> new CompletableFuture<String>(), options));
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
            in(driver).pipeInput("k", "v");
            TestRecord<String, String> letter = out(driver, "letters").readRecord();
            assertThat(letter.value()).isEqualTo("v");
            assertThat(new String(
                            letter.headers()
                                    .lastHeader("__streams.errors.message")
                                    .value(),
                            StandardCharsets.UTF_8))
                    .contains("did not finish within 20 ms");
            assertThat(driver.droppedRecords()).isEqualTo(1);
        }
    }

    @Test
    void shouldFailByDefaultAndNotForwardWhatIsBehind() {
        to(input().mapValuesAsync((key, value) -> flaky(new AtomicInteger(), 1)));
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
            assertThatThrownBy(() -> in(driver).pipeInput("k", "v"))
                    .isInstanceOf(StreamsException.class)
                    .hasRootCauseMessage("attempt 1");
            assertThat(driver.producedTopicNames()).isEmpty();
        }
    }

    @Test
    void shouldFollowTheErrorPolicyOfTheApplication() {
        config.put("errors.policy", "retry(1, 1ms) skip");
        AtomicInteger attempts = new AtomicInteger();
        to(input().mapValuesAsync((key, value) -> flaky(attempts, 2)));
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
            in(driver).pipeInput("k", "skipped");
            in(driver).pipeInput("k", "v");
            assertThat(out(driver, "out").readValuesToList()).isEqualTo(List.of("after 3"));
        }
    }

    @Test
    void shouldDescribeTheNode() {
        to(input().mapValuesAsync((key, value) -> CompletableFuture.completedFuture(value)));
        assertThat(builder.build().describe().toString()).contains("KSTREAM-MAPVALUES-ASYNC-0000000001");
    }
}
