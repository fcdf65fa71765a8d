package io.tailrace.storage.log;

import io.tailrace.storage.durability.DirectoryHealth;
import io.tailrace.storage.segment.Segment;
import java.io.IOException;

/**
 * How a log is closed: in order, so that the next start need not read it, or abandoned as it is.
 *
 * <p><b>Threads:</b> any; takes the locks of the log.
 */
final class LogEnding {

    private final LogState state;
    private final LogSync sync;
    private final DirectoryHealth health;

    LogEnding(LogState state, LogSync sync, DirectoryHealth health) {
        this.state = state;
        this.sync = sync;
        this.health = health;
    }

    /** Syncs everything, writes the producers' snapshot and closes the files. */
    void close() throws IOException {
        sync.sync();
        synchronized (state.restructuring) {
            synchronized (state.lock) {
                if (state.closed) {
                    return;
                }
                state.closed = true;
                if (!health.isOffline()) {
                    state.segments.active().park(sync.point() == null);
                }
            }
        }
        if (!health.isOffline()) {
            sync.writeLastSnapshot();
        }
        release();
    }

    /** Closes the files and nothing else. */
    void abandon() throws IOException {
        synchronized (state.restructuring) {
            synchronized (state.lock) {
                state.closed = true;
            }
        }
        release();
    }

    private void release() throws IOException {
        sync.fail(state.closedException());
        for (Segment segment : state.segments.all()) {
            segment.close();
        }
    }
}
