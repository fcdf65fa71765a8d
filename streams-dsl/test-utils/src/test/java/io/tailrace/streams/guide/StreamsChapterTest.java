package io.tailrace.streams.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.kstream.Branched;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.kstream.Printed;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.Repartitioned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams: each record by itself. */
final class StreamsChapterTest extends GuideChapter {
    @Test
    void shouldReadAndWrite() {
        // snippet:read-write
        KStream<String, Long> amounts = builder.stream("amounts", Consumed.with(Serdes.String(), parsedLongs()));
        amounts.mapValues(amount -> amount * 2).to("doubled", Produced.with(Serdes.String(), Serdes.Long()));
        // end
        // picture:read-write
        play("""
                amounts a=4@0  -> doubled a=8@0
                """);
    }

    private static Serde<Long> parsedLongs() {
        return Serdes.serdeFrom(
                (topic, number) -> number.toString().getBytes(StandardCharsets.UTF_8),
                (topic, bytes) -> Long.parseLong(new String(bytes, StandardCharsets.UTF_8)));
    }

    @Test
    void shouldFilter() {
        // snippet:filter
        KStream<String, String> words = builder.stream("words");
        words.filter((key, word) -> word.length() > 3).to("long");
        words.filterNot((key, word) -> word.length() > 3).to("short");
        // end
        // picture:filter
        play("""
                words a=hello@0  -> long a=hello@0
                words a=hi@5     -> short a=hi@5
                """);
    }

    @Test
    void shouldMapValues() {
        // snippet:map-values
        KStream<String, String> words = builder.stream("words");
        words.mapValues(word -> word.toUpperCase(Locale.ROOT)).to("upper");
        words.mapValues((key, word) -> key + ":" + word).to("both");
        // end
        // picture:map-values
        play("""
                words a=hi@5  -> both a=a:hi@5
                              -> upper a=HI@5
                """);
    }

    @Test
    void shouldMap() {
        // snippet:map
        KStream<String, String> words = builder.stream("words");
        words.map((key, word) -> KeyValue.pair(word, key)).to("swapped");
        words.selectKey((key, word) -> word.substring(0, 1)).to("by-letter");
        // end
        // picture:map
        play("""
                words a=hi@5  -> by-letter h=hi@5
                              -> swapped hi=a@5
                """);
    }

    @Test
    void shouldFlatMap() {
        // snippet:flat-map
        KStream<String, String> lines = builder.stream("lines");
        lines.flatMapValues(line -> Arrays.asList(line.split(" "))).to("words");
        lines.flatMap((key, line) -> List.of(KeyValue.pair(key, line), KeyValue.pair(line, key)))
                .to("pairs");
        // end
        // picture:flat-map
        play("""
                lines a=to be@5  -> pairs a=to be@5
                                 -> pairs to be=a@5
                                 -> words a=to@5
                                 -> words a=be@5
                """);
    }

    @Test
    void shouldPeek() {
        List<String> seen = new ArrayList<>();
        // snippet:peek
        KStream<String, String> words = builder.stream("words");
        words.peek((key, word) -> seen.add("passing " + word)).to("out");
        words.foreach((key, word) -> seen.add("ended " + word));
        // end
        // picture:peek
        play("""
                words a=hi@5  -> out a=hi@5
                """);
        assertThat(seen).containsExactlyInAnyOrder("passing hi", "ended hi");
    }

    @Test
    void shouldPrint(@TempDir Path directory) throws IOException {
        String file = directory.resolve("words.txt").toString();
        // snippet:print
        KStream<String, String> words = builder.stream("words");
        words.print(Printed.<String, String>toFile(file).withLabel("words"));
        // end
        play("""
                words a=hi@5
                """);
        close();
        assertThat(Files.readString(Path.of(file))).isEqualTo("[words]: a, hi\n");
    }

    @Test
    void shouldBranch() {
        // snippet:branch
        KStream<String, String> words = builder.stream("words");
        Map<String, KStream<String, String>> branches = words.split(Named.as("by-"))
                .branch((key, word) -> word.startsWith("a"), Branched.as("a"))
                .branch((key, word) -> word.endsWith("z"), Branched.withConsumer(stream -> stream.to("ends-in-z")))
                .defaultBranch(Branched.as("rest"));
        branches.get("by-a").to("starts-with-a");
        branches.get("by-rest").to("rest");
        // end
        // picture:branch
        play("""
                words k=abuzz@0  -> starts-with-a k=abuzz@0
                words k=buzz@1   -> ends-in-z k=buzz@1
                words k=hello@2  -> rest k=hello@2
                """);
    }

    @Test
    void shouldMerge() {
        // snippet:merge
        KStream<String, String> left = builder.stream("left");
        KStream<String, String> right = builder.stream("right");
        left.merge(right).to("all");
        // end
        // picture:merge
        play("""
                left  a=1@0  -> all a=1@0
                right a=2@0  -> all a=2@0
                """);
    }

    @Test
    void shouldRepartition() {
        // snippet:repartition
        KStream<String, String> words = builder.stream("words");
        words.selectKey((key, word) -> word.substring(0, 1))
                .repartition(Repartitioned.<String, String>as("by-letter").withNumberOfPartitions(4))
                .to("out");
        // end
        // picture:repartition
        play("""
                words a=hi@5  -> out h=hi@5
                """);
        assertThat(driver().producedTopicNames()).contains("guide-by-letter-repartition");
    }

    @Test
    void shouldChooseTopicByRecord() {
        // snippet:dynamic-topic
        KStream<String, String> words = builder.stream("words");
        words.to((key, word, context) -> "words-of-" + key);
        // end
        // picture:dynamic-topic
        play("""
                words a=hi@5  -> words-of-a a=hi@5
                """);
    }

    @Test
    void shouldReadTimeFromValue() {
        // snippet:timestamps
        KStream<String, String> events = builder.stream(
                "events",
                Consumed.<String, String>with(
                        (record, partitionTime) -> Long.parseLong(record.value().toString())));
        events.to("out");
        // end
        // picture:timestamps
        play("""
                events a=700@5  -> out a=700@700
                """);
    }
}
