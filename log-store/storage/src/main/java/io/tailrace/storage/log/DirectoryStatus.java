package io.tailrace.storage.log;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A data directory as callers see it.
 *
 * @param offlineCause why it cannot be used; null while it can
 * @param contentKnown false if it could not even be opened, so that nobody knows which logs are in it
 */
public record DirectoryStatus(Path path, @Nullable Throwable offlineCause, boolean contentKnown) {

    public boolean isOffline() {
        return offlineCause != null;
    }
}
