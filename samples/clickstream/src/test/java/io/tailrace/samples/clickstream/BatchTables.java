package io.tailrace.samples.clickstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the two files should hold, worked out from the whole log at once: a regular expression, a sort, two loops. It shares
 * nothing with the sample. It knows of no lateness, so it is right for logs whose lines are in time.
 */
record BatchTables(String pages, String sessions) {

    private static final String QUOTED = "\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"";
    private static final Pattern LINE =
            Pattern.compile("(\\S+) \\S+ \\S+ \\[([^\\]]+)\\] " + QUOTED + " \\d{3} (\\d+|-) " + QUOTED + " " + QUOTED);
    private static final Pattern REQUEST = Pattern.compile("\\S+ ([^?]+?)(\\?.*)? \\S+");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    static BatchTables of(Path log) throws IOException {
        Map<String, long[]> hours = new TreeMap<>(); // window and path, with the least of characters between
        Map<String, List<Instant>> times = new TreeMap<>();
        for (String line : new String(Files.readAllBytes(log), StandardCharsets.UTF_8).split("\r?\n")) {
            Matcher fields = LINE.matcher(line);
            if (!fields.matches()) {
                continue;
            }
            Matcher request = REQUEST.matcher(fields.group(3));
            if (!request.matches()) {
                continue;
            }
            Instant time = ZonedDateTime.parse(fields.group(2), TIME).toInstant();
            long[] sums = hours.computeIfAbsent(
                    time.truncatedTo(ChronoUnit.HOURS) + "\0" + request.group(1), key -> new long[2]);
            sums[0]++;
            sums[1] += fields.group(4).equals("-") ? 0 : Long.parseLong(fields.group(4));
            times.computeIfAbsent(fields.group(1), client -> new ArrayList<>()).add(time);
        }

        StringBuilder pages = new StringBuilder("window_start,path,hits,bytes\n");
        hours.forEach((key, sums) -> {
            String[] columns = key.split("\0", 2);
            pages.append(columns[0] + "," + csv(columns[1]) + "," + sums[0] + "," + sums[1] + "\n");
        });
        StringBuilder sessions = new StringBuilder("client,start,end,hits\n");
        times.forEach((client, requests) -> appendSessions(sessions, client, requests));
        return new BatchTables(pages.toString(), sessions.toString());
    }

    private static void appendSessions(StringBuilder sessions, String client, List<Instant> requests) {
        Collections.sort(requests);
        int first = 0;
        for (int i = 1; i <= requests.size(); i++) {
            if (i == requests.size()
                    || requests.get(i).isAfter(requests.get(i - 1).plusSeconds(30 * 60))) {
                sessions.append(
                        csv(client) + "," + requests.get(first) + "," + requests.get(i - 1) + "," + (i - first) + "\n");
                first = i;
            }
        }
    }

    private static String csv(String text) {
        return text.matches("(?s).*[,\"\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
