package io.tailrace.common;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@link KafkaFuture} over a future of the JDK. Failures show bare, without the wrapper that dependent stages add.
 *
 * <p><b>Threads:</b> any.
 */
final class CompletableKafkaFuture<T> extends KafkaFuture<T> {

    private final CompletableFuture<T> future;

    CompletableKafkaFuture(CompletableFuture<T> future) {
        this.future = future;
    }

    @Override
    public CompletionStage<T> toCompletionStage() {
        return future.minimalCompletionStage();
    }

    @Override
    public <R> KafkaFuture<R> thenApply(BaseFunction<T, R> function) {
        return new CompletableKafkaFuture<>(future.thenApply(function::apply));
    }

    @Override
    public KafkaFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
        return new CompletableKafkaFuture<>(
                future.whenComplete((value, failure) -> action.accept(value, failure == null ? null : bare(failure))));
    }

    private static Throwable bare(Throwable failure) {
        Throwable inner = failure;
        while (inner instanceof CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static ExecutionException bare(ExecutionException e) {
        Throwable cause = e.getCause();
        return cause instanceof CompletionException ? new ExecutionException(bare(cause)) : e;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return future.cancel(mayInterruptIfRunning);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw bare(e);
        }
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return future.get(timeout, unit);
        } catch (ExecutionException e) {
            throw bare(e);
        }
    }

    @Override
    public T getNow(@Nullable T valueIfAbsent) throws ExecutionException {
        try {
            return future.getNow(valueIfAbsent);
        } catch (CancellationException e) {
            throw e;
        } catch (CompletionException e) {
            throw new ExecutionException(bare(e));
        }
    }

    @Override
    public boolean isCancelled() {
        return future.isCancelled();
    }

    @Override
    public boolean isCompletedExceptionally() {
        return future.isCompletedExceptionally();
    }

    @Override
    public boolean isDone() {
        return future.isDone();
    }
}
