package io.tailrace.broker.fetch;

import io.tailrace.protocol.time.Scheduler;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Serves fetches: at once if there is enough, else after a wait.
 *
 * <p><b>Threads:</b> any.
 */
public final class Fetcher {

    private final Scheduler scheduler;
    private final Set<DelayedFetch> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** @param scheduler where waits time out */
    public Fetcher(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Reads the targets.
     *
     * @param continuation where the read after a wait runs
     * @return one result for each target, in their order; the receiver owns the records
     */
    public CompletableFuture<List<FetchedPartition>> fetch(
            List<FetchTarget> targets, FetchLimits limits, Executor continuation) {
        PartitionReader.Outcome outcome = PartitionReader.read(targets, limits.maxBytes());
        if (outcome.immediate() || outcome.bytes() >= limits.minBytes() || limits.maxWaitMs() <= 0 || stopped) {
            return CompletableFuture.completedFuture(outcome.partitions());
        }
        outcome.release();
        CompletableFuture<List<FetchedPartition>> result = new CompletableFuture<>();
        DelayedFetch delayed = new DelayedFetch(targets, limits, outcome.bytes(), continuation, result);
        waiting.add(delayed);
        delayed.start(outcome.partitions(), scheduler);
        if (stopped) {
            delayed.finish();
        }
        return result.whenComplete((partitions, failure) -> waiting.remove(delayed));
    }

    /** Fetches that wait now. */
    public int waiting() {
        return waiting.size();
    }

    /** Ends every wait, now and later: the broker is closing. */
    public void stop() {
        stopped = true;
        waiting.forEach(DelayedFetch::finish);
    }
}
