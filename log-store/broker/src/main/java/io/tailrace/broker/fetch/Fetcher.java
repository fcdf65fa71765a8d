package io.tailrace.broker.fetch;

import io.tailrace.broker.request.RequestContext;
import io.tailrace.protocol.time.Scheduler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves fetches: at once if there is enough, else after a wait.
 *
 * <p><b>Threads:</b> any.
 */
public final class Fetcher {

    private final Scheduler scheduler;
    private final Map<String, Set<DelayedFetch>> waiting = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    /** @param scheduler where waits time out */
    public Fetcher(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Reads the targets.
     *
     * @param sender whose continuation runs the read after a wait; when it disconnects the wait is over
     * @return one result for each target, in their order; the receiver owns the records
     */
    public CompletableFuture<List<FetchedPartition>> fetch(
            List<FetchTarget> targets, FetchLimits limits, RequestContext sender) {
        PartitionReader.Outcome outcome = PartitionReader.read(targets, limits.maxBytes());
        if (outcome.immediate() || outcome.bytes() >= limits.minBytes() || limits.maxWaitMs() <= 0 || stopped) {
            return CompletableFuture.completedFuture(outcome.partitions());
        }
        outcome.release();
        CompletableFuture<List<FetchedPartition>> result = new CompletableFuture<>();
        DelayedFetch delayed = new DelayedFetch(targets, limits, outcome.bytes(), sender.continuation(), result);
        String connection = sender.connectionId();
        waiting.compute(connection, (key, fetches) -> {
            Set<DelayedFetch> all = fetches == null ? ConcurrentHashMap.newKeySet() : fetches;
            all.add(delayed);
            return all;
        });
        delayed.start(outcome.partitions(), scheduler);
        if (stopped) {
            delayed.finish();
        }
        return result.whenComplete((partitions, failure) -> forget(connection, delayed));
    }

    private void forget(String connection, DelayedFetch delayed) {
        waiting.computeIfPresent(connection, (key, fetches) -> {
            fetches.remove(delayed);
            return fetches.isEmpty() ? null : fetches;
        });
    }

    /** Fetches that wait now. */
    public int waiting() {
        return waiting.values().stream().mapToInt(Set::size).sum();
    }

    /** Ends the waits of a connection that is gone. */
    public void disconnected(RequestContext sender) {
        Set<DelayedFetch> fetches = waiting.get(sender.connectionId());
        if (fetches != null) {
            fetches.forEach(DelayedFetch::abandon);
        }
    }

    /** Ends every wait, now and later: the broker is closing. */
    public void stop() {
        stopped = true;
        waiting.values().forEach(fetches -> fetches.forEach(DelayedFetch::finish));
    }
}
