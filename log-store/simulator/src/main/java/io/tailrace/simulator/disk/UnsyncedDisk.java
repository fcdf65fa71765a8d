package io.tailrace.simulator.disk;

import io.netty.buffer.ByteBuf;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A disk that says it has synced log segments and has not. To a client this is a broker that acknowledges before the
 * sync: a power failure takes back what was promised.
 */
public final class UnsyncedDisk extends ForwardingDisk {

    public UnsyncedDisk(Disk delegate) {
        super(delegate);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        DiskFile opened = super.open(file);
        return file.toString().endsWith(".log") ? new UnsyncedFile(opened) : opened;
    }

    private record UnsyncedFile(DiskFile delegate) implements DiskFile {

        @Override
        public Path path() {
            return delegate.path();
        }

        @Override
        public long size() throws IOException {
            return delegate.size();
        }

        @Override
        public int read(long position, ByteBuf into, int length) throws IOException {
            return delegate.read(position, into, length);
        }

        @Override
        public void write(long position, ByteBuf bytes) throws IOException {
            delegate.write(position, bytes);
        }

        @Override
        public void truncate(long size) throws IOException {
            delegate.truncate(size);
        }

        @Override
        public void force() {}

        @Override
        public void rename(Path to) throws IOException {
            delegate.rename(to);
        }

        @Override
        public void close() throws IOException {
            delegate.close();
        }
    }
}
