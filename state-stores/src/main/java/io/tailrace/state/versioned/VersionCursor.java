package io.tailrace.state.versioned;

import io.tailrace.state.space.ByteCursor;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Walks over versions of one key in the order of time or against it: those that ended, and the newest one.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class VersionCursor implements AutoCloseable {

    private final VersionHistory history;
    private final ByteCursor ended;
    private final long toMs;
    private final boolean forward;
    private @Nullable Version newest;
    private @Nullable Version current;

    VersionCursor(VersionHistory history, ByteCursor ended, @Nullable Version newest, long toMs, boolean forward) {
        this.history = history;
        this.ended = ended;
        this.newest = newest;
        this.toMs = toMs;
        this.forward = forward;
    }

    boolean next() {
        if (!forward && newest != null) {
            return standOnNewest();
        }
        while (ended.next()) {
            Version version = history.endedVersion(ended);
            if (version.value() != null && version.validFromMs() <= toMs) {
                current = version;
                return true;
            }
        }
        current = null;
        return newest != null && standOnNewest();
    }

    private boolean standOnNewest() {
        current = newest;
        newest = null;
        return true;
    }

    /** The version it stands on; it has a value. */
    Version version() {
        if (current == null) {
            throw new NoSuchElementException("expected a version to stand on, actual none");
        }
        return current;
    }

    @Override
    public void close() {
        ended.close();
    }
}
