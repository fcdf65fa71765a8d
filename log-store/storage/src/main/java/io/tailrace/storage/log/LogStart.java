package io.tailrace.storage.log;

/**
 * Where a log starts. A new start is promised, written to the directory's checkpoint, and only then published: so whoever has
 * seen a start never sees an earlier one, whatever fails in between.
 *
 * <p><b>Threads:</b> written under the lock of the partition; {@code promised} is read by whoever writes the checkpoint.
 */
final class LogStart {

    private final LogState state;
    private volatile long promised;

    LogStart(LogState state) {
        this.state = state;
        this.promised = state.logStartOffset;
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
