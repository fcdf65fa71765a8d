package io.tailrace.samples.nexmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailrace.common.serialization.ByteArraySerializer;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.samples.nexmark.generator.GeneratorSettings;
import io.tailrace.samples.nexmark.generator.NexmarkGenerator;
import io.tailrace.samples.nexmark.model.Event;
import io.tailrace.samples.nexmark.query.Query;
import io.tailrace.samples.nexmark.query.QuerySettings;
import io.tailrace.samples.nexmark.query.Site;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.TestInputTopic;
import io.tailrace.streams.TestOutputTopic;
import io.tailrace.streams.TopologyTestDriver;
import io.tailrace.streams.test.TestRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;

/** Runs a query over events in the test driver and gives its final results, as JSON, in no order. */
final class QueryRun {

    private static final ObjectMapper JSON = new ObjectMapper();

    private QueryRun() {}

    static List<Event> events(GeneratorSettings settings) {
        List<Event> events = new ArrayList<>();
        new NexmarkGenerator(settings).forEachRemaining(events::add);
        return events;
    }

    /** The same events, shuffled within groups. */
    static List<Event> shuffled(List<Event> events, int group, long seed) {
        List<Event> shuffled = new ArrayList<>(events);
        Random random = new Random(seed);
        for (int from = 0; from < shuffled.size(); from += group) {
            Collections.shuffle(shuffled.subList(from, Math.min(shuffled.size(), from + group)), random);
        }
        return shuffled;
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static List<String> results(Query query, List<Event> events) {
        StreamsBuilder builder = new StreamsBuilder();
        query.build(builder, QuerySettings.defaults());
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), new Properties())) {
            if (query.name().equals("q13")) {
                TestInputTopic<String, String> side =
                        driver.createInputTopic(Site.SIDE_INPUT, new StringSerializer(), new StringSerializer());
                for (int number = 0; number < NexmarkRun.SIDE_ROWS; number++) {
                    side.pipeInput(Integer.toString(number), NexmarkRun.sideText(number));
                }
            }
            TestInputTopic<byte[], Event> input = driver.createInputTopic(
                    Site.EVENTS,
                    new ByteArraySerializer(),
                    Site.json(Event.class).serializer());
            events.forEach(input::pipeInput);
            TestOutputTopic<String, String> output =
                    driver.createOutputTopic(query.resultTopic(), new StringDeserializer(), new StringDeserializer());
            return finalResults(query, output.readRecordsToList());
        }
    }

    static List<String> finalResults(Query query, List<TestRecord<String, String>> records) {
        if (!query.updates()) {
            return records.stream().map(TestRecord::value).toList();
        }
        Map<String, String> rows = new LinkedHashMap<>();
        for (TestRecord<String, String> record : records) {
            if (record.value() == null) {
                rows.remove(record.key());
            } else {
                rows.put(record.key(), record.value());
            }
        }
        return List.copyOf(rows.values());
    }
}
