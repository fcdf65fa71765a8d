package io.tailrace.clients.producer;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a batch, which the futures of its records share. When a batch had to be split the outcome is in the
 * results of the parts, and the futures are moved there before this one is released.
 *
 * <p><b>Threads:</b> completed once, by the client's thread; the latch publishes the fields to any thread.
 */
final class SendResult {

    private final CountDownLatch done = new CountDownLatch(1);
    private long baseOffset = -1;
    private long logAppendTimeMs = -1;
    private @Nullable IntFunction<RuntimeException> failures;
    private List<SendResult> parts = List.of();

    /**
     * Notes the outcome, so that callbacks can run before anybody who waits goes on.
     *
     * @param failures from the index of a record to its failure; null if the batch is acknowledged
     */
    void set(long offset, long appendTimeMs, @Nullable IntFunction<RuntimeException> failures) {
        this.baseOffset = offset;
        this.logAppendTimeMs = appendTimeMs;
        this.failures = failures;
    }

    /** Says whose outcomes decide that of the batch. */
    void splitInto(List<SendResult> partResults) {
        parts = List.copyOf(partResults);
        done.countDown();
    }

    /** What to wait for besides; empty unless the batch was split. */
    List<SendResult> parts() {
        return parts;
    }

    /** Lets go whoever waits. */
    void release() {
        done.countDown();
    }

    boolean isDone() {
        return done.getCount() == 0;
    }

    void await() throws InterruptedException {
        done.await();
    }

    boolean await(long timeout, TimeUnit unit) throws InterruptedException {
        return done.await(timeout, unit);
    }

    long baseOffset() {
        return baseOffset;
    }

    long logAppendTimeMs() {
        return logAppendTimeMs;
    }

    @Nullable
    RuntimeException failureOf(int index) {
        return failures == null ? null : failures.apply(index);
    }
}
