package io.tailrace.samples.clickstream;

import io.tailrace.common.serialization.JsonSerde;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.Topology;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.SessionWindows;
import io.tailrace.streams.kstream.TimeWindows;
import io.tailrace.streams.kstream.Windowed;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From the lines of topic {@code clicks} to hits per page and hour in {@code page-hits} and sessions per client in
 * {@code sessions}. Both are tables: the last value of a key counts, a null value removes it. What cannot be used goes to
 * {@code clicks-dead-letter} with the reason.
 *
 * <p><b>Lateness.</b> A line may be 5 minutes behind the newest of its partition. Sessions are built where the lines are
 * read. Hits are counted behind a repartitioning by path, where lines of several clients' partitions meet that were read at
 * different speeds; so whether a line is too late for its hour is decided before ({@link WindowCloseCheck}), and the count
 * itself takes lines of any age.
 */
final class ClickstreamTopology {

    static final String CLICKS = "clicks";
    static final String PAGE_HITS = "page-hits";
    static final String SESSIONS = "sessions";
    static final String DEAD_LETTERS = "clicks-dead-letter";
    static final String HITS_BY_PATH = "hits-by-path";

    static final Duration WINDOW = Duration.ofHours(1);
    static final Duration LATENESS = Duration.ofMinutes(5);
    static final Duration SESSION_GAP = Duration.ofMinutes(30);

    /** Longer than any log: a log of years ago is read as fast as it can be, and nothing of it may expire meanwhile. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private ClickstreamTopology() {}

    static Topology build(RunCounters counters) {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, LogLine> lines = builder.stream(
                CLICKS,
                Consumed.with(Serdes.String(), (Serde<LogLine>) new LogLineSerde())
                        .withTimestampExtractor(new ClickTime()));
        lines.peek((client, line) -> counters.countLine())
                .filter((client, line) -> line.click() == null)
                .mapValues(line -> new DeadLetter(String.valueOf(line.problem()), line.text()))
                .peek((client, letter) -> counters.countDeadLetter())
                .to(DEAD_LETTERS, Produced.with(Serdes.String(), new JsonSerde<>(DeadLetter.class)));

        KStream<String, LogLine> clicks = lines.filter((client, line) -> line.click() != null);
        countPages(clicks, counters);
        buildSessions(clicks);
        return builder.build();
    }

    private static void countPages(KStream<String, LogLine> clicks, RunCounters counters) {
        KStream<String, LogLine> checked = clicks.processValues(() -> new WindowCloseCheck(WINDOW, LATENESS));
        checked.filter((client, line) -> line.click() == null)
                .mapValues(line -> new DeadLetter(String.valueOf(line.problem()), line.text()))
                .peek((client, letter) -> counters.countDeadLetter())
                .to(DEAD_LETTERS, Produced.with(Serdes.String(), new JsonSerde<>(DeadLetter.class)));
        checked.filter((client, line) -> line.click() != null)
                .mapValues(line -> new PageHit(
                        line.requireClick().path(), line.requireClick().bytes()))
                .groupBy(
                        (client, hit) -> hit.path(),
                        Grouped.with(HITS_BY_PATH, Serdes.String(), new JsonSerde<>(PageHit.class)))
                .windowedBy(TimeWindows.ofSizeAndGrace(WINDOW, FOREVER))
                .aggregate(
                        () -> PageStats.NONE,
                        (path, hit, stats) -> stats.plus(hit),
                        Materialized
                                .<String, PageStats,
                                        io.tailrace.streams.state.WindowStore<io.tailrace.common.utils.Bytes, byte[]>>
                                        as("hits-per-hour")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(new JsonSerde<>(PageStats.class))
                                .withRetention(FOREVER.plus(WINDOW)))
                .toStream()
                .map((window, stats) -> KeyValue.pair(
                        new PageWindow(
                                Instant.ofEpochMilli(window.window().start()).toString(), window.key()),
                        stats))
                .to(PAGE_HITS, Produced.with(new JsonSerde<>(PageWindow.class), new JsonSerde<>(PageStats.class)));
    }

    private static void buildSessions(KStream<String, LogLine> clicks) {
        clicks.groupByKey(Grouped.with(Serdes.String(), new LogLineSerde()))
                .windowedBy(SessionWindows.ofInactivityGapAndGrace(SESSION_GAP, LATENESS))
                .count(
                        Materialized
                                .<String, Long,
                                        io.tailrace.streams.state.SessionStore<io.tailrace.common.utils.Bytes, byte[]>>
                                        as("sessions")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(Serdes.Long())
                                .withRetention(FOREVER))
                .toStream()
                .map(ClickstreamTopology::session)
                .to(SESSIONS, Produced.with(new JsonSerde<>(Session.class), Serdes.Long()));
    }

    private static KeyValue<Session, @Nullable Long> session(Windowed<String> window, @Nullable Long hits) {
        Session session = new Session(
                window.key(),
                Instant.ofEpochMilli(window.window().start()).toString(),
                Instant.ofEpochMilli(window.window().end()).toString());
        return KeyValue.pair(session, hits);
    }
}
