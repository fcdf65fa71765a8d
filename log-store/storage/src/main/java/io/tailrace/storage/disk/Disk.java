package io.tailrace.storage.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The port to a file system. Paths are names only: an implementation need not be the default file system.
 *
 * <p>What survives a power failure: file content that {@link DiskFile#force} covered, and directory entries (created,
 * renamed, deleted) that {@link #syncDirectory} covered. Everything else may be there wholly, partly or not at all.
 * A process that is killed loses nothing that was written.
 *
 * <p>Every method throws {@link IOException} on a disk error, and {@link DiskFullException} where there is no room.
 *
 * <p><b>Threads:</b> any.
 */
public interface Disk {

    /** Opens a file for reading and writing, creating it when it is missing. Its directory must exist. */
    DiskFile open(Path file) throws IOException;

    boolean exists(Path path) throws IOException;

    boolean isDirectory(Path path) throws IOException;

    /** Bytes of an existing file. */
    long size(Path file) throws IOException;

    /** When the content of an existing file last changed, wall-clock milliseconds. */
    long lastModifiedMs(Path file) throws IOException;

    /** The names in a directory, sorted. */
    List<String> list(Path directory) throws IOException;

    /** Creates a directory and its missing parents. Nothing happens when it exists. */
    void createDirectories(Path directory) throws IOException;

    /** Renames a file or directory atomically, replacing a file of that name. Both must have the same parent. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file or an empty directory, if it exists. */
    void delete(Path path) throws IOException;

    /** Makes the entries of a directory survive a power failure. */
    void syncDirectory(Path directory) throws IOException;

    /** The room on the device that holds an existing file or directory. */
    DiskSpace space(Path path) throws IOException;

    /** Takes an exclusive lock that ends with the process at the latest; null if another holds it. */
    @Nullable
    DiskLock tryLock(Path file) throws IOException;
}
