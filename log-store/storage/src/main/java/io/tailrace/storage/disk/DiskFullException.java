package io.tailrace.storage.disk;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** There is no room on the device, or a quota is used up. Part of the write may have happened. */
public final class DiskFullException extends IOException {
    public DiskFullException(Path file, @Nullable Throwable cause) {
        super("no space left on the device of " + file, cause);
    }
}
