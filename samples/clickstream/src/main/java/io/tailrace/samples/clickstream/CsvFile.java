package io.tailrace.samples.clickstream;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes rows as comma-separated values (RFC 4180, but with {@code \n} line ends): sorted by their first two columns as
 * text, quoted only where a field holds a comma, a quote or a line end. The file appears complete or not at all.
 */
final class CsvFile {

    private CsvFile() {}

    static void write(Path file, List<String> header, List<List<String>> rows) throws IOException {
        List<List<String>> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing((List<String> row) -> row.get(0)).thenComparing(row -> row.get(1)));
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try (Writer out = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)) {
            writeRow(out, header);
            for (List<String> row : sorted) {
                writeRow(out, row);
            }
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void writeRow(Writer out, List<String> row) throws IOException {
        for (int column = 0; column < row.size(); column++) {
            if (column > 0) {
                out.write(',');
            }
            out.write(field(row.get(column)));
        }
        out.write('\n');
    }

    private static String field(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
