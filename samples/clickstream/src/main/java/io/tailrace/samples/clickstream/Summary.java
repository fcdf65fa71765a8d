package io.tailrace.samples.clickstream;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report at the end of a run. */
final class Summary {

    private static final int TOP = 5;

    private Summary() {}

    static void print(PrintStream out, Results results, RunCounters counters, double seconds) {
        out.printf(
                Locale.ROOT,
                "%n%,d lines in %.1f s (%,d per second): %,d hours × pages, %,d sessions%n",
                counters.lines(),
                seconds,
                (long) (counters.lines() / seconds),
                results.pages().size(),
                results.sessions().size());
        printPages(out, results);
        printSessions(out, results);
        printProblems(out, results);
    }

    private static void printPages(PrintStream out, Results results) {
        Map<String, PageStats> totals = new HashMap<>();
        results.pages()
                .forEach((page, stats) -> totals.merge(
                        page.path(),
                        stats,
                        (a, b) -> new PageStats(a.hits() + b.hits(), Math.addExact(a.bytes(), b.bytes()))));
        out.printf("%nTop pages%n");
        totals.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, PageStats> page) ->
                                -page.getValue().hits())
                        .thenComparing(Map.Entry::getKey))
                .limit(TOP)
                .forEach(page -> out.printf(
                        Locale.ROOT,
                        "  %,9d hits  %,14d bytes  %s%n",
                        page.getValue().hits(),
                        page.getValue().bytes(),
                        page.getKey()));
    }

    private static void printSessions(PrintStream out, Results results) {
        out.printf("%nLongest sessions%n");
        List<Session> longest = results.sessions().keySet().stream()
                .sorted(Comparator.comparing(
                                (Session session) -> length(session).negated())
                        .thenComparing(Session::client)
                        .thenComparing(Session::start))
                .limit(TOP)
                .toList();
        for (Session session : longest) {
            Duration length = length(session);
            out.printf(
                    Locale.ROOT,
                    "  %3d h %02d min  %,8d hits  %s  from %s%n",
                    length.toHours(),
                    length.toMinutesPart(),
                    results.sessions().get(session),
                    session.client(),
                    session.start());
        }
    }

    private static Duration length(Session session) {
        return Duration.between(Instant.parse(session.start()), Instant.parse(session.end()));
    }

    private static void printProblems(PrintStream out, Results results) {
        long total =
                results.problems().values().stream().mapToLong(Long::longValue).sum();
        out.printf(
                Locale.ROOT,
                "%nLines that could not be used: %,d (topic %s)%n",
                total,
                ClickstreamTopology.DEAD_LETTERS);
        results.problems().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey))
                .limit(TOP)
                .forEach(problem -> out.printf(Locale.ROOT, "  %,9d × %s%n", problem.getValue(), problem.getKey()));
    }
}
