package io.tailrace.storage.disk.memory;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.tailrace.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;

/** An open file of a {@link MemoryDisk}: useless after the process's end that the disk simulates. */
final class MemoryFile implements DiskFile {

    final MemoryContent content;
    final int lifetime;
    private final MemoryDisk disk;
    private volatile Path path;
    private volatile boolean closed;

    MemoryFile(MemoryDisk disk, Path path, MemoryContent content, int lifetime) {
        this.disk = disk;
        this.path = path;
        this.content = content;
        this.lifetime = lifetime;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long size() throws IOException {
        ensureOpen();
        return disk.size(this);
    }

    @Override
    public int read(long position, ByteBuf into, int length) throws IOException {
        ensureOpen();
        return disk.read(this, position, into, length);
    }

    @Override
    public void write(long position, ByteBuf bytes) throws IOException {
        ensureOpen();
        disk.write(this, position, ByteBufUtil.getBytes(bytes));
    }

    @Override
    public void truncate(long size) throws IOException {
        ensureOpen();
        disk.truncate(this, size);
    }

    @Override
    public void force() throws IOException {
        ensureOpen();
        disk.force(this);
    }

    @Override
    public void rename(Path to) throws IOException {
        ensureOpen();
        disk.rename(path, to);
        path = to;
    }

    private void ensureOpen() throws IOException {
        if (closed) {
            throw new IOException(path + ": closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
