package io.tailrace.broker;

import io.tailrace.broker.time.ThreadScheduler;
import io.tailrace.protocol.time.Clock;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.NioDisk;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a broker needs of the outside world: files, time, threads, chance. The simulator gives its own, and one scheduler for all
 * three.
 *
 * @param work metadata commands, group timers, time-outs; its tasks are short
 * @param flusher syncs files; may block on the disk
 * @param background retention, loading of group state, deletion of files; may take long
 * @param uuids random ids: of the cluster, of topics, of group members
 */
public record BrokerPorts(Disk disk, Scheduler work, Scheduler flusher, Scheduler background, Supplier<UUID> uuids) {

    /** The machine itself, with three threads, which start when they are first needed. */
    public static BrokerPorts ofThisMachine() {
        return new BrokerPorts(
                new NioDisk(),
                new ThreadScheduler("tailrace-work"),
                new ThreadScheduler("tailrace-flusher"),
                new ThreadScheduler("tailrace-background"),
                UUID::randomUUID);
    }

    Clock clock() {
        return work.clock();
    }

    /** Ends the threads that {@link #ofThisMachine} made; schedulers of another kind belong to somebody else. */
    public void close() {
        closeThread(work);
        closeThread(background);
        closeThread(flusher);
    }

    private static void closeThread(Scheduler scheduler) {
        if (scheduler instanceof ThreadScheduler thread) {
            thread.close();
        }
    }
}
