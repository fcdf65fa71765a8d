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
        if (kind == FileKind.SYNC_POINTS || kind == FileKind.CERTAIN_LOG_STARTS) {
            new TextFiles(problems).readChecksummed(file, item -> {});
            if (problems.total() > 0) {
                delete(file);
            }
            return;
        }
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
        if (kind == FileKind.LOG_START_OFFSETS) {
            act(file, "written anew with the " + sound.size() + " lines that can be true");
            if (!dryRun) {
                new CheckpointFile(disk, file).write(sound);
            }
        } else {
            delete(file);
        }
    }

    private void delete(Path file) throws IOException {
        act(file, "deleted: without it, more is checked");
        if (!dryRun) {
            Files.delete(file);
            disk.syncDirectory(directory);
        }
    }

    private void act(Path file, String action) {
        sink.accept(new Item.Repair(file, action, !dryRun));
    }
}
