package io.tailrace.broker.fetch;

import io.tailrace.broker.partition.Partition;
import io.tailrace.protocol.time.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A fetch that found less than it wants. It watches its partitions; each wake-up looks at the one partition that
 * advanced, by how much it has grown since. With enough, or after its time, it hands over to the continuation of the
 * connection, which reads again: so no appender pays for somebody else's read, and what comes in during the hand-over is
 * returned as well.
 *
 * <p>Bytes are counted when they are appended, a little before they become visible under {@code durability=fsync}. The
 * fetch may therefore end with less than {@code minBytes}, never later than it should.
 *
 * <p>Life cycle: waiting, then done, once.
 *
 * <p><b>Threads:</b> any; {@link #done} decides who finishes it.
 */
final class DelayedFetch {

    private final List<FetchTarget> targets;
    private final FetchLimits limits;
    private final Executor continuation;
    private final CompletableFuture<List<FetchedPartition>> result;
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLong bytes;
    private final List<Watch> watches = new ArrayList<>();
    private volatile Scheduler.@Nullable Task timeout;

    DelayedFetch(
            List<FetchTarget> targets,
            FetchLimits limits,
            long bytesFound,
            Executor continuation,
            CompletableFuture<List<FetchedPartition>> result) {
        this.targets = targets;
        this.limits = limits;
        this.bytes = new AtomicLong(bytesFound);
        this.continuation = continuation;
        this.result = result;
    }

    /** One watched partition, and how much of its growth has been counted. */
    private final class Watch implements Runnable {
        private final FetchTarget target;
        private final Partition partition;
        private final AtomicLong counted;
        private final long endBefore;

        Watch(FetchTarget target, Partition partition, long endBefore) {
            this.target = target;
            this.partition = partition;
            this.counted = new AtomicLong(partition.appendedBytes());
            this.endBefore = endBefore;
        }

        @Override
        public void run() {
            if (target.committed() && !hasAdvanced()) {
                return; // what has come belongs to transactions that are open, or comes after them
            }
            long grown = partition.appendedBytes();
            long delta = grown - counted.getAndSet(grown);
            if (bytes.addAndGet(Math.max(0, delta)) >= limits.minBytes()) {
                finish();
            }
        }

        /** Whether there is more to read: growth between the first read and the registration woke nobody, and is treated as enough. */
        boolean hasAdvanced() {
            return target.readableEnd(partition) != endBefore;
        }
    }

    /** Starts to wait. {@code found} is what the first read saw, in the order of the targets. */
    void start(List<FetchedPartition> found, Scheduler scheduler) {
        for (int i = 0; i < targets.size(); i++) {
            Partition partition = targets.get(i).partition();
            if (partition != null) {
                watches.add(new Watch(targets.get(i), partition, found.get(i).readableEnd()));
            }
        }
        timeout = scheduler.schedule(limits.maxWaitMs(), this::finish);
        watches.forEach(watch -> watch.partition.watch(watch));
        if (watches.stream().anyMatch(Watch::hasAdvanced)) {
            finish();
        }
        if (done.get()) {
            stop(); // it was finished while the watches were being registered
        }
    }

    /** Ends the wait with what there is. */
    void finish() {
        if (done.compareAndSet(false, true)) {
            stop();
            continuation.execute(this::readAgain);
        }
    }

    /** Ends the wait without a read: nobody is there to take the result. */
    void abandon() {
        if (done.compareAndSet(false, true)) {
            stop();
            result.complete(List.of());
        }
    }

    private void stop() {
        Scheduler.Task task = timeout;
        if (task != null) {
            task.cancel();
        }
        watches.forEach(watch -> watch.partition.unwatch(watch));
    }

    private void readAgain() {
        try {
            PartitionReader.Outcome outcome = PartitionReader.read(targets, limits.maxBytes());
            if (!result.complete(outcome.partitions())) {
                outcome.release();
            }
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }
}
