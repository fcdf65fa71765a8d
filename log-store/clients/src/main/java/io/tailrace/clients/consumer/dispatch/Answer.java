package io.tailrace.clients.consumer.dispatch;

import org.jspecify.annotations.Nullable;

/** Receives the outcome of a request on the thread that owns the consumer: either a result or a failure. */
@FunctionalInterface
public interface Answer<T> {
    void onAnswer(@Nullable T result, @Nullable Throwable failure);
}
