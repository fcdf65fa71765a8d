package io.tailrace.storage.inspect;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of entries of equal size from its begin, one in memory at a time. Apache Kafka writes indexes to their full size
 * ahead and cuts them when it closes them, so zeros to the end of the file are room and no entries.
 *
 * <p><b>Threads:</b> one.
 */
final class FixedEntries implements Closeable {

    private final InputStream in;
    private final int entryBytes;
    private long position;
    private long next;
    private int leftOver;

    FixedEntries(Path file, int entryBytes) throws IOException {
        this.entryBytes = entryBytes;
        this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    /** The next entry, or null at the end; what is left over then is told by {@link #leftOverBytes}. */
    @Nullable
    ByteBuffer next() throws IOException {
        byte[] entry = in.readNBytes(entryBytes);
        position = next;
        next += entry.length;
        if (entry.length < entryBytes) {
            leftOver = entry.length;
            return null;
        }
        return isZero(entry) && isRoom() ? null : ByteBuffer.wrap(entry);
    }

    /** Whether the entry and what follows is room. A lone entry of zeros is an entry: the epoch at offset 0. */
    private boolean isRoom() throws IOException {
        in.mark(1 << 16); // what is longer than that is told by its begin
        byte[] chunk = in.readNBytes((1 << 16) - 1);
        in.reset();
        return (position > 0 || chunk.length > 0) && isZero(chunk);
    }

    private static boolean isZero(byte[] bytes) {
        for (byte each : bytes) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /** Where the entry that was returned last begins. */
    long position() {
        return position;
    }

    /** Bytes after the last whole entry. */
    int leftOverBytes() {
        return leftOver;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
