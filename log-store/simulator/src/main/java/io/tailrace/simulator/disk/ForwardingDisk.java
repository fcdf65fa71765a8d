package io.tailrace.simulator.disk;

import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFile;
import io.tailrace.storage.disk.DiskLock;
import io.tailrace.storage.disk.DiskSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does what another disk does. */
abstract class ForwardingDisk implements Disk {

    private final Disk delegate;

    ForwardingDisk(Disk delegate) {
        this.delegate = delegate;
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return delegate.open(file);
    }

    @Override
    public boolean exists(Path path) throws IOException {
        return delegate.exists(path);
    }

    @Override
    public boolean isDirectory(Path path) throws IOException {
        return delegate.isDirectory(path);
    }

    @Override
    public long size(Path file) throws IOException {
        return delegate.size(file);
    }

    @Override
    public long lastModifiedMs(Path file) throws IOException {
        return delegate.lastModifiedMs(file);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return delegate.list(directory);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        delegate.createDirectories(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        delegate.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        delegate.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        delegate.syncDirectory(directory);
    }

    @Override
    public DiskSpace space(Path path) throws IOException {
        return delegate.space(path);
    }

    @Override
    public @Nullable DiskLock tryLock(Path file) throws IOException {
        return delegate.tryLock(file);
    }
}
