package io.tailrace.storage.inspect;

import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskLock;
import io.tailrace.storage.disk.NioDisk;
import io.tailrace.storage.log.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts right what a verification finds and can be put right without a guess: a torn end is cut, files that are made from the
 * batches are made anew, checkpoints that do not fit are dropped (what they spare is then checked). Damage amid sound data is left
 * alone unless the caller accepts the loss of all that follows it: a replica may have the data, and readers still get what lies around
 * it.
 *
 * <p>The lock of the data directory is held meanwhile, so that of a running server cannot be repaired. A dry run takes no lock
 * and writes nothing.
 *
 * <p><b>Threads:</b> one; items are handed over on the calling thread.
 */
public final class LogRepair {

    private final Disk disk = new NioDisk();
    private final boolean dryRun;
    private final boolean cutAtDamage;
    private final int indexIntervalBytes;
    private final Consumer<? super Item> sink;

    /**
     * @param dryRun whether to say only what would be done
     * @param cutAtDamage whether a log with damage in its midst is cut there, with all that follows
     * @param indexIntervalBytes how far the entries of indexes that are made anew lie apart: the topic's {@code index.interval.bytes}
     * @param sink gets each {@link Item.Problem} and {@link Item.Repair}, and an {@link Item.Summary} of what is left
     */
    public LogRepair(boolean dryRun, boolean cutAtDamage, int indexIntervalBytes, Consumer<? super Item> sink) {
        this.dryRun = dryRun;
        this.cutAtDamage = cutAtDamage;
        this.indexIntervalBytes = indexIntervalBytes;
        this.sink = sink;
    }

    /**
     * Repairs a partition's directory, or a data directory with all its partitions.
     *
     * @return whether all is well then; on a dry run, whether it would be
     * @throws io.tailrace.storage.DirectoryLockedException if the data directory is in use
     * @throws IOException if the path is not there, or cannot be read or written
     */
    public boolean repair(Path path) throws IOException {
        Path target = LogFiles.existing(path);
        if (!Files.isDirectory(target)) {
            throw new NotDirectoryException(
                    target + ": expected a partition's directory or a data directory, found a file");
        }
        boolean one = LogFiles.isPartition(target);
        Path dataDirectory = one ? LogFiles.parentOf(target) : target;
        if (dryRun) {
            return repair(dataDirectory, one ? List.of(target) : LogFiles.partitions(target), !one);
        }
        try (DiskLock lock = DirectoryLock.take(disk, dataDirectory)) {
            repair(dataDirectory, one ? List.of(target) : LogFiles.partitions(target), !one);
            return new LogVerifier(item -> {
                        if (item instanceof Item.Summary) {
                            sink.accept(item);
                        }
                    })
                    .verify(target);
        }
    }

    /** Returns whether nothing was left alone. */
    private boolean repair(Path dataDirectory, List<Path> partitions, boolean checkpoints) throws IOException {
        boolean all = true;
        Map<String, Long> ends = new HashMap<>();
        for (Path partition : partitions) {
            PartitionRepair repair =
                    new PartitionRepair(disk, partition, dryRun, cutAtDamage, indexIntervalBytes, sink);
            all &= repair.run();
            ends.put(FileKind.nameOf(partition), repair.endOffset());
        }
        if (checkpoints) {
            new CheckpointRepair(disk, dataDirectory, dryRun, sink).run(ends);
        }
        return all;
    }
}
