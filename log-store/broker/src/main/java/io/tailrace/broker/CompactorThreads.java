package io.tailrace.broker;

import io.tailrace.broker.time.ThreadScheduler;
import io.tailrace.protocol.time.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The threads that compact logs, as many as are asked for.
 *
 * <p><b>Threads:</b> asked by the one that opens the broker, closed by the one that closes it; guarded by the monitor.
 */
final class CompactorThreads implements IntFunction<Scheduler>, AutoCloseable {

    private final List<ThreadScheduler> threads = new ArrayList<>();

    @Override
    public synchronized Scheduler apply(int index) {
        while (threads.size() <= index) {
            threads.add(new ThreadScheduler("tailrace-compactor-" + (threads.size() + 1)));
        }
        return threads.get(index);
    }

    @Override
    public synchronized void close() {
        threads.forEach(ThreadScheduler::close);
    }
}
