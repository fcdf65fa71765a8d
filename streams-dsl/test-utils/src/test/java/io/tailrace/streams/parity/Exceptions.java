package io.tailrace.streams.parity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The differences that are meant, each with its reason. A line of the file is {@code finding # reason}; a star in it stands for
 * anything.
 */
final class Exceptions {
    /** @param text as it stands in the file */
    private record Entry(String text, Pattern pattern) {}

    private final List<Entry> entries = new ArrayList<>();

    static Exceptions read(String resource) throws IOException {
        Exceptions exceptions = new Exceptions();
        try (InputStream stream =
                        Objects.requireNonNull(Exceptions.class.getResourceAsStream(resource), "no " + resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    exceptions.add(line);
                }
            }
        }
        return exceptions;
    }

    private void add(String line) {
        int reason = line.indexOf(" # ");
        if (reason < 0) {
            throw new IllegalStateException("expected 'finding # reason', actual '" + line + "'");
        }
        String text = line.substring(0, reason).strip();
        StringBuilder pattern = new StringBuilder();
        for (String part : text.split("\\*", -1)) {
            pattern.append(pattern.length() == 0 ? "" : ".*").append(Pattern.quote(part));
        }
        entries.add(new Entry(text, Pattern.compile(pattern.toString())));
    }

    boolean cover(String finding) {
        return entries.stream().anyMatch(entry -> entry.pattern.matcher(finding).matches());
    }

    /** The entries that none of the findings needs; those with a star stand for a whole area and are not held to it. */
    List<String> unneeded(List<String> findings) {
        return entries.stream()
                .filter(entry -> !entry.text.contains("*"))
                .map(Entry::text)
                .filter(text -> !findings.contains(text))
                .toList();
    }
}
