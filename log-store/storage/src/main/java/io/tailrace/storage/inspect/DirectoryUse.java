package io.tailrace.storage.inspect;

import io.tailrace.storage.log.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Whether a data directory seems to be in use, told without touching its lock: for a warning, not for a decision. */
public final class DirectoryUse {

    private static final int LEVELS = 3;

    private DirectoryUse() {}

    /**
     * The process that seems to use the data directory in which {@code path} lies: one that left its id there, runs, and has not
     * marked a clean shutdown since.
     */
    public static OptionalLong owner(Path path) throws IOException {
        Path directory = path.toAbsolutePath().normalize();
        for (int level = 0; directory != null && level < LEVELS; level++, directory = directory.getParent()) {
            Path pidFile = directory.resolve(DirectoryLock.PID_NAME);
            if (Files.isRegularFile(pidFile)) {
                boolean closed = Files.exists(directory.resolve(FileKind.CLEAN_SHUTDOWN.suffix()));
                return closed
                        ? OptionalLong.empty()
                        : running(Files.readString(pidFile).trim());
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong running(String pid) {
        if (!pid.matches("\\d{1,12}")) {
            return OptionalLong.empty();
        }
        long id = Long.parseLong(pid);
        return ProcessHandle.of(id).map(ProcessHandle::isAlive).orElse(false)
                ? OptionalLong.of(id)
                : OptionalLong.empty();
    }
}
