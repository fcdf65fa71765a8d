package io.tailrace.storage.durability;

import io.tailrace.storage.StorageObserver;
import io.tailrace.storage.StorageOfflineException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a data directory can be trusted. After a failed sync the kernel may have dropped the pages and will report
 * success the next time, so the first failure is final: only a restart, which reads what is really there, ends it.
 *
 * <p><b>Threads:</b> any; the first failure wins by compare-and-set.
 */
public final class DirectoryHealth {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryHealth.class);

    private final Path directory;
    private final StorageObserver observer;
    private final AtomicReference<@Nullable Throwable> cause = new AtomicReference<>();
    private final CompletableFuture<Throwable> offline = new CompletableFuture<>();

    public DirectoryHealth(Path directory, StorageObserver observer) {
        this.directory = directory;
        this.observer = observer;
    }

    public Path directory() {
        return directory;
    }

    public boolean isOffline() {
        return cause.get() != null;
    }

    public @Nullable Throwable cause() {
        return cause.get();
    }

    /** Completes with the cause when the directory goes offline. */
    public CompletableFuture<Throwable> whenOffline() {
        return offline.copy();
    }

    /** Takes the directory offline. Later failures change nothing. */
    public void fail(String operation, Throwable failure) {
        if (cause.compareAndSet(null, failure)) {
            LOG.error(
                    "data directory {} is offline: {} failed; nothing more is acknowledged from it until a restart",
                    directory,
                    operation,
                    failure);
            observer.directoryWentOffline(directory, failure);
            offline.complete(failure);
        }
    }

    /** @throws StorageOfflineException if the directory is offline */
    public void check() {
        Throwable failure = cause.get();
        if (failure != null) {
            throw offline(failure);
        }
    }

    public StorageOfflineException exception() {
        Throwable failure = cause.get();
        return offline(failure == null ? new IllegalStateException("still online") : failure);
    }

    private StorageOfflineException offline(Throwable failure) {
        return new StorageOfflineException(
                "data directory " + directory + " is offline after: " + failure.getMessage(), failure);
    }
}
