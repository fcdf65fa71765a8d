package io.tailrace.clients.producer;

import io.tailrace.clients.core.BrokerClient;
import io.tailrace.clients.core.Callbacks;
import io.tailrace.clients.core.ClusterSnapshot;
import io.tailrace.clients.core.Failures;
import io.tailrace.common.errors.Errors;
import io.tailrace.common.errors.InterruptException;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.protocol.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a topic, or a partition of it, is known; and forgets topics that nothing was sent to for a while.
 *
 * <p><b>Threads:</b> any but the client's own, which must not wait: there a topic that is not known yet is a failure,
 * and an update is on its way.
 */
final class TopicMetadata {

    private final BrokerClient client;
    private final BatchCompletion completion;
    private final long maxIdleMs;
    private final Map<String, Long> lastUsedMs = new ConcurrentHashMap<>();

    TopicMetadata(BrokerClient client, BatchCompletion completion, long maxIdleMs) {
        this.client = client;
        this.completion = completion;
        this.maxIdleMs = maxIdleMs;
    }

    /**
     * A snapshot that knows the topic, and the partition if one is given.
     *
     * @throws TimeoutException if none comes in time
     * @throws io.tailrace.common.errors.ApiException if the broker says that the topic cannot be used
     */
    ClusterSnapshot await(String topic, @Nullable Integer partition, long maxWaitMs) {
        ClusterSnapshot snapshot = client.metadata().snapshot();
        if (covers(snapshot, topic, partition)) {
            return snapshot;
        }
        long deadlineMs = client.clock().monotonicMs() + maxWaitMs;
        boolean mayWait = maxWaitMs > 0 && !completion.isOnClientThread();
        while (true) {
            CompletableFuture<ClusterSnapshot> update = refresh(topic);
            long leftMs = deadlineMs - client.clock().monotonicMs();
            if (!mayWait || leftMs <= 0) {
                throw late(topic, partition, maxWaitMs, snapshot);
            }
            try {
                snapshot = update.get(leftMs, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new InterruptException("interrupted while waiting for the metadata of " + topic, e);
            } catch (java.util.concurrent.TimeoutException e) {
                throw late(topic, partition, maxWaitMs, client.metadata().snapshot());
            } catch (ExecutionException e) {
                RuntimeException failure = Failures.asRuntime(e);
                if (!(failure instanceof TimeoutException)) {
                    throw failure;
                }
                if (client.clock().monotonicMs() >= deadlineMs) {
                    throw failure;
                }
            }
            if (covers(snapshot, topic, partition)) {
                return snapshot;
            }
            ErrorCode error = snapshot.error(topic);
            if (error != null && !error.retriable()) {
                throw Errors.exception(error, error.message() + " topic=" + topic);
            }
        }
    }

    private static boolean covers(ClusterSnapshot snapshot, String topic, @Nullable Integer partition) {
        int known = snapshot.partitionCount(topic);
        return known > 0 && (partition == null || partition < known);
    }

    private CompletableFuture<ClusterSnapshot> refresh(String topic) {
        CompletableFuture<ClusterSnapshot> result = new CompletableFuture<>();
        client.scheduler().execute(() -> {
            lastUsedMs.put(topic, client.clock().monotonicMs());
            Callbacks.on(client.metadata().refreshFor(List.of(topic)), (snapshot, failure) -> {
                if (failure == null) {
                    result.complete(snapshot);
                } else {
                    result.completeExceptionally(failure);
                }
            });
        });
        return result;
    }

    private static TimeoutException late(
            String topic, @Nullable Integer partition, long maxWaitMs, ClusterSnapshot snapshot) {
        ErrorCode error = snapshot.error(topic);
        String what = partition == null || snapshot.partitionCount(topic) == 0
                ? "topic " + topic + " is not known"
                : "partition " + partition + " of topic " + topic + " is not known, it has "
                        + snapshot.partitionCount(topic);
        return new TimeoutException(
                what + " within max.block.ms=" + maxWaitMs + (error == null ? "" : ": " + error.message()));
    }

    /** Notes the topics whose partitions have batches, and forgets those that had none for long. Client's thread. */
    void touch(Iterable<PartitionQueue> queues) {
        long nowMs = client.clock().monotonicMs();
        for (PartitionQueue queue : queues) {
            if (queue.size() > 0 || !queue.inFlight().isEmpty()) {
                lastUsedMs.put(queue.partition().topic(), nowMs);
            }
        }
        lastUsedMs.entrySet().removeIf(entry -> {
            boolean idle = nowMs - entry.getValue() > maxIdleMs;
            if (idle) {
                client.metadata().untrack(List.of(entry.getKey()));
            }
            return idle;
        });
    }
}
