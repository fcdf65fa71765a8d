package io.tailrace.storage.log;

import io.tailrace.storage.DirectoryLockedException;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskLock;
import io.tailrace.storage.file.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lock file {@code .lock} that keeps a data directory to one process, and beside it {@code .lock.pid} with the id of
 * that process, for the message.
 *
 * <p>They are two files on purpose: on POSIX systems a process loses its lock on a file as soon as it closes <em>any</em>
 * descriptor of that file (fcntl(2)), so what has the lock is never read or written.
 */
public final class DirectoryLock {

    private static final String NAME = ".lock";
    /** The file with the id of the process that holds the lock, or held it last. */
    public static final String PID_NAME = ".lock.pid";

    private DirectoryLock() {}

    /** @throws DirectoryLockedException if it is taken */
    public static DiskLock take(Disk disk, Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        DiskLock lock = disk.tryLock(file);
        if (lock == null) {
            String pid = readPid(disk, directory.resolve(PID_NAME));
            String owner = pid == null
                    ? "another process"
                    : pid.equals(ownPid()) ? "this very process (pid " + pid + ")" : "the process with pid " + pid;
            throw new DirectoryLockedException("data directory " + directory + " is in use by " + owner
                    + ": stop it first, or choose another directory");
        }
        SmallFile.write(disk, directory.resolve(PID_NAME), ownPid().getBytes(StandardCharsets.US_ASCII));
        return lock;
    }

    private static String ownPid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private static @Nullable String readPid(Disk disk, Path file) {
        try {
            String text = SmallFile.readText(disk, file).trim();
            return text.matches("\\d{1,12}") ? text : null;
        } catch (IOException e) {
            return null; // the owner is about to write it
        }
    }
}
