package io.tailrace.streams.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.serialization.ByteArrayDeserializer;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.Topology;
import io.tailrace.streams.TopologyTestDriver;
import io.tailrace.streams.test.TestRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * A chapter of the guide: what its snippets have at hand, and the pictures that say what goes in and what comes out.
 *
 * <p>A line of a picture is {@code topic key=value@time}, or {@code clock +ms} for the wall clock, and behind {@code ->} what came out; more
 * output follows on lines of its own. A value of eight bytes that is a number is shown as one.
 *
 * <p><b>Threads:</b> the test's thread.
 */
abstract class GuideChapter {
    private static final Pattern INPUT = Pattern.compile("(\\S+) +(.*?)=(.*)@(\\d+)");
    private static final Pattern CLOCK = Pattern.compile("clock +\\+(\\d+)");

    final StreamsBuilder builder = new StreamsBuilder();
    final Properties config = new Properties();
    private @Nullable TopologyTestDriver driver;

    GuideChapter() {
        config.put("application.id", "guide");
        config.put("default.key.serde", Serdes.StringSerde.class);
        config.put("default.value.serde", Serdes.StringSerde.class);
    }

    @AfterEach
    void close() {
        if (driver != null) {
            driver.close();
            driver = null;
        }
    }

    /** Runs what was built with the picture's input, and holds its output against the picture. */
    final void play(String picture) {
        play(builder.build(config), picture);
    }

    final void play(Topology topology, String picture) {
        driver = new TopologyTestDriver(topology, config, Instant.EPOCH);
        continuePlaying(picture);
    }

    /** Goes on with the same run. */
    final void continuePlaying(String picture) {
        List<String> inputs = picture.lines()
                .map(line -> line.split("->", 2)[0].strip())
                .filter(input -> !input.isEmpty())
                .toList();
        int topicWidth = inputs.stream()
                .mapToInt(input -> input.split(" ")[0].length())
                .max()
                .orElseThrow();
        List<String> lefts =
                inputs.stream().map(input -> aligned(input, topicWidth)).toList();
        int width = lefts.stream().mapToInt(String::length).max().orElseThrow();
        StringBuilder actual = new StringBuilder();
        for (String left : lefts) {
            feed(left);
            List<String> outputs = outputs();
            String start = left;
            for (String output : outputs) {
                actual.append(start)
                        .append(" ".repeat(width - start.length()))
                        .append("  -> ")
                        .append(output)
                        .append('\n');
                start = "";
            }
            if (outputs.isEmpty()) {
                actual.append(left).append('\n');
            }
        }
        assertThat(actual.toString()).isEqualTo(picture);
    }

    final TopologyTestDriver driver() {
        if (driver == null) {
            throw new IllegalStateException("Nothing was played yet");
        }
        return driver;
    }

    private static String aligned(String input, int topicWidth) {
        int space = input.indexOf(' ');
        String topic = input.substring(0, space);
        return topic
                + " ".repeat(topicWidth - topic.length() + 1)
                + input.substring(space).strip();
    }

    private void feed(String line) {
        Matcher clock = CLOCK.matcher(line);
        if (clock.matches()) {
            driver().advanceWallClockTime(Duration.ofMillis(Long.parseLong(clock.group(1))));
            return;
        }
        Matcher input = INPUT.matcher(line);
        if (!input.matches()) {
            throw new IllegalArgumentException("Expected topic key=value@time, but the line is: " + line);
        }
        driver().createInputTopic(input.group(1), new StringSerializer(), new StringSerializer())
                .pipeInput(nullable(input.group(2)), nullable(input.group(3)), Long.parseLong(input.group(4)));
    }

    private static @Nullable String nullable(String text) {
        return text.equals("null") ? null : text;
    }

    private List<String> outputs() {
        List<String> outputs = new ArrayList<>();
        for (String topic : new TreeSet<>(driver().producedTopicNames())) {
            if (topic.startsWith("guide-")) {
                continue; // of the application itself
            }
            for (TestRecord<String, byte[]> record : driver().createOutputTopic(
                            topic, new StringDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList()) {
                outputs.add(topic + " " + record.key() + "=" + shown(record.getValue()) + "@" + record.timestamp());
            }
        }
        return outputs;
    }

    private static String shown(byte @Nullable [] value) {
        if (value == null) {
            return "null";
        }
        return value.length == Long.BYTES && value[0] == 0
                ? Long.toString(ByteBuffer.wrap(value).getLong())
                : new String(value, StandardCharsets.UTF_8);
    }
}
