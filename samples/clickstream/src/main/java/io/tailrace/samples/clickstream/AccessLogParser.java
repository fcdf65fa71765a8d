package io.tailrace.samples.clickstream;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Reads lines of the combined log format of the Apache HTTP server:
 *
 * <pre>{@code client identity user [time] "method path protocol" status bytes "referrer" "user agent"}</pre>
 *
 * Quoted fields may hold quotes behind a backslash. Reading goes once from left to right; where it stops is what the
 * reason names.
 *
 * <p><b>Threads:</b> any. It remembers the second it parsed last, since neighbours in a log share it; text and meaning are one
 * immutable object, so that tasks that share a deserializer cannot mix them up.
 */
final class AccessLogParser {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    /** A second as the log writes it, and what it means. */
    private record Second(String text, long timeMs) {}

    private volatile Second last = new Second("", 0);

    LogLine parse(String line) {
        Cursor cursor = new Cursor(line);
        try {
            String client = cursor.word("client address");
            cursor.word("identity");
            cursor.word("user");
            String time = cursor.enclosed('[', ']', "time");
            long timeMs = time(time);
            String request = cursor.enclosed('"', '"', "request");
            String status = cursor.word("status");
            if (status.length() != 3 || !isNumber(status)) {
                return LogLine.unparsable(line, "expected a status of three digits, found " + status);
            }
            String size = cursor.word("response size");
            if (!size.equals("-") && !isNumber(size)) {
                return LogLine.unparsable(line, "expected a response size in bytes or -, found " + size);
            }
            cursor.enclosed('"', '"', "referrer");
            cursor.enclosed('"', '"', "user agent");
            cursor.end();
            String path = path(request);
            if (path.isEmpty()) {
                return LogLine.unparsable(line, "expected a request of method, path and protocol, found " + request);
            }
            return LogLine.of(line, new Click(client, timeMs, path, size.equals("-") ? 0 : Long.parseLong(size)));
        } catch (MalformedLine | DateTimeException e) {
            return LogLine.unparsable(line, String.valueOf(e.getMessage()));
        }
    }

    private long time(String text) {
        Second known = last;
        if (!text.equals(known.text)) {
            known = new Second(
                    text, OffsetDateTime.parse(text, TIME).toInstant().toEpochMilli());
            last = known;
        }
        return known.timeMs;
    }

    /** The second of the three words of a request, without its query string; empty if it has not got three. */
    private static String path(String request) {
        int first = request.indexOf(' ');
        int last = request.lastIndexOf(' ');
        if (first <= 0 || last <= first + 1 || last == request.length() - 1) {
            return "";
        }
        int query = request.indexOf('?', first);
        return request.substring(first + 1, query < 0 || query > last ? last : query);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Says what was expected and at which column it was missing. */
    private static final class MalformedLine extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedLine(String expected, int at) {
            super("expected " + expected + " at column " + (at + 1), null, false, false);
        }
    }

    /** Where reading stands in a line. */
    private static final class Cursor {
        private final String line;
        private int at;

        Cursor(String line) {
            this.line = line;
        }

        String word(String what) {
            int end = at;
            while (end < line.length() && line.charAt(end) != ' ') {
                end++;
            }
            if (end == at) {
                throw new MalformedLine("a " + what, at);
            }
            String word = line.substring(at, end);
            at = skipSpace(end);
            return word;
        }

        String enclosed(char open, char close, String what) {
            if (at >= line.length() || line.charAt(at) != open) {
                throw new MalformedLine("a " + what + " in " + open + close, at);
            }
            int begin = at + 1;
            for (int i = begin; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '\\') {
                    i++; // what follows is part of the field, whatever it is
                } else if (c == close) {
                    at = skipSpace(i + 1);
                    return line.substring(begin, i);
                }
            }
            throw new MalformedLine("the end " + close + " of the " + what, line.length());
        }

        void end() {
            if (at < line.length()) {
                throw new MalformedLine("the end of the line", at);
            }
        }

        private int skipSpace(int position) {
            if (position < line.length() && line.charAt(position) != ' ') {
                throw new MalformedLine("a space", position);
            }
            return Math.min(position + 1, line.length());
        }
    }
}
