package io.tailrace.clients.producer;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The future of a record that failed before it was in a batch: it was not sent.
 *
 * <p><b>Threads:</b> immutable.
 */
final class FailedFuture implements Future<RecordMetadata> {

    private final Exception failure;

    FailedFuture(Exception failure) {
        this.failure = failure;
    }

    @Override
    public RecordMetadata get() throws ExecutionException {
        throw new ExecutionException(failure);
    }

    @Override
    public RecordMetadata get(long timeout, TimeUnit unit) throws ExecutionException {
        throw new ExecutionException(failure);
    }

    @Override
    public boolean isDone() {
        return true;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return false;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }
}
