package io.tailrace.samples.clickstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessLogParserTest {

    private static final String TIME = "[17/May/2015:10:05:03 +0000]";
    private static final long TIME_MS = Instant.parse("2015-05-17T10:05:03Z").toEpochMilli();

    private final AccessLogParser parser = new AccessLogParser();

    @Test
    void shouldReadCombinedFormat() {
        String line = "192.0.2.7 - frank " + TIME
                + " \"GET /a/b.html HTTP/1.1\" 200 2326 \"http://example.com/\" \"Agent/1\"";

        LogLine read = parser.parse(line);

        assertThat(read).isEqualTo(LogLine.of(line, new Click("192.0.2.7", TIME_MS, "/a/b.html", 2326)));
    }

    @Test
    void shouldApplyOffsetOfTimeZone() {
        LogLine read = parser.parse(withRequest("GET / HTTP/1.1").replace("10:05:03 +0000", "12:35:03 +0230"));

        assertThat(read.requireClick().timeMs()).isEqualTo(TIME_MS);
    }

    @Test
    void shouldTakeQuotesBehindBackslashAsPartOfField() {
        LogLine read = parser.parse("192.0.2.7 - - " + TIME
                + " \"GET /say/\\\"hi\\\" HTTP/1.1\" 200 1 \"http://example.com/?q=\\\"a b\\\"\" \"Agent \\\\\"");

        assertThat(read.problem()).isNull();
        assertThat(read.requireClick().path()).isEqualTo("/say/\\\"hi\\\"");
    }

    @Test
    void shouldTakeMissingSizeAsZero() {
        LogLine read = parser.parse("192.0.2.7 - - " + TIME + " \"GET / HTTP/1.1\" 304 - \"-\" \"-\"");

        assertThat(read.requireClick().bytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /p?a=b HTTP/1.1, /p",
        "GET /p?a=b?c=d HTTP/1.1, /p",
        "GET /p? HTTP/1.1, /p",
        "GET /a b?c HTTP/1.1, /a b",
        "GET /p HTTP/1.1?x, /p",
    })
    void shouldCutQueryString(String request, String path) {
        assertThat(parser.parse(withRequest(request)).requireClick().path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "''                                         | expected a client address at column 1",
                "192.0.2.7                                  | expected a identity at column 10",
                "192.0.2.7 - - 17/May/2015                  | expected a time in [] at column 15",
                "192.0.2.7 - - [17/May/2015:10:05:03 +0000  | expected the end ] of the time at column 42",
                "192.0.2.7 - - [yesterday] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\" | Text 'yesterday' could not be parsed",
                "192.0.2.7 - - [T]\"GET / HTTP/1.1\" 200 1 \"-\" \"-\" | expected a space at column 43",
                "192.0.2.7 - - [T] \"GET / HTTP/1.1 200 1    | expected the end \" of the request",
                "192.0.2.7 - - [T] \"-\" 400 1 \"-\" \"-\"   | expected a request of method, path and protocol, found -",
                "192.0.2.7 - - [T] \"GET /\" 200 1 \"-\" \"-\" | expected a request of method, path and protocol, found GET /",
                "192.0.2.7 - - [T] \"GET / HTTP/1.1\" 20 1 \"-\" \"-\" | expected a status of three digits, found 20",
                "192.0.2.7 - - [T] \"GET / HTTP/1.1\" abc 1 \"-\" \"-\" | expected a status of three digits, found abc",
                "192.0.2.7 - - [T] \"GET / HTTP/1.1\" 200 -1 \"-\" \"-\" | expected a response size in bytes or -, found -1",
                "192.0.2.7 - - [T] \"GET / HTTP/1.1\" 200 9999999999999999999 \"-\" \"-\" | expected a response size in bytes or -",
                "192.0.2.7 - - [T] \"GET / HTTP/1.1\" 200 1 | expected a referrer in",
                "192.0.2.7 - - [T] \"GET / HTTP/1.1\" 200 1 \"-\" | expected a user agent in",
                "192.0.2.7 - - [T] \"GET / HTTP/1.1\" 200 1 \"-\" \"cut\\ | expected the end \" of the user agent",
                "192.0.2.7 - - [T] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\" 17 | expected the end of the line",
            })
    void shouldNameReasonForMalformedLine(String text, String reason) {
        String line = text.replace("[T]", TIME);

        LogLine read = parser.parse(line);

        assertThat(read.click()).isNull();
        assertThat(read.text()).isEqualTo(line);
        assertThat(read.problem()).startsWith(reason);
    }

    @Test
    void shouldKeepTimesApartWhenThreadsShareAParser() throws Exception {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int second = 10 + thread;
                String line = withRequest("GET /" + second + " HTTP/1.1").replace("10:05:03", "10:05:" + second);
                Click expected = new Click("192.0.2.7", TIME_MS + (second - 3) * 1_000L, "/" + second, 1);
                wrong.add(pool.submit(() -> {
                    int differing = 0;
                    for (int i = 0; i < 20_000; i++) {
                        differing += parser.parse(line).equals(LogLine.of(line, expected)) ? 0 : 1;
                    }
                    return differing;
                }));
            }
            for (Future<Integer> count : wrong) {
                assertThat(count.get(60, TimeUnit.SECONDS)).isZero();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static String withRequest(String request) {
        return "192.0.2.7 - - " + TIME + " \"" + request + "\" 200 1 \"-\" \"-\"";
    }
}
