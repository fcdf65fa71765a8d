package io.tailrace.storage.log;

import io.tailrace.protocol.time.Scheduler;
import io.tailrace.storage.StorageObserver;
import io.tailrace.storage.disk.Disk;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * What a {@link LogStore} needs of the outside world.
 *
 * @param flushers for a data directory, where its syncs run: they block it for as long as the device takes, so each directory
 *     has its own unless one slow device may hold up the others
 * @param background where retention, deletion and checkpoints run; may be the same
 * @param compactors where logs are compacted, each log on one of them at a time; may be the background
 * @param observer hears what happens
 */
public record StorePorts(
        Disk disk,
        Function<Path, Scheduler> flushers,
        Scheduler background,
        List<Scheduler> compactors,
        StorageObserver observer) {

    public StorePorts {
        compactors = List.copyOf(compactors);
    }

    /** One flusher for all directories, and nobody who listens. */
    public static StorePorts of(Disk disk, Scheduler flusher, Scheduler background) {
        return new StorePorts(disk, directory -> flusher, background, List.of(background), StorageObserver.NONE);
    }

    Scheduler flusher(Path directory) {
        return flushers.apply(directory);
    }
}
