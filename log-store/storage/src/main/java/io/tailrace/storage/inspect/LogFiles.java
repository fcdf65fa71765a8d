package io.tailrace.storage.inspect;

import io.tailrace.storage.segment.SegmentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a path that a user names stands for: a file of a log, a partition's directory, or a data directory. Directories that are
 * to be deleted ({@code …-delete}) or are moving ({@code …-future}) are passed over.
 */
final class LogFiles {

    private static final Pattern PARTITION = Pattern.compile(".+-(0|[1-9]\\d{0,9})");

    private LogFiles() {}

    static Path existing(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        if (!Files.exists(absolute)) {
            throw new NoSuchFileException(absolute + ": there is no such file or directory");
        }
        return absolute;
    }

    /** Whether the path is a partition's directory by its name, or by what is in it. */
    static boolean isPartition(Path path) throws IOException {
        return Files.isDirectory(path)
                && (PARTITION.matcher(FileKind.nameOf(path)).matches()
                        || !files(path, FileKind.SEGMENT).isEmpty());
    }

    /** The partitions of a data directory, by name. */
    static List<Path> partitions(Path dataDirectory) throws IOException {
        List<Path> partitions = new ArrayList<>();
        for (Path entry : entries(dataDirectory)) {
            if (Files.isDirectory(entry)
                    && PARTITION.matcher(FileKind.nameOf(entry)).matches()) {
                partitions.add(entry);
            }
        }
        return partitions;
    }

    /** The files of a log or of a data directory that have a kind, by name. */
    static List<Path> files(Path directory, @Nullable FileKind kind) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path entry : entries(directory)) {
            FileKind found = Files.isRegularFile(entry) ? FileKind.of(entry) : null;
            if (found != null && (kind == null || kind == found)) {
                files.add(entry);
            }
        }
        return files;
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    static Path sibling(Path partition, long baseOffset, FileKind kind) {
        return SegmentFiles.of(partition, baseOffset, kind.suffix());
    }

    /** The data directory that a partition's directory lies in. */
    static Path parentOf(Path partition) {
        return Objects.requireNonNull(partition.getParent(), "parent");
    }
}
