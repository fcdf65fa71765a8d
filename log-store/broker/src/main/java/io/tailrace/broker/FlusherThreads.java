package io.tailrace.broker;

import io.tailrace.broker.time.ThreadScheduler;
import io.tailrace.protocol.time.Scheduler;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A thread for each data directory, so that a device that hangs holds up nobody else's syncs.
 *
 * <p><b>Threads:</b> asked by the one that opens the broker, closed by the one that closes it; guarded by the monitor.
 */
final class FlusherThreads implements Function<Path, Scheduler>, AutoCloseable {

    private final Map<Path, ThreadScheduler> threads = new LinkedHashMap<>();

    @Override
    public synchronized Scheduler apply(Path directory) {
        return threads.computeIfAbsent(
                directory, path -> new ThreadScheduler("tailrace-flusher-" + (threads.size() + 1)));
    }

    @Override
    public synchronized void close() {
        threads.values().forEach(ThreadScheduler::close);
    }
}
