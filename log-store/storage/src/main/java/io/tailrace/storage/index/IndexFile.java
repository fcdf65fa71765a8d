package io.tailrace.storage.index;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file of entries of equal size, appended at the end and searched by bisection.
 *
 * <p>Appends gather in a small tail in memory and go to the file in one write when the tail is full, so that an entry costs
 * a copy of the tail and rarely a system call. A killed process loses the tail: an index may always lack its last entries
 * (it is sparse anyhow) and recovery rebuilds it. Entries already in the file are read with positional reads; nothing
 * is mapped, so a file can be deleted or cut at any time.
 *
 * <p><b>Threads:</b> one writer (the partition's lock), any number of readers. The hand-off is {@code view}: immutable, replaced
 * as a whole; entries below {@code view.flushed} were written to the file before the view was published.
 */
final class IndexFile implements Closeable {

    private static final int TAIL_BYTES = 768;
    private static final int BLOCK_BYTES = 4096;

    @SuppressWarnings("ArrayRecordComponent") // never changed after publication, never compared
    private record View(int flushed, byte[] tail) {}

    private static final byte[] NO_TAIL = {};

    private final Disk disk;
    private final int entryBytes;
    private Path path;
    private @Nullable DiskFile file;
    private volatile @Nullable View view;

    IndexFile(Disk disk, Path path, int entryBytes) {
        this.disk = disk;
        this.path = path;
        this.entryBytes = entryBytes;
    }

    /** What is in the index; a start does not look at it, the first use does. */
    private View view() throws IOException {
        View now = view;
        return now != null ? now : load();
    }

    private synchronized View load() throws IOException {
        View now = view;
        if (now == null) {
            long size = disk.exists(path) ? disk.size(path) : 0;
            now = new View((int) Math.min(Integer.MAX_VALUE / entryBytes, size / entryBytes), NO_TAIL);
            view = now;
        }
        return now;
    }

    synchronized Path path() {
        return path;
    }

    int count() throws IOException {
        View now = view();
        return now.flushed + now.tail.length / entryBytes;
    }

    void append(byte[] entry) throws IOException {
        View now = view();
        byte[] tail = Arrays.copyOf(now.tail, now.tail.length + entryBytes);
        System.arraycopy(entry, 0, tail, now.tail.length, entryBytes);
        view = new View(now.flushed, tail);
        if (tail.length >= TAIL_BYTES) {
            flush();
        }
    }

    /** Writes the tail to the file. If that fails, the tail is still there and the file is no shorter than before. */
    void flush() throws IOException {
        View now = view();
        if (now.tail.length > 0) {
            file().write((long) now.flushed * entryBytes, Unpooled.wrappedBuffer(now.tail));
            view = new View(now.flushed + now.tail.length / entryBytes, NO_TAIL);
        }
    }

    /** As {@link #flush}; afterwards there is a file even if there is no entry. */
    void flushAndCreate() throws IOException {
        flush();
        file();
    }

    /** Keeps the first {@code count} entries. Writes nothing: it must work where there is no room. */
    void truncate(int count) throws IOException {
        View now = view();
        int flushed = Math.min(count, now.flushed);
        if (disk.exists(path())) {
            file().truncate((long) flushed * entryBytes); // also of what a flush that failed has left
        }
        view = new View(flushed, Arrays.copyOf(now.tail, (count - flushed) * entryBytes));
    }

    /** Whether the file ends with an entry. */
    boolean isWhole() throws IOException {
        return !disk.exists(path()) || disk.size(path()) % entryBytes == 0;
    }

    /** Drops all entries, and makes no file where there is none. */
    void clear() throws IOException {
        if (disk.exists(path())) {
            file().truncate(0);
        }
        view = new View(0, NO_TAIL);
    }

    /**
     * Reads entries of one state of the file, a block at a time: the last steps of a bisection fall into one block, and a system call
     * for 4 KiB costs what one for 8 B does.
     */
    final class Search implements AutoCloseable {
        private final View at;
        private final ByteBuf buffer;
        private int firstInBuffer;
        private int entriesInBuffer;

        private Search() throws IOException {
            at = view();
            buffer = PooledByteBufAllocator.DEFAULT.directBuffer(BLOCK_BYTES);
        }

        int count() {
            return at.flushed + at.tail.length / entryBytes;
        }

        /** The entry's bytes, valid until the next call; null if the file was cut meanwhile. */
        @Nullable
        ByteBuffer entry(int index) throws IOException {
            if (index >= at.flushed) {
                return ByteBuffer.wrap(at.tail, (index - at.flushed) * entryBytes, entryBytes)
                        .slice();
            }
            if (index < firstInBuffer || index >= firstInBuffer + entriesInBuffer) {
                fill(index);
            }
            int position = (index - firstInBuffer) * entryBytes;
            return index < firstInBuffer + entriesInBuffer ? buffer.nioBuffer(position, entryBytes) : null;
        }

        private void fill(int index) throws IOException {
            int perBlock = BLOCK_BYTES / entryBytes;
            int first = index / perBlock * perBlock;
            int wanted = Math.min(perBlock, at.flushed - first) * entryBytes;
            buffer.clear();
            entriesInBuffer = file().read((long) first * entryBytes, buffer, wanted) / entryBytes;
            firstInBuffer = first;
        }

        @Override
        public void close() {
            buffer.release();
        }
    }

    Search search() throws IOException {
        return new Search();
    }

    /** Makes the entries survive a power failure. */
    void force() throws IOException {
        flush();
        file().force();
    }

    /** Gives the file, if there is one yet, another name in its directory. */
    synchronized void rename(Path to) throws IOException {
        if (file != null) {
            file.rename(to);
        } else if (disk.exists(path)) {
            disk.rename(path, to);
        }
        path = to;
    }

    private synchronized DiskFile file() throws IOException {
        if (file == null) {
            file = disk.open(path);
        }
        return file;
    }

    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
