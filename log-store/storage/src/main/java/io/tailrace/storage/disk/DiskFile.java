package io.tailrace.storage.disk;

import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An open file, read and written at given positions. It stays usable when the file is renamed or deleted.
 *
 * <p><b>Threads:</b> any number of readers beside one writer. An interrupt of a calling thread does not harm the file.
 */
public interface DiskFile extends Closeable {

    /** The name of the file: the one it was opened under, or was given since by {@link #rename}. */
    Path path();

    long size() throws IOException;

    /**
     * Appends up to {@code length} bytes from {@code position} on to {@code into}.
     *
     * @return the number of bytes read; less than {@code length} only at the end of the file
     */
    int read(long position, ByteBuf into, int length) throws IOException;

    /** Writes all readable bytes; the buffer's indices stay. After an exception any part may have been written. */
    void write(long position, ByteBuf bytes) throws IOException;

    /** Cuts the file to {@code size} bytes. */
    void truncate(long size) throws IOException;

    /** Makes the content survive a power failure (fdatasync). After an exception nothing is known of unsynced bytes. */
    void force() throws IOException;

    /**
     * Gives the file another name in the same directory, as {@link Disk#rename} does, and knows it by that name from now on:
     * a file that is renamed behind its back cannot be opened anew after an interrupt.
     */
    void rename(Path to) throws IOException;

    @Override
    void close() throws IOException;
}
