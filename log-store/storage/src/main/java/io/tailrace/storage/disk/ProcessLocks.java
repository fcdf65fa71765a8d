package io.tailrace.storage.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file locks that this process holds, by the identity of the file, whatever the name it is called by.
 *
 * <p>On POSIX systems a process loses its lock on a file as soon as it closes <em>any</em> descriptor of that file (fcntl(2)). So
 * a file that is locked here is not opened again to find that out: it is looked up.
 *
 * <p><b>Threads:</b> any; guarded by the monitor of this object, which is held while a file is locked and unlocked.
 */
final class ProcessLocks {

    /** One for the process, because the operating system's locks are the process's. */
    static final ProcessLocks OF_THIS_PROCESS = new ProcessLocks();

    private final Set<Object> held = new HashSet<>();

    private ProcessLocks() {}

    /** Locks a file, creating it if it is missing; null if this process or another has locked it. */
    synchronized @Nullable DiskLock tryLock(Path file) throws IOException {
        create(file);
        Object identity = identity(file);
        if (held.contains(identity)) {
            return null;
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            FileLock lock = channel.tryLock();
            locked = lock != null;
        } catch (OverlappingFileLockException e) {
            return null; // locked by other code of this process
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        if (!locked) {
            return null;
        }
        held.add(identity);
        return () -> unlock(identity, channel);
    }

    /** Opens the file only if it is new: then nobody has locked it. */
    private static void create(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                Files.createFile(file);
            } catch (FileAlreadyExistsException e) {
                // another process was faster
            }
        }
    }

    /** The device and inode; a file that is locked is open, so they are not given to another. Windows has the path only. */
    private static Object identity(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file.toRealPath() : key;
    }

    private synchronized void unlock(Object identity, FileChannel channel) throws IOException {
        if (channel.isOpen()) { // else it was given back before
            held.remove(identity);
            channel.close(); // which releases the lock
        }
    }
}
