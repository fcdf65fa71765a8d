package io.tailrace.storage.inspect;

import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.file.CheckpointFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Repairs the checkpoints of a data directory. They spare work, so one that is wrong is deleted; but where logs begin is known
 * from nowhere else, so of that file the lines are kept that can be true.
 *
 * <p><b>Threads:</b> one; the owner holds the lock of the data directory.
 */
final class CheckpointRepair {

    private final Disk disk;
    private final Path directory;
    private final boolean dryRun;
    private final Consumer<? super Item> sink;

    CheckpointRepair(Disk disk, Path directory, boolean dryRun, Consumer<? super Item> sink) {
        this.disk = disk;
        this.directory = directory;
        this.dryRun = dryRun;
        this.sink = sink;
    }

    /** @param ends the end offset of each log, by its directory's name */
    void run(Map<String, Long> ends) throws IOException {
        for (Path file : LogFiles.files(directory, null)) {
            FileKind kind = FileKind.of(file);
            if (kind != null && kind != FileKind.CLEAN_SHUTDOWN) {
                repair(file, kind, ends);
            }
        }
    }

    private void repair(Path file, FileKind kind, Map<String, Long> ends) throws IOException {
        ProblemLog problems = new ProblemLog(sink);
        List<String> sound = new ArrayList<>();
        boolean fits = true;
        for (Item.Checkpoint line : new TextFiles(problems).checkpoint(file, kind, Item.Checkpoint.class)) {
            long end = ends.getOrDefault(line.topic() + "-" + line.partition(), Long.MAX_VALUE);
            if (line.offset() >= 0 && line.offset() <= end) {
                sound.add(line.topic() + " " + line.partition() + " " + line.offset());
            } else {
                fits = false;
            }
        }
        if (fits && problems.total() == 0) {
            return;
        }
        boolean keep = kind == FileKind.LOG_START_OFFSETS;
        sink.accept(new Item.Repair(
                file,
                keep
                        ? "written anew with the " + sound.size() + " lines that can be true"
                        : "deleted: all is checked then",
                !dryRun));
        if (dryRun) {
            return;
        }
        if (keep) {
            new CheckpointFile(disk, file).write(sound);
        } else {
            Files.delete(file);
            disk.syncDirectory(directory);
        }
    }
}
