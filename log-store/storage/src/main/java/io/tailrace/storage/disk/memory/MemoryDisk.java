package io.tailrace.storage.disk.memory;

import io.netty.buffer.ByteBuf;
import io.tailrace.protocol.time.Clock;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFile;
import io.tailrace.storage.disk.DiskFullException;
import io.tailrace.storage.disk.DiskLock;
import io.tailrace.storage.disk.DiskSpace;
import io.tailrace.storage.disk.memory.DiskFault.Operation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory with faults. It promises what {@link Disk} promises and nothing more: {@link #losePower} loses whatever
 * was not synced, in part, at random.
 *
 * <p>After {@link #kill} and {@link #losePower}, files that were open and locks that were held are gone, as for a process that
 * ended; the disk itself can be used again at once.
 *
 * <p><b>Threads:</b> any; every operation holds the monitor of the disk. Deterministic if its callers are.
 */
public final class MemoryDisk implements Disk {

    private static final long UNLIMITED = Long.MAX_VALUE / 2;

    private final Random random;
    private final Clock clock;
    private final MemoryDirectory root = new MemoryDirectory();
    private final Set<Path> locks = new HashSet<>();
    private DiskFault fault = DiskFault.NONE;
    private long freeBytes = UNLIMITED;
    private long operationsLeft = Long.MAX_VALUE;
    private int lifetime;

    public MemoryDisk(Random random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    /** Power fails: unsynced content and directory entries are lost in part. */
    public synchronized void losePower() {
        kill();
        root.losePower(random);
    }

    /** The process ends: everything written stays, open files and locks are gone. */
    public synchronized void kill() {
        lifetime++;
        locks.clear();
        operationsLeft = Long.MAX_VALUE;
    }

    /**
     * The power goes off in the midst of a later operation: after {@code operations} more changing operations every call fails.
     * A write that is struck has happened in part. Call {@link #losePower} to go on.
     */
    public synchronized void powerOffAfter(long operations) {
        operationsLeft = operations;
    }

    /** Whether the power has gone off by {@link #powerOffAfter}. */
    public synchronized boolean isOff() {
        return operationsLeft < 0;
    }

    /** Asked before each operation from now on. */
    public synchronized void fault(DiskFault newFault) {
        this.fault = newFault;
    }

    /** How much more files may grow. Truncation gives back, deletion does not. */
    public synchronized void freeBytes(long bytes) {
        freeBytes = bytes;
    }

    /** Flips a bit of a file, on the device and in memory. */
    public synchronized void flipBit(Path file, long bit) throws IOException {
        content(file).flipBit(bit);
    }

    /** Cuts or zero-extends a file, on the device too. */
    public synchronized void resize(Path file, int size) throws IOException {
        MemoryContent content = content(file);
        if (size > content.size()) {
            content.write(content.size(), new byte[size - content.size()], size - content.size());
        }
        content.truncate(size);
        content.force();
    }

    private void before(Operation operation, Path path) throws IOException {
        if (operation != Operation.READ && operation != Operation.OPEN && operationsLeft != Long.MAX_VALUE) {
            operationsLeft--;
        }
        if (operationsLeft < 0) {
            throw new IOException("no power: " + operation + " of " + path);
        }
        fault.check(operation, path);
    }

    @Override
    public synchronized DiskFile open(Path file) throws IOException {
        before(Operation.OPEN, file);
        MemoryDirectory parent = directory(parent(file));
        MemoryNode node = parent.get(name(file));
        if (node == null) {
            node = new MemoryContent();
            parent.put(name(file), node);
        }
        if (!(node instanceof MemoryContent content)) {
            throw new IOException(file + ": expected a file, found a directory");
        }
        return new MemoryFile(this, file, content, lifetime);
    }

    synchronized int read(MemoryFile file, long position, ByteBuf into, int length) throws IOException {
        check(file, Operation.READ);
        byte[] bytes = file.content.read((int) Math.min(position, Integer.MAX_VALUE), length);
        into.writeBytes(bytes);
        return bytes.length;
    }

    synchronized void write(MemoryFile file, long position, byte[] bytes) throws IOException {
        try {
            check(file, Operation.WRITE);
        } catch (IOException e) {
            if (operationsLeft == -1 && file.lifetime == lifetime) {
                operationsLeft--; // the one write that the failure struck
                file.content.write((int) position, bytes, random.nextInt(bytes.length + 1));
            }
            throw e;
        }
        long growth = Math.max(0, position + bytes.length - file.content.size());
        if (growth > freeBytes) {
            int fitting = (int) Math.max(0, bytes.length - (growth - freeBytes));
            file.content.write((int) position, bytes, fitting);
            freeBytes = 0;
            throw new DiskFullException(file.path(), null);
        }
        freeBytes -= growth;
        file.content.write((int) position, bytes, bytes.length);
        file.content.modifiedMs = clock.wallMs();
    }

    synchronized void truncate(MemoryFile file, long size) throws IOException {
        check(file, Operation.TRUNCATE);
        freeBytes += Math.max(0, file.content.size() - size);
        file.content.truncate((int) size);
    }

    synchronized void force(MemoryFile file) throws IOException {
        check(file, Operation.FORCE);
        file.content.force();
    }

    synchronized long size(MemoryFile file) throws IOException {
        check(file, Operation.READ);
        return file.content.size();
    }

    private void check(MemoryFile file, Operation operation) throws IOException {
        if (file.lifetime != lifetime) {
            throw new IOException(file.path() + ": opened before the process ended");
        }
        before(operation, file.path());
    }

    @Override
    public synchronized boolean exists(Path path) {
        return find(path) != null;
    }

    @Override
    public synchronized boolean isDirectory(Path path) {
        return find(path) instanceof MemoryDirectory;
    }

    @Override
    public synchronized long size(Path file) throws IOException {
        return content(file).size();
    }

    @Override
    public synchronized long lastModifiedMs(Path file) throws IOException {
        return content(file).modifiedMs;
    }

    @Override
    public synchronized List<String> list(Path path) throws IOException {
        return directory(path).names();
    }

    @Override
    public synchronized void createDirectories(Path path) throws IOException {
        before(Operation.CREATE_DIRECTORY, path);
        MemoryDirectory at = root;
        for (Path part : path) {
            MemoryNode next = at.get(part.toString());
            if (next == null) {
                next = new MemoryDirectory();
                at.put(part.toString(), next);
                if (at == root) {
                    at.sync(); // the mount point itself is not what is tested
                }
            }
            if (!(next instanceof MemoryDirectory directory)) {
                throw new IOException(path + ": expected directories, found a file");
            }
            at = directory;
        }
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        before(Operation.RENAME, from);
        if (!parent(from).equals(parent(to))) {
            throw new IOException("expected a rename within a directory, found " + from + " to " + to);
        }
        MemoryDirectory directory = directory(parent(from));
        if (directory.get(name(from)) == null) {
            throw new FileNotFoundException(from.toString());
        }
        directory.rename(name(from), name(to));
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        before(Operation.DELETE, path);
        MemoryNode node = find(path);
        if (node instanceof MemoryDirectory directory && !directory.isEmpty()) {
            throw new IOException(path + ": expected an empty directory, found " + directory.names());
        }
        if (node != null) {
            directory(parent(path)).remove(name(path));
        }
    }

    @Override
    public synchronized void syncDirectory(Path path) throws IOException {
        before(Operation.SYNC_DIRECTORY, path);
        directory(path).sync();
    }

    @Override
    public synchronized DiskSpace space(Path path) throws IOException {
        long used = root.sizeBytes();
        return new DiskSpace(used + freeBytes, freeBytes);
    }

    @Override
    public synchronized @Nullable DiskLock tryLock(Path file) throws IOException {
        open(file).close();
        if (!locks.add(file)) {
            return null;
        }
        int held = lifetime;
        return () -> unlock(file, held);
    }

    private synchronized void unlock(Path file, int held) {
        if (held == lifetime) {
            locks.remove(file);
        }
    }

    private MemoryContent content(Path file) throws IOException {
        if (find(file) instanceof MemoryContent content) {
            return content;
        }
        throw new FileNotFoundException(file.toString());
    }

    private MemoryDirectory directory(Path path) throws IOException {
        if (find(path) instanceof MemoryDirectory directory) {
            return directory;
        }
        throw new FileNotFoundException(path + ": expected a directory");
    }

    private @Nullable MemoryNode find(Path path) {
        MemoryNode at = root;
        for (Path part : path) {
            if (!(at instanceof MemoryDirectory directory)) {
                return null;
            }
            at = directory.get(part.toString());
        }
        return at;
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "parent");
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
