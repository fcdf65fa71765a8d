package io.tailrace.clients.network;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.tailrace.protocol.time.Clock;
import io.tailrace.protocol.time.Scheduler;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loop of a transport as a scheduler, so that a client's logic runs on the thread that reads its sockets and a
 * response is handed over without waking another. Tasks that come after the loop has ended are dropped.
 *
 * <p><b>Threads:</b> any.
 */
final class LoopScheduler implements Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(LoopScheduler.class);
    private static final Task DROPPED = () -> false;

    private final EventLoop loop;
    private final Clock clock;

    LoopScheduler(EventLoop loop, Clock clock) {
        this.loop = loop;
        this.clock = clock;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void execute(Runnable task) {
        try {
            loop.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            LOG.trace("dropped a task of a client that has ended");
        }
    }

    @Override
    public Task schedule(long delayMs, Runnable task) {
        try {
            Future<?> future = loop.schedule(() -> run(task), Math.max(0, delayMs), TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.trace("dropped a task of a client that has ended");
            return DROPPED;
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("a task of {} failed", Thread.currentThread().getName(), e);
        }
    }
}
