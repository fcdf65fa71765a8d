package io.tailrace.storage.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that open the logs of one data directory, gone when all are open. With one thread it is the caller's.
 *
 * <p><b>Threads:</b> used by one; what it runs, runs on several and shares nothing.
 */
final class RecoveryThreads {

    /** Opens one log. */
    interface Opening {
        void run() throws IOException;
    }

    private RecoveryThreads() {}

    /**
     * Runs everything, and waits for it also if something fails.
     *
     * @throws IOException the first failure, with the others as suppressed ones
     */
    static void run(List<Opening> openings, int threads, Path directory) throws IOException {
        if (threads == 1 || openings.size() < 2) {
            for (Opening opening : openings) {
                opening.run();
            }
            return;
        }
        AtomicInteger number = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, openings.size()), task -> {
            Thread thread = new Thread(task, "tailrace-recovery-" + number.incrementAndGet() + "-of-" + directory);
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>(openings.size());
            for (Opening opening : openings) {
                running.add(executor.submit(() -> {
                    opening.run();
                    return null;
                }));
            }
            await(running);
        } finally {
            executor.shutdown();
        }
    }

    private static void await(List<Future<?>> running) throws IOException {
        @Nullable Throwable first = null;
        for (Future<?> one : running) {
            Throwable failure = awaitOne(one);
            if (failure != null && first == null) {
                first = failure;
                running.forEach(other -> other.cancel(false)); // what has not begun need not
            } else if (failure != null) {
                first.addSuppressed(failure);
            }
        }
        if (first instanceof IOException disk) {
            throw disk;
        }
        if (first instanceof RuntimeException other) {
            throw other;
        }
        if (first != null) {
            throw new IllegalStateException("opening a log failed", first);
        }
    }

    private static @Nullable Throwable awaitOne(Future<?> one) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    one.get();
                    return null;
                } catch (InterruptedException e) {
                    interrupted = true; // files are being written: the end has to be awaited
                } catch (ExecutionException e) {
                    return e.getCause();
                } catch (CancellationException e) {
                    return null;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
