package io.tailrace.samples.clickstream;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Writes an access log as a real site would: visitors come and go, more by day than by night, a few pages are popular and
 * many are not, a visit loads pages one after another with pauses, crawlers go on for hours. Lines are written when the
 * request ends, so some stand up to a minute behind their neighbours; a few are damaged. The same seed gives the same log.
 */
final class AccessLogGenerator {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
    private static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148");
    private static final String CRAWLER = "Mozilla/5.0 (compatible; ExampleBot/1.0; +http://www.example.com/bot.html)";
    private static final String[] SECTIONS = {"articles", "guides", "projects", "photos", "notes"};

    /** One visitor: who it is, when it asks next, and how much it still wants. */
    private static final class Visitor {
        final String address;
        final String agent;
        final boolean crawler;
        long nextMs;
        int left;
        String previous = "-";

        Visitor(String address, String agent, boolean crawler, long nextMs, int left) {
            this.address = address;
            this.agent = agent;
            this.crawler = crawler;
            this.nextMs = nextMs;
            this.left = left;
        }
    }

    /** A line and when it was written. */
    private record Written(long atMs, String text) {}

    private final Random random;
    private final List<String> pages = new ArrayList<>();

    AccessLogGenerator(long seed) {
        random = new Random(seed);
        pages.add("/");
        for (int i = 1; i < 600; i++) {
            pages.add("/" + SECTIONS[random.nextInt(SECTIONS.length)] + "/"
                    + Integer.toString(100_000 + random.nextInt(900_000), 36)
                    + (i % 9 == 0 ? ".png" : i % 7 == 0 ? "/index.html" : ""));
        }
    }

    /** Writes {@code lines} lines; {@code file} is there only once it is complete. */
    void write(Path file, int lines) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try (BufferedWriter out = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)) {
            PriorityQueue<Visitor> visitors =
                    new PriorityQueue<>(Comparator.comparingLong((Visitor visitor) -> visitor.nextMs));
            PriorityQueue<Written> pending = new PriorityQueue<>(Comparator.comparingLong(Written::atMs));
            long clockMs = BEGIN.toEpochMilli();
            visitors.add(arrival(clockMs));
            for (int written = 0; written < lines; written++) {
                Visitor visitor = visitors.remove();
                clockMs = visitor.nextMs;
                if (visitor.left == 0) { // it stands for the next arrival
                    visitors.add(visit(clockMs));
                    visitors.add(arrival(clockMs + pauseMs(3_000 / daylight(clockMs))));
                    written--;
                    continue;
                }
                pending.add(new Written(
                        clockMs + (random.nextInt(5) == 0 ? random.nextInt(60_000) : random.nextInt(800)),
                        line(visitor)));
                visitor.left--;
                if (visitor.left > 0) {
                    visitor.nextMs += pauseMs(visitor.crawler ? 4_000 : 25_000);
                    visitors.add(visitor);
                }
                while (!pending.isEmpty() && pending.peek().atMs() <= clockMs) {
                    out.write(damaged(pending.remove().text()));
                    out.newLine();
                }
            }
            while (!pending.isEmpty()) {
                out.write(damaged(pending.remove().text()));
                out.newLine();
            }
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Visitor arrival(long atMs) {
        return new Visitor("", "", false, atMs, 0);
    }

    private Visitor visit(long atMs) {
        boolean crawler = random.nextInt(40) == 0;
        // Addresses of the ranges set aside for documentation (RFC 5737), so that nobody's is among them.
        String address = (random.nextBoolean() ? "198.51.100." : "203.0.113.") + random.nextInt(256);
        String agent = crawler ? CRAWLER : AGENTS.get(random.nextInt(AGENTS.size()));
        return new Visitor(address, agent, crawler, atMs, crawler ? 40 + random.nextInt(200) : 1 + random.nextInt(12));
    }

    private long pauseMs(double meanMs) {
        return 1 + (long) (-meanMs * Math.log(1 - random.nextDouble()));
    }

    /** From 0.2 at night to 1 at noon. */
    private static double daylight(long atMs) {
        double hour = (atMs / 3_600_000.0) % 24;
        return 0.6 - 0.4 * Math.cos(2 * Math.PI * (hour - 1) / 24);
    }

    private String line(Visitor visitor) {
        // Popularity falls with the rank: squaring twice makes the first pages far more likely than the last.
        double rank = random.nextDouble() * random.nextDouble();
        String page = pages.get((int) (rank * rank * pages.size()));
        int kind = random.nextInt(100);
        String status = kind < 93 ? "200" : kind < 97 ? "304" : "404";
        String size =
                status.equals("304") ? "-" : Integer.toString(200 + (int) (40_000 * rank) + random.nextInt(5_000));
        String query = random.nextInt(12) == 0 ? "?from=" + Integer.toString(random.nextInt(1 << 20), 36) : "";
        String line = visitor.address + " - - [" + TIME.format(Instant.ofEpochMilli(visitor.nextMs)) + "] \"GET " + page
                + query + " HTTP/1.1\" " + status + " " + size + " \"" + visitor.previous + "\" \"" + visitor.agent
                + "\"";
        visitor.previous = "https://www.example.com" + page;
        return line;
    }

    private String damaged(String line) {
        return random.nextInt(20_000) == 0 ? line.substring(0, random.nextInt(line.length())) : line;
    }
}
