package io.tailrace.clients.core;

import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.time.Scheduler;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way: waiting to be sent, or sent and waiting for its answer. It completes once; an answer that comes
 * too late is released.
 *
 * <p><b>Threads:</b> the client's scheduler.
 */
final class PendingCall<R extends ApiMessage> {

    private final Call<R> call;
    private final CompletableFuture<R> future = new CompletableFuture<>();
    private Scheduler.@Nullable Task timer;
    private boolean sent;

    PendingCall(Call<R> call) {
        this.call = call;
    }

    Call<R> call() {
        return call;
    }

    CompletableFuture<R> future() {
        return future;
    }

    void startTimer(Scheduler scheduler, long timeoutMs, Runnable onTimeout) {
        timer = scheduler.schedule(timeoutMs, onTimeout);
    }

    boolean isSent() {
        return sent;
    }

    void markSent() {
        sent = true;
    }

    void complete(ApiMessage response) {
        stopTimer();
        if (!call.responseType().isInstance(response)) {
            response.release();
            future.completeExceptionally(new IllegalStateException("expected a "
                    + call.responseType().getSimpleName() + ", actual="
                    + response.getClass().getSimpleName()));
        } else if (!future.complete(call.responseType().cast(response))) {
            response.release();
        }
    }

    void fail(Throwable failure) {
        stopTimer();
        future.completeExceptionally(failure);
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
