package io.tailrace.connect.task;

import io.tailrace.connect.config.ConnectorConfig;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one task running: starts it again when it fails, with growing waits, until it was told to stop or has failed as
 * often in a row as the connector allows. A run of {@link #HEALTHY_MS} makes earlier failures forgotten.
 *
 * <p><b>Threads:</b> {@link #run()} is the task's thread; the rest may be called from any.
 */
public final class TaskRunner implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);
    private static final long HEALTHY_MS = 600_000;

    private final String id;
    private final ConnectorConfig config;
    private final TaskFactory factory;
    private final CountDownLatch stopping;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile TaskStatus status;

    /** @param stopping counted down when the task is to end; the loops that {@code factory} makes watch it too */
    public TaskRunner(String id, ConnectorConfig config, TaskFactory factory, CountDownLatch stopping) {
        this.id = id;
        this.config = config;
        this.factory = factory;
        this.stopping = stopping;
        this.status = new TaskStatus(id, TaskStatus.State.RUNNING, 0, null);
    }

    public TaskStatus status() {
        return status;
    }

    /** Tells the task to end; does not wait. */
    public void stop() {
        stopping.countDown();
    }

    /** Waits for the end. Returns whether it came in time. */
    public boolean awaitEnd(long timeoutMs) throws InterruptedException {
        return ended.await(timeoutMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        try {
            runUntilStopped();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            status = new TaskStatus(id, TaskStatus.State.STOPPED, status.restarts(), status.failure());
        } finally {
            ended.countDown();
        }
    }

    private void runUntilStopped() throws InterruptedException {
        int failuresInRow = 0;
        long delayMs = config.restartBackoffMs();
        while (true) {
            long begunNanos = System.nanoTime();
            Throwable failure = runOnce();
            if (failure == null || stopping.getCount() == 0) {
                if (failure != null) {
                    LOG.warn("Task {} failed while it was stopped", id, failure);
                }
                status = new TaskStatus(id, TaskStatus.State.STOPPED, status.restarts(), failure);
                return;
            }
            if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos) >= HEALTHY_MS) {
                failuresInRow = 0;
                delayMs = config.restartBackoffMs();
            }
            failuresInRow++;
            if (config.restartMaxAttempts() >= 0 && failuresInRow > config.restartMaxAttempts()) {
                LOG.error("Task {} failed {} times in a row and is given up", id, failuresInRow, failure);
                status = new TaskStatus(id, TaskStatus.State.FAILED, status.restarts(), failure);
                return;
            }
            LOG.warn("Task {} failed and is started again in {} ms", id, delayMs, failure);
            status = new TaskStatus(id, TaskStatus.State.RESTARTING, status.restarts() + 1, failure);
            if (stopping.await(delayMs, TimeUnit.MILLISECONDS)) {
                status = new TaskStatus(id, TaskStatus.State.STOPPED, status.restarts(), failure);
                return;
            }
            delayMs = Math.min(delayMs * 2, config.restartBackoffMaxMs());
            status = new TaskStatus(id, TaskStatus.State.RUNNING, status.restarts(), failure);
        }
    }

    /** Returns what ended the run, or null if it ended as told. */
    @SuppressWarnings("CatchingUnchecked") // a plugin may throw anything; the task fails, not the worker
    private @org.jspecify.annotations.Nullable Throwable runOnce() throws InterruptedException {
        try {
            factory.create().run();
            return null;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            return e;
        }
    }
}
