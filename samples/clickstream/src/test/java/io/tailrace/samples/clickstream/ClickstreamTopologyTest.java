package io.tailrace.samples.clickstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.serialization.Deserializer;
import io.tailrace.common.serialization.JsonSerde;
import io.tailrace.common.serialization.LongDeserializer;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.TestInputTopic;
import io.tailrace.streams.TopologyTestDriver;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClickstreamTopologyTest {

    private static final DateTimeFormatter LOG_TIME = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";

    @TempDir
    Path folder;

    private final RunCounters counters = new RunCounters();
    private TopologyTestDriver driver;
    private TestInputTopic<String, String> clicks;

    @BeforeEach
    void open() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "clickstream");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        driver = new TopologyTestDriver(ClickstreamTopology.build(counters), config);
        clicks = driver.createInputTopic(ClickstreamTopology.CLICKS, new StringSerializer(), new StringSerializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldCountHitsAndBytesByHourAndPage() {
        request(A, "10:00:00", "/a?x=1", "10");
        request(B, "10:59:59", "/a", "-");
        request(A, "10:30:00", "/b", "5");
        request(A, "11:00:00", "/a", "7");

        assertThat(pages())
                .containsOnly(
                        Map.entry(new PageWindow("2015-05-17T10:00:00Z", "/a"), new PageStats(2, 10)),
                        Map.entry(new PageWindow("2015-05-17T10:00:00Z", "/b"), new PageStats(1, 5)),
                        Map.entry(new PageWindow("2015-05-17T11:00:00Z", "/a"), new PageStats(1, 7)));
        assertThat(counters.lines()).isEqualTo(4);
    }

    @Test
    void shouldKeepOneSessionAcrossExactlyThirtyMinutes() {
        request(A, "10:00:00", "/a", "1");
        request(A, "10:30:00", "/a", "1");

        assertThat(sessions()).containsOnly(Map.entry(session(A, "10:00:00", "10:30:00"), 2L));
    }

    @Test
    void shouldBeginNewSessionAfterMoreThanThirtyMinutes() {
        request(A, "10:00:00", "/a", "1");
        request(A, "10:30:01", "/a", "1");

        assertThat(sessions())
                .containsOnly(
                        Map.entry(session(A, "10:00:00", "10:00:00"), 1L),
                        Map.entry(session(A, "10:30:01", "10:30:01"), 1L));
    }

    @Test
    void shouldKeepSessionsOfClientsApart() {
        request(A, "10:00:00", "/a", "1");
        request(B, "10:10:00", "/a", "1");
        request(A, "10:20:00", "/a", "1");

        assertThat(sessions())
                .containsOnly(
                        Map.entry(session(A, "10:00:00", "10:20:00"), 2L),
                        Map.entry(session(B, "10:10:00", "10:10:00"), 1L));
    }

    @Test
    void shouldJoinSessionsThatALateLineConnects() {
        request(A, "10:00:00", "/a", "1");
        request(A, "10:33:00", "/a", "1");
        request(A, "10:28:00", "/a", "1");

        assertThat(sessions()).containsOnly(Map.entry(session(A, "10:00:00", "10:33:00"), 3L));
    }

    @Test
    void shouldCountLineThatIsFiveMinutesLate() {
        request(A, "11:04:59", "/a", "1");
        request(B, "10:59:59", "/a", "1");

        assertThat(pages())
                .containsOnly(
                        Map.entry(new PageWindow("2015-05-17T11:00:00Z", "/a"), new PageStats(1, 1)),
                        Map.entry(new PageWindow("2015-05-17T10:00:00Z", "/a"), new PageStats(1, 1)));
        assertThat(sessions()).containsKey(session(B, "10:59:59", "10:59:59"));
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void shouldSendLineThatIsLateBeyondItsHourToDeadLetters() {
        request(A, "11:05:00", "/a", "1");
        request(B, "10:59:59", "/late", "1");

        assertThat(pages()).containsOnly(Map.entry(new PageWindow("2015-05-17T11:00:00Z", "/a"), new PageStats(1, 1)));
        assertThat(deadLetters())
                .singleElement()
                .isEqualTo(new DeadLetter(
                        "too late for its window, which ended 2015-05-17T11:00:00Z: the newest line is of 2015-05-17T11:05:00Z",
                        line(B, "10:59:59", "/late", "1")));
        assertThat(counters.deadLetters()).isOne();
    }

    @Test
    void shouldNotOpenSessionForLineThatIsHoursLate() {
        request(A, "13:00:00", "/a", "1");
        request(B, "10:00:00", "/a", "1");

        assertThat(sessions()).containsOnlyKeys(session(A, "13:00:00", "13:00:00"));
        assertThat(deadLetters()).hasSize(1);
    }

    @Test
    void shouldSendUnparsableLineToDeadLettersWithReason() {
        request(A, "10:00:00", "/a", "1");
        clicks.pipeInput(A, "192.0.2.1 - nonsense");
        clicks.pipeInput(null, "");

        assertThat(deadLetters())
                .containsExactly(
                        new DeadLetter("expected a time in [] at column 21", "192.0.2.1 - nonsense"),
                        new DeadLetter("expected a client address at column 1", ""));
        assertThat(pages()).hasSize(1);
        assertThat(counters.deadLetters()).isEqualTo(2);
    }

    private void request(String client, String time, String path, String size) {
        clicks.pipeInput(client, line(client, time, path, size));
    }

    private static String line(String client, String time, String path, String size) {
        return client + " - - [" + LOG_TIME.format(Instant.parse("2015-05-17T" + time + "Z")) + "] \"GET " + path
                + " HTTP/1.1\" 200 " + size + " \"-\" \"Agent\"";
    }

    private static Session session(String client, String start, String end) {
        return new Session(client, "2015-05-17T" + start + "Z", "2015-05-17T" + end + "Z");
    }

    private Map<PageWindow, PageStats> pages() {
        return table(
                ClickstreamTopology.PAGE_HITS,
                new JsonSerde<>(PageWindow.class).deserializer(),
                new JsonSerde<>(PageStats.class).deserializer());
    }

    private Map<Session, Long> sessions() {
        return table(
                ClickstreamTopology.SESSIONS, new JsonSerde<>(Session.class).deserializer(), new LongDeserializer());
    }

    private List<DeadLetter> deadLetters() {
        return driver.createOutputTopic(
                        ClickstreamTopology.DEAD_LETTERS,
                        new StringDeserializer(),
                        new JsonSerde<>(DeadLetter.class).deserializer())
                .readValuesToList();
    }

    private <K, V> Map<K, V> table(String topic, Deserializer<K> keys, Deserializer<V> values) {
        Map<K, V> table = new HashMap<>();
        for (KeyValue<K, V> change :
                driver.createOutputTopic(topic, keys, values).readKeyValuesToList()) {
            if (change.value == null) {
                table.remove(change.key);
            } else {
                table.put(change.key, change.value);
            }
        }
        return table;
    }
}
