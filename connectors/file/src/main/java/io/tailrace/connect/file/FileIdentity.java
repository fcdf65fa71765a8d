package io.tailrace.connect.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Tells files apart by what stays with them when they are renamed: device and inode, where the file system has them.
 * That is how a reader finds a log again that was rotated while nobody watched.
 */
final class FileIdentity {

    private FileIdentity() {}

    /** The identity of the file at {@code path}, or null if the file system gives none. */
    static @Nullable String of(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? null : key.toString();
    }

    /** The sibling of {@code path} whose name begins with its name and whose identity is {@code identity}, or null. */
    static @Nullable Path findRotated(Path path, String identity) throws IOException {
        Path directory = path.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            return null;
        }
        String prefix = path.getFileName().toString();
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(
                directory, entry -> entry.getFileName().toString().startsWith(prefix) && Files.isRegularFile(entry))) {
            for (Path sibling : siblings) {
                if (identity.equals(of(sibling))) {
                    return sibling;
                }
            }
            return null;
        } catch (DirectoryIteratorException | UncheckedIOException e) {
            throw new IOException("cannot look for rotated files of " + path, e);
        }
    }
}
