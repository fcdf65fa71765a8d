package io.tailrace.broker;

import io.tailrace.broker.time.ThreadScheduler;
import io.tailrace.protocol.time.Clock;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.NioDisk;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What a broker needs of the outside world: files, time, threads, chance. The simulator gives its own, and one scheduler for all
 * three.
 *
 * @param work metadata commands, group timers, time-outs; its tasks are short
 * @param flushers for a data directory, where its files are synced; may block on the disk
 * @param background retention, loading of group state, deletion of files; may take long
 * @param compactors by number, where logs are compacted; takes long, in short tasks
 * @param uuids random ids: of the cluster, of topics, of group members
 */
public record BrokerPorts(
        Disk disk,
        Scheduler work,
        Function<Path, Scheduler> flushers,
        Scheduler background,
        IntFunction<Scheduler> compactors,
        Supplier<UUID> uuids) {

    /** The machine itself, with two threads, those that compact and one for each data directory, which start when they are first needed. */
    public static BrokerPorts ofThisMachine() {
        return onThreads(new NioDisk());
    }

    /** As {@link #ofThisMachine}, on another disk. */
    public static BrokerPorts onThreads(Disk disk) {
        return new BrokerPorts(
                disk,
                new ThreadScheduler("tailrace-work"),
                new FlusherThreads(),
                new ThreadScheduler("tailrace-background"),
                new CompactorThreads(),
                UUID::randomUUID);
    }

    Clock clock() {
        return work.clock();
    }

    /** Ends the threads that {@link #onThreads} made; schedulers of another kind belong to somebody else. */
    public void close() {
        closeThread(work);
        closeThread(background);
        if (compactors instanceof CompactorThreads threads) {
            threads.close();
        }
        if (flushers instanceof FlusherThreads threads) {
            threads.close();
        }
    }

    private static void closeThread(Scheduler scheduler) {
        if (scheduler instanceof ThreadScheduler thread) {
            thread.close();
        }
    }
}
