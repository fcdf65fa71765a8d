package io.tailrace.benchmarks.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that last as long as a measurement. */
final class Folders {

    /** Work in a folder. */
    interface Work<T> {
        T in(Path folder) throws IOException, InterruptedException;
    }

    private Folders() {}

    static <T> T with(Path parent, Work<T> work) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), "storage-bench");
        try {
            return work.in(folder);
        } finally {
            try (Stream<Path> content = Files.walk(folder)) {
                for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
