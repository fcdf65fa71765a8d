package io.tailrace.storage.inspect;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Passes problems on, the first few of each file: one wrong byte can make ten thousand entries wrong.
 *
 * <p><b>Threads:</b> one.
 */
final class ProblemLog {

    static final int PER_FILE = 20;

    private final Consumer<? super Item> sink;
    private final Map<Path, Integer> counts = new HashMap<>();
    private long total;

    ProblemLog(Consumer<? super Item> sink) {
        this.sink = sink;
    }

    void report(ProblemKind kind, Path file, long position, String expected, String found) {
        total++;
        if (counts.merge(file, 1, Integer::sum) <= PER_FILE) {
            sink.accept(new Item.Problem(kind, file, position, expected, found));
        }
    }

    long total() {
        return total;
    }
}
