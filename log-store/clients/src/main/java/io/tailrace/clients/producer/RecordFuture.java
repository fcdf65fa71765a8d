package io.tailrace.clients.producer;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.header.Headers;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The future of one record: its place in a batch, and what to call when the batch is done. The only object that a record
 * costs besides the caller's own.
 *
 * <p><b>Threads:</b> read by any; moved to another result by the client's thread only, before the old one is done.
 */
final class RecordFuture implements Future<RecordMetadata> {

    private final TopicPartition partition;
    private final long timestampMs;
    private final int keySize;
    private final int valueSize;
    private final @Nullable Callback callback;
    private final @Nullable Headers headers;
    private volatile SendResult result;
    private int index;

    RecordFuture(
            TopicPartition partition,
            SendResult result,
            int index,
            long timestampMs,
            int keySize,
            int valueSize,
            @Nullable Callback callback,
            @Nullable Headers headers) {
        this.partition = partition;
        this.timestampMs = timestampMs;
        this.keySize = keySize;
        this.valueSize = valueSize;
        this.callback = callback;
        this.headers = headers;
        this.index = index;
        this.result = result;
    }

    void moveTo(SendResult part, int indexInPart) {
        index = indexInPart;
        result = part; // the volatile write publishes the index
    }

    long timestampMs() {
        return timestampMs;
    }

    /** Tells callback and interceptors. Client's thread, when the result is done. */
    void fire(Interceptors<?, ?> interceptors) {
        SendResult done = result;
        RuntimeException failure = done.failureOf(index);
        RecordMetadata metadata = failure == null ? metadata(done) : failedMetadata();
        interceptors.onAcknowledgement(metadata, failure, headers);
        if (callback != null) {
            callback.onCompletion(metadata, failure);
        }
    }

    private RecordMetadata metadata(SendResult done) {
        long appendTimeMs = done.logAppendTimeMs();
        return new RecordMetadata(
                partition,
                done.baseOffset(),
                index,
                appendTimeMs == -1 ? timestampMs : appendTimeMs,
                keySize,
                valueSize);
    }

    private RecordMetadata failedMetadata() {
        return new RecordMetadata(partition, -1, -1, -1, -1, -1);
    }

    @Override
    public RecordMetadata get() throws InterruptedException, ExecutionException {
        SendResult waitedFor;
        do {
            waitedFor = result;
            waitedFor.await();
        } while (waitedFor != result);
        return outcome(waitedFor);
    }

    @Override
    public RecordMetadata get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        SendResult waitedFor;
        do {
            waitedFor = result;
            if (!waitedFor.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException(
                        "no acknowledgement within " + timeout + " " + unit + ", partition=" + partition);
            }
        } while (waitedFor != result);
        return outcome(waitedFor);
    }

    private RecordMetadata outcome(SendResult done) throws ExecutionException {
        RuntimeException failure = done.failureOf(index);
        if (failure != null) {
            throw new ExecutionException(failure);
        }
        return metadata(done);
    }

    @Override
    public boolean isDone() {
        return result.isDone();
    }

    /** A record that is being sent cannot be called back. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return false;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }
}
