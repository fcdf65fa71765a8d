package io.tailrace.storage.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads a log wholly and says what is wrong, with file, position, what was expected and what was found: every batch and record, and
 * whether the derived files fit them. An {@link Item.Summary} comes last.
 *
 * <p>Nothing is written, and no more than a batch, the open transactions and the small files are in memory. The files of a running
 * server may be verified; what it is about to write may look like a problem then.
 *
 * <p><b>Threads:</b> one; items are handed over on the calling thread.
 */
public final class LogVerifier {

    private final Consumer<? super Item> sink;
    private final ProblemLog problems;
    private final Totals totals = new Totals();

    public LogVerifier(Consumer<? super Item> sink) {
        this.sink = sink;
        this.problems = new ProblemLog(sink);
    }

    /**
     * Verifies a file by itself, a partition's directory or a data directory.
     *
     * @return whether all is well
     * @throws IOException if the path is not there or cannot be read
     */
    public boolean verify(Path path) throws IOException {
        Path target = LogFiles.existing(path);
        if (!Files.isDirectory(target)) {
            verifyFile(target);
        } else if (LogFiles.isPartition(target)) {
            new PartitionVerifier(target, problems, totals).verify();
        } else {
            verifyDataDirectory(target);
        }
        sink.accept(totals.summary(problems.total()));
        return problems.total() == 0;
    }

    private void verifyFile(Path file) throws IOException {
        if (FileKind.of(file) == FileKind.SEGMENT) {
            totals.file(Files.size(file));
            long baseOffset = FileKind.SEGMENT.offsetOf(file).orElseThrow();
            new SegmentVerifier(file, baseOffset, true, problems, totals).verify((batch, position) -> {});
            return;
        }
        LogDump dump = new LogDump(false, item -> {
            if (item instanceof Item.Problem problem) {
                problems.report(
                        problem.kind(), problem.path(), problem.position(), problem.expected(), problem.found());
            }
        });
        dump.dump(file);
        totals.file(Files.size(file));
    }

    private void verifyDataDirectory(Path directory) throws IOException {
        Map<String, Long> ends = new HashMap<>();
        for (Path partition : LogFiles.partitions(directory)) {
            ends.put(FileKind.nameOf(partition), new PartitionVerifier(partition, problems, totals).verify());
        }
        for (Path file : LogFiles.files(directory, null)) {
            totals.file(Files.size(file));
            FileKind kind = FileKind.of(file);
            if (kind != null && kind != FileKind.CLEAN_SHUTDOWN) {
                verifyCheckpoint(file, kind, ends);
            }
        }
    }

    /** A line about a log that is not there is no problem: the log may have gone since. */
    private void verifyCheckpoint(Path file, FileKind kind, Map<String, Long> ends) throws IOException {
        TextFiles text = new TextFiles(problems);
        if (kind == FileKind.SYNC_POINTS || kind == FileKind.CERTAIN_LOG_STARTS) {
            text.readChecksummed(file, item -> {});
            return;
        }
        for (Item.Checkpoint line : text.checkpoint(file, kind, Item.Checkpoint.class)) {
            Long end = ends.get(line.topic() + "-" + line.partition());
            if (end != null && (line.offset() > end || line.offset() < 0)) {
                problems.report(
                        ProblemKind.CHECKPOINT,
                        file,
                        -1,
                        "an offset in 0.." + end + " for " + line.topic() + "-" + line.partition(),
                        String.valueOf(line.offset()));
            }
        }
    }
}
