package io.tailrace.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.serialization.ByteArraySerializer;
import io.tailrace.common.serialization.IntegerDeserializer;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.errors.ErrorHandlerContext;
import io.tailrace.streams.errors.LogAndFailProcessingExceptionHandler;
import io.tailrace.streams.errors.ProcessingExceptionHandler;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.test.TestRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One declared policy over the handlers of errors, and handlers that are broken themselves. */
final class ErrorPolicyTest {
    private static final byte[] THREE = {0, 0, 0, 3};
    private static final byte[] SEVEN = {0, 0, 0, 7};

    private final Properties config = new Properties();
    private final AtomicInteger attempts = new AtomicInteger();

    /** Passes numbers on; fails on 7 until it was tried so often. */
    private TopologyTestDriver driver(int failures) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.Integer()))
                .mapValues(number -> {
                    if (number == 7 && attempts.incrementAndGet() <= failures) {
                        throw new IllegalStateException("seven");
                    }
                    return number;
                })
                .to("out", Produced.with(Serdes.String(), Serdes.Integer()));
        return new TopologyTestDriver(builder.build(), config);
    }

    private static void pipe(TopologyTestDriver driver, byte[] value) {
        driver.createInputTopic("in", new StringSerializer(), new ByteArraySerializer())
                .pipeInput("key", value, 5L);
    }

    private static java.util.List<Integer> out(TopologyTestDriver driver) {
        return driver.createOutputTopic("out", new StringDeserializer(), new IntegerDeserializer())
                .readValuesToList();
    }

    private static String header(TestRecord<?, ?> record, String name) {
        return new String(
                record.headers().lastHeader("__streams.errors." + name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void shouldRepeatUntilItSucceeds() {
        config.put("errors.policy", "retry(3, 1ms) fail");
        try (TopologyTestDriver driver = driver(3)) {
            pipe(driver, SEVEN);
            assertThat(out(driver)).containsExactly(7);
            assertThat(attempts).hasValue(4);
            assertThat(driver.droppedRecords()).isZero();
        }
    }

    @Test
    void shouldDeadLetterAfterTheLastAttempt() {
        config.put("errors.policy", "retry(2, 1ms) dead-letter(letters)");
        try (TopologyTestDriver driver = driver(Integer.MAX_VALUE)) {
            pipe(driver, SEVEN);
            pipe(driver, THREE);
            assertThat(out(driver)).containsExactly(3);
            assertThat(attempts).hasValue(3);
            TestRecord<String, Integer> letter = driver.createOutputTopic(
                            "letters", new StringDeserializer(), new IntegerDeserializer())
                    .readRecord();
            assertThat(letter.value()).isEqualTo(7);
            assertThat(letter.timestamp()).isEqualTo(5);
            assertThat(header(letter, "exception")).isEqualTo(IllegalStateException.class.getName());
            assertThat(header(letter, "message")).isEqualTo("seven");
            assertThat(header(letter, "topic")).isEqualTo("in");
            assertThat(header(letter, "partition")).isEqualTo("0");
            assertThat(header(letter, "offset")).isEqualTo("0");
            assertThat(header(letter, "attempts")).isEqualTo("3");
            assertThat(header(letter, "stacktrace")).contains("\tat ");
        }
    }

    @Test
    void shouldDeadLetterUnreadableInput() {
        config.put("errors.policy", "dead-letter(letters)");
        try (TopologyTestDriver driver = driver(0)) {
            pipe(driver, "bad".getBytes(StandardCharsets.UTF_8));
            assertThat(driver.createOutputTopic("letters", new StringDeserializer(), new StringDeserializer())
                            .readValue())
                    .isEqualTo("bad");
        }
    }

    @Test
    void shouldSkip() {
        config.put("errors.policy", "skip");
        try (TopologyTestDriver driver = driver(1)) {
            pipe(driver, SEVEN);
            pipe(driver, SEVEN);
            assertThat(out(driver)).containsExactly(7);
            assertThat(driver.droppedRecords()).isEqualTo(1);
        }
    }

    @Test
    void shouldFailAndPreferConfiguredHandler() {
        config.put("errors.policy", "skip");
        config.put("processing.exception.handler", LogAndFailProcessingExceptionHandler.class);
        try (TopologyTestDriver driver = driver(1)) {
            assertThatThrownBy(() -> pipe(driver, SEVEN))
                    .isInstanceOf(StreamsException.class)
                    .hasRootCauseMessage("seven");
        }
    }

    /** Answers with nothing. */
    public static final class NullHandler implements ProcessingExceptionHandler {
        @Override
        public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
            return null;
        }

        @Override
        public void configure(Map<String, ?> configs) {}
    }

    @Test
    void shouldFailWithHandlerThatAnswersNothing() {
        config.put("processing.exception.handler", NullHandler.class);
        try (TopologyTestDriver driver = driver(1)) {
            assertThatThrownBy(() -> pipe(driver, SEVEN))
                    .isInstanceOf(StreamsException.class)
                    .cause()
                    .hasMessage("Fatal user code error in processing error callback")
                    .cause()
                    .hasMessage("Invalid ProcessingExceptionHandler response.");
        }
    }
}
