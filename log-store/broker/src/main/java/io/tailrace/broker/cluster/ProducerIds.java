package io.tailrace.broker.cluster;

import io.tailrace.broker.delayed.Completions;
import io.tailrace.metadata.MetadataCommand;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.metadata.ProducerIdBlock;
import io.tailrace.protocol.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out producer ids, each once in the life of the cluster: blocks come from the metadata quorum, which has written down that
 * they are gone before the first id of one is used.
 *
 * <p><b>Threads:</b> any; guarded by this object's lock, futures complete outside of it.
 */
public final class ProducerIds {

    private static final Logger LOG = LoggerFactory.getLogger(ProducerIds.class);

    private final int nodeId;
    private final LongSupplier brokerEpoch;
    private final MetadataQuorum quorum;
    private final ArrayDeque<CompletableFuture<Allocation>> waiting = new ArrayDeque<>();
    private long next;
    private long end;
    private boolean asking;

    public ProducerIds(int nodeId, LongSupplier brokerEpoch, MetadataQuorum quorum) {
        this.nodeId = nodeId;
        this.brokerEpoch = brokerEpoch;
        this.quorum = quorum;
    }

    /** An id, or why there is none. */
    public record Allocation(ErrorCode error, long producerId) {}

    /** The next unused id. */
    public CompletableFuture<Allocation> next() {
        CompletableFuture<Allocation> result = new CompletableFuture<>();
        synchronized (this) {
            if (next < end) {
                return CompletableFuture.completedFuture(new Allocation(ErrorCode.NONE, next++));
            }
            waiting.add(result);
            if (asking) {
                return result;
            }
            asking = true;
        }
        ask();
        return result;
    }

    private void ask() {
        Completions.whenDone(
                quorum.submit(new MetadataCommand.AllocateProducerIds(nodeId, brokerEpoch.getAsLong())),
                (block, failure) -> {
                    if (failure != null || block.error() != ErrorCode.NONE) {
                        LOG.warn("No producer ids: {}", failure == null ? block.error() : failure.toString());
                        fail(failure == null ? block.error() : ErrorCode.COORDINATOR_NOT_AVAILABLE);
                    } else {
                        serve(block);
                    }
                });
    }

    private void serve(ProducerIdBlock block) {
        List<Runnable> answers = new ArrayList<>();
        boolean more;
        synchronized (this) {
            next = block.firstId();
            end = block.firstId() + block.size();
            while (next < end && !waiting.isEmpty()) {
                CompletableFuture<Allocation> first = waiting.remove();
                Allocation allocation = new Allocation(ErrorCode.NONE, next++);
                answers.add(() -> first.complete(allocation));
            }
            more = !waiting.isEmpty();
            asking = more;
        }
        answers.forEach(Runnable::run);
        if (more) {
            ask();
        }
    }

    private void fail(ErrorCode error) {
        List<CompletableFuture<Allocation>> failed;
        synchronized (this) {
            failed = new ArrayList<>(waiting);
            waiting.clear();
            asking = false;
        }
        failed.forEach(waiter -> waiter.complete(new Allocation(error, -1)));
    }
}
