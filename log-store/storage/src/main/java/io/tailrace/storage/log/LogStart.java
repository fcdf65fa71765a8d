package io.tailrace.storage.log;

import io.tailrace.storage.OffsetOutOfRangeException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Where a log starts. A new start is promised, written to the directory's checkpoint, and only then published: so whoever has
 * seen a start never sees an earlier one, whatever fails in between.
 *
 * <p><b>Threads:</b> written under the lock of the partition, which {@link #moveTo} and {@link #follow} take; {@code promised} is read by
 * whoever writes the checkpoint.
 */
final class LogStart {

    private final LogState state;
    private volatile long promised;

    LogStart(LogState state) {
        this.state = state;
        this.promised = state.logStartOffset;
    }

    /**
     * Moves the start for good.
     *
     * @param limit which it may not be beyond
     * @return completes with the start of the log when that survives a power failure
     */
    CompletableFuture<Long> moveTo(long offset, LongSupplier limit) {
        synchronized (state.lock) {
            check(offset, limit);
            if (offset <= state.logStartOffset) {
                return CompletableFuture.completedFuture(state.logStartOffset);
            }
            promise(offset);
        }
        return state.checkpoints.writeLogStartsSoon().thenApply(written -> {
            synchronized (state.lock) {
                publish(offset);
                return state.logStartOffset;
            }
        });
    }

    /** Moves the start at once; the next checkpoint says so. */
    void follow(long offset, LongSupplier limit) {
        synchronized (state.lock) {
            check(offset, limit);
            promise(offset);
            publish(offset);
        }
    }

    private void check(long offset, LongSupplier limit) {
        state.ensureOpen();
        long most = limit.getAsLong(); // under the lock, so that the log is not cut meanwhile
        if (offset > most) {
            throw new OffsetOutOfRangeException(state.name, offset, state.logStartOffset, most);
        }
    }

    /** What the checkpoint is to say. */
    long promised() {
        return promised;
    }

    void promise(long offset) {
        promised = Math.max(promised, offset);
    }

    /** What was promised is in the checkpoint, as far as {@code offset}: readers see it, unless the log was made anew meanwhile. */
    void publish(long offset) {
        if (offset > state.logStartOffset && offset <= promised) {
            state.logStartOffset = offset;
            state.epochs.truncateStart(offset);
        }
    }

    /** The log is cut or made anew: the one case in which its start, or what was promised, may go back. */
    void reset(long offset) {
        promised = offset;
    }
}
