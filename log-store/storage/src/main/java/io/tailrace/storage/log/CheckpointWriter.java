package io.tailrace.storage.log;

import io.tailrace.protocol.time.Scheduler;
import io.tailrace.storage.StorageException;
import io.tailrace.storage.StorageFullException;
import io.tailrace.storage.disk.DiskFullException;
import io.tailrace.storage.durability.DirectoryHealth;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The checkpoints of a directory for those who cannot wait for the next regular ones. Who asks while a write is under way shares
 * the next one, so the writes follow the speed of the device and not the number of logs.
 *
 * <p><b>Threads:</b> any. The list of who waits is guarded by the monitor of this object; writes run on the background
 * scheduler, or on the caller where the method says so, and never under the lock of a partition.
 */
final class CheckpointWriter {

    private final DirectoryCheckpoints checkpoints;
    private final Scheduler background;
    private final DirectoryHealth health;
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private boolean scheduled;

    CheckpointWriter(DirectoryCheckpoints checkpoints, Scheduler background, DirectoryHealth health) {
        this.checkpoints = checkpoints;
        this.background = background;
        this.health = health;
    }

    /** Completes when the log start offsets of now survive a power failure; fails with a {@link StorageException}. */
    CompletableFuture<Void> writeLogStartsSoon() {
        CompletableFuture<Void> written = new CompletableFuture<>();
        synchronized (this) {
            waiting.add(written);
            if (scheduled) {
                return written;
            }
            scheduled = true;
        }
        background.execute(this::round);
        return written;
    }

    private void round() {
        List<CompletableFuture<Void>> served;
        synchronized (this) {
            served = waiting;
            waiting = new ArrayList<>();
            scheduled = false;
        }
        try {
            health.check();
            writeLogStarts();
        } catch (DiskFullException e) {
            StorageFullException full = new StorageFullException("log start offsets: " + e.getMessage(), e);
            served.forEach(future -> future.completeExceptionally(full));
            return;
        } catch (IOException e) {
            health.fail("writing log start offsets", e);
            served.forEach(future -> future.completeExceptionally(health.exception()));
            return;
        } catch (StorageException e) {
            served.forEach(future -> future.completeExceptionally(e));
            return;
        }
        served.forEach(future -> future.complete(null));
    }

    /** Writes at once, on this thread. */
    void writeLogStarts() throws IOException {
        checkpoints.writeLogStarts();
    }

    /** Writes at once, on this thread. */
    void writeCompacted() throws IOException {
        checkpoints.writeCompacted();
    }

    /** Writes at once, on this thread. */
    void writeRecoveryPoints() throws IOException {
        checkpoints.writeRecoveryPoints();
    }
}
