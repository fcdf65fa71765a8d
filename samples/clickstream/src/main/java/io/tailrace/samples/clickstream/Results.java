package io.tailrace.samples.clickstream;

import io.tailrace.common.serialization.JsonSerde;
import io.tailrace.common.serialization.LongDeserializer;
import io.tailrace.common.serialization.StringDeserializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run has found, read back from its topics.
 *
 * @param problems how many lines were not used, by reason
 */
record Results(Map<PageWindow, PageStats> pages, Map<Session, Long> sessions, Map<String, Long> problems) {

    static Results read(String bootstrap, Run run) {
        Map<String, Long> problems = new HashMap<>();
        new TableReader(bootstrap, ClickstreamTopology.DEAD_LETTERS, run.begins(ClickstreamTopology.DEAD_LETTERS))
                .scan(
                        new StringDeserializer(),
                        new JsonSerde<>(DeadLetter.class).deserializer(),
                        record -> problems.merge(record.value().reason(), 1L, Long::sum));
        return new Results(
                new TableReader(bootstrap, ClickstreamTopology.PAGE_HITS, run.begins(ClickstreamTopology.PAGE_HITS))
                        .read(
                                new JsonSerde<>(PageWindow.class).deserializer(),
                                new JsonSerde<>(PageStats.class).deserializer()),
                new TableReader(bootstrap, ClickstreamTopology.SESSIONS, run.begins(ClickstreamTopology.SESSIONS))
                        .read(new JsonSerde<>(Session.class).deserializer(), new LongDeserializer()),
                problems);
    }

    /** Writes {@code pages.csv} and {@code sessions.csv}. */
    void write(Path folder) throws IOException {
        List<List<String>> pageRows = new ArrayList<>();
        pages.forEach((page, stats) -> pageRows.add(
                List.of(page.windowStart(), page.path(), Long.toString(stats.hits()), Long.toString(stats.bytes()))));
        CsvFile.write(folder.resolve("pages.csv"), List.of("window_start", "path", "hits", "bytes"), pageRows);

        List<List<String>> sessionRows = new ArrayList<>();
        sessions.forEach((session, hits) ->
                sessionRows.add(List.of(session.client(), session.start(), session.end(), Long.toString(hits))));
        CsvFile.write(folder.resolve("sessions.csv"), List.of("client", "start", "end", "hits"), sessionRows);
    }
}
