package io.tailrace.storage.disk;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that is opened when it is first read or written: a start touches no file of a log that nobody uses.
 *
 * <p><b>Threads:</b> as {@link DiskFile}. Opening, renaming and closing exclude one another by the monitor of this object.
 */
public final class LazyFile implements DiskFile {

    private final Disk disk;
    private volatile Path path;
    private volatile @Nullable DiskFile file;
    private boolean closed;

    public LazyFile(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    private DiskFile file() throws IOException {
        DiskFile open = file;
        return open != null ? open : open();
    }

    private synchronized DiskFile open() throws IOException {
        if (closed) {
            throw new IOException(path + ": closed");
        }
        DiskFile open = file;
        if (open == null) {
            open = disk.open(path);
            file = open;
        }
        return open;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long size() throws IOException {
        return file().size();
    }

    @Override
    public int read(long position, ByteBuf into, int length) throws IOException {
        return file().read(position, into, length);
    }

    @Override
    public void write(long position, ByteBuf bytes) throws IOException {
        file().write(position, bytes);
    }

    @Override
    public void truncate(long size) throws IOException {
        file().truncate(size);
    }

    @Override
    public void force() throws IOException {
        file().force();
    }

    @Override
    public synchronized void rename(Path to) throws IOException {
        DiskFile open = file;
        if (open != null) {
            open.rename(to);
        } else {
            disk.rename(path, to);
        }
        path = to;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        DiskFile open = file;
        if (open != null) {
            open.close();
        }
    }
}
