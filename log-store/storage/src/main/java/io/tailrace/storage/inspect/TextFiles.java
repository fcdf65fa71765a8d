package io.tailrace.storage.inspect;

import io.tailrace.storage.file.ChecksummedFile;
import io.tailrace.storage.file.PartitionMetadataFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the small text files: checkpoints line by line, {@code partition.metadata}, the marker of a clean shutdown. */
final class TextFiles {

    private static final String VERSION = "0";
    private static final int MAX_SHOWN = 120;

    private final ProblemLog problems;

    TextFiles(ProblemLog problems) {
        this.problems = problems;
    }

    /** Shows the lines of a checkpoint; what is wrong is reported, and ends it. */
    void readCheckpoint(Path file, FileKind kind, Consumer<? super Item> sink) throws IOException {
        ProblemKind problem = kind == FileKind.LEADER_EPOCHS ? ProblemKind.DERIVED_FILE : ProblemKind.CHECKPOINT;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            String version = in.readLine();
            if (!VERSION.equals(version)) {
                problems.report(problem, file, 0, "version " + VERSION, shown(version));
                return;
            }
            String count = in.readLine();
            long lines = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Item item = kind == FileKind.LEADER_EPOCHS ? epoch(line) : offset(line);
                if (item == null) {
                    String expected = kind == FileKind.LEADER_EPOCHS
                            ? "a line 'epoch startOffset'"
                            : "a line 'topic partition offset'";
                    problems.report(problem, file, -1, expected, shown(line));
                    return;
                }
                sink.accept(item);
                lines++;
            }
            if (!String.valueOf(lines).equals(count)) {
                problems.report(problem, file, -1, shown(count) + " lines, as the file counts", String.valueOf(lines));
            }
        } catch (CharacterCodingException e) {
            problems.report(problem, file, -1, "text", "bytes that are none");
        }
    }

    /** Shows the lines of one of our checkpoints with a checksum, if that fits; else that is reported. */
    void readChecksummed(Path file, Consumer<? super Item> sink) throws IOException {
        Optional<List<String>> lines =
                ChecksummedFile.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        if (lines.isEmpty()) {
            problems.report(ProblemKind.CHECKPOINT, file, -1, "lines that fit the checksum in the last", "others");
            return;
        }
        for (String line : lines.get()) {
            Item item = line.split(" ").length == 3 ? offset(line) : syncPoint(line);
            if (item == null) {
                problems.report(ProblemKind.CHECKPOINT, file, -1, "a line 'topic partition offset …'", shown(line));
                return;
            }
            sink.accept(item);
        }
    }

    private static @Nullable Item syncPoint(String line) {
        String[] fields = line.split(" ");
        try {
            return fields.length == 6
                    ? new Item.SyncPoint(
                            fields[0],
                            Integer.parseInt(fields[1]),
                            Long.parseLong(fields[2]),
                            Long.parseLong(fields[3]),
                            Integer.parseInt(fields[4]),
                            Boolean.parseBoolean(fields[5]))
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Item epoch(String line) {
        String[] fields = line.trim().split("\\s+");
        try {
            return fields.length == 2
                    ? new Item.LeaderEpoch(Integer.parseInt(fields[0]), Long.parseLong(fields[1]))
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Item offset(String line) {
        String[] fields = line.trim().split("\\s+");
        try {
            return fields.length == 3
                    ? new Item.Checkpoint(fields[0], Integer.parseInt(fields[1]), Long.parseLong(fields[2]))
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** All lines of a checkpoint that is small enough to keep; empty if there is no file. */
    <T extends Item> List<T> checkpoint(Path file, FileKind kind, Class<T> type) throws IOException {
        List<T> lines = new ArrayList<>();
        if (Files.exists(file)) {
            readCheckpoint(file, kind, item -> lines.add(type.cast(item)));
        }
        return lines;
    }

    void readMetadata(Path file, Consumer<? super Item> sink) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
            if (line.startsWith(PartitionMetadataFile.ID_KEY)) {
                String id =
                        line.substring(PartitionMetadataFile.ID_KEY.length()).trim();
                if (isId(id)) {
                    sink.accept(new Item.TopicId(id));
                    return;
                }
            }
        }
        problems.report(ProblemKind.METADATA, file, -1, "a line '" + PartitionMetadataFile.ID_KEY + "ID'", shown(text));
    }

    private static boolean isId(String id) {
        try {
            return Base64.getUrlDecoder().decode(id).length == 2 * Long.BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    void readCleanShutdown(Path file, Consumer<? super Item> sink) throws IOException {
        sink.accept(new Item.CleanShutdown(shown(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))));
    }

    private static String shown(@Nullable String text) {
        if (text == null) {
            return "the end of the file";
        }
        String line = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
        return line.replaceAll("\\p{Cntrl}", "·").strip();
    }
}
