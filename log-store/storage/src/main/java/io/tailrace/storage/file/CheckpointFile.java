package io.tailrace.storage.file;

import io.tailrace.storage.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A list of lines under a version and a count, in Kafka's text format:
 *
 * <pre>
 *   0
 *   2
 *   first entry
 *   second entry
 * </pre>
 *
 * <p>The count tells a torn file from a whole one. <b>Threads:</b> one writer at a time.
 */
public final class CheckpointFile {

    private static final String VERSION = "0";

    private final Disk disk;
    private final Path path;

    public CheckpointFile(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** Replaces the file atomically and durably. */
    public void write(List<String> entries) throws IOException {
        StringBuilder text =
                new StringBuilder(VERSION).append('\n').append(entries.size()).append('\n');
        for (String entry : entries) {
            text.append(entry).append('\n');
        }
        SmallFile.replaceText(disk, path, text.toString());
    }

    /** The entries, or empty if there is no file or it is not whole: whoever reads it can do without. */
    public Optional<List<String>> read() throws IOException {
        if (!disk.exists(path)) {
            return Optional.empty();
        }
        String text = SmallFile.readText(disk, path);
        List<String> lines = text.lines().toList();
        if (!text.endsWith("\n") // the last entry may have lost digits
                || lines.size() < 2
                || !lines.get(0).equals(VERSION)
                || !lines.get(1).equals(String.valueOf(lines.size() - 2))) {
            return Optional.empty();
        }
        return Optional.of(lines.subList(2, lines.size()));
    }
}
