package io.tailrace.clients.producer;

import io.tailrace.common.InvalidRecordException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Ends batches: callbacks, futures, memory. It knows which results are still to come, for {@code flush} and {@code close}
 * to wait for, and which thread runs callbacks, so that a callback cannot wait for itself.
 *
 * <p><b>Threads:</b> batches end on the client's thread; what is to come may be asked by any.
 */
final class BatchCompletion {

    private final Interceptors<?, ?> interceptors;
    private final BufferMemory memory;
    private final ProducerCounters counters;
    private final Set<SendResult> pending = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread thread;

    BatchCompletion(Interceptors<?, ?> interceptors, BufferMemory memory, ProducerCounters counters) {
        this.interceptors = interceptors;
        this.memory = memory;
        this.counters = counters;
    }

    /** Notes the client's thread. */
    void enter() {
        thread = Thread.currentThread();
    }

    /** Whether the caller is on the client's thread, and so must not wait for what that thread does. */
    boolean isOnClientThread() {
        return Thread.currentThread() == thread;
    }

    void started(SendResult result) {
        pending.add(result);
    }

    /** What is still to come, as of now. */
    List<SendResult> pending() {
        return List.copyOf(pending);
    }

    void replaced(ProducerBatch batch, List<ProducerBatch> parts) {
        parts.forEach(part -> pending.add(part.result()));
        pending.remove(batch.result());
    }

    void succeed(ProducerBatch batch, long baseOffset, long logAppendTimeMs) {
        finish(batch, baseOffset, logAppendTimeMs, null, false);
    }

    /**
     * @param recordErrors what the broker said of single records, by index: with such, the others failed for their sake
     * @param inFlight whether a request still needs the bytes; whoever gets its answer gives them back
     */
    void fail(ProducerBatch batch, RuntimeException failure, Map<Integer, String> recordErrors, boolean inFlight) {
        counters.recordsFailed.add(batch.recordCount());
        IntFunction<RuntimeException> failures = recordErrors.isEmpty()
                ? index -> failure
                : index -> {
                    String reason = recordErrors.get(index);
                    return reason == null
                            ? new InvalidRecordException(
                                    "another record of the batch is invalid, partition=" + batch.partition(), failure)
                            : new InvalidRecordException(reason, failure);
                };
        finish(batch, -1, -1, failures, inFlight);
    }

    private void finish(
            ProducerBatch batch,
            long baseOffset,
            long logAppendTimeMs,
            @Nullable IntFunction<RuntimeException> failures,
            boolean inFlight) {
        pending.remove(batch.result());
        if (!inFlight) {
            batch.releaseData();
        }
        memory.release(batch.reservedBytes());
        batch.complete(baseOffset, logAppendTimeMs, failures, interceptors);
    }
}
