package io.tailrace.common;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The result of an admin operation. Callbacks run on the client's thread: they hand over and return.
 *
 * <p><b>Threads:</b> any.
 */
public abstract class KafkaFuture<T> implements Future<T> {

    /** A function of one argument. */
    public interface BaseFunction<A, B> {
        B apply(A a);
    }

    /** A consumer of a result and a failure, one of which is null. */
    public interface BiConsumer<A, B> {
        void accept(A a, B b);
    }

    public static <U> KafkaFuture<U> completedFuture(@Nullable U value) {
        return new CompletableKafkaFuture<>(CompletableFuture.completedFuture(value));
    }

    /** A view of a future of the JDK. */
    public static <U> KafkaFuture<U> of(CompletableFuture<U> future) {
        return new CompletableKafkaFuture<>(future);
    }

    /** Completes when all of {@code futures} have, with a failure if one of them failed. */
    public static KafkaFuture<Void> allOf(KafkaFuture<?>... futures) {
        CompletableFuture<?>[] stages = new CompletableFuture<?>[futures.length];
        for (int i = 0; i < futures.length; i++) {
            stages[i] = futures[i].toCompletionStage().toCompletableFuture();
        }
        return of(CompletableFuture.allOf(stages));
    }

    /** The same result as a stage of the JDK, which cannot complete this future. */
    public abstract CompletionStage<T> toCompletionStage();

    public abstract <R> KafkaFuture<R> thenApply(BaseFunction<T, R> function);

    public abstract KafkaFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action);

    @Override
    public abstract boolean cancel(boolean mayInterruptIfRunning);

    @Override
    public abstract T get() throws InterruptedException, ExecutionException;

    @Override
    public abstract T get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException;

    public abstract T getNow(T valueIfAbsent) throws InterruptedException, ExecutionException;

    @Override
    public abstract boolean isCancelled();

    public abstract boolean isCompletedExceptionally();

    @Override
    public abstract boolean isDone();
}
