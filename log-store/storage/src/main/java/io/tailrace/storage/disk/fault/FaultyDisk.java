package io.tailrace.storage.disk.fault;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFile;
import io.tailrace.storage.disk.DiskFullException;
import io.tailrace.storage.disk.DiskLock;
import io.tailrace.storage.disk.DiskSpace;
import io.tailrace.storage.disk.memory.DiskFault;
import io.tailrace.storage.disk.memory.DiskFault.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Another disk, with faults. Without any it does what the other does. Faults concern the operations that begin after they were
 * set.
 *
 * <p>A {@link DiskFault} that fails an operation prevents all of it; one that takes its time before it lets the operation pass
 * makes a slow disk. What a power failure loses is not simulated here: that needs a disk that knows what was synced, {@link
 * io.tailrace.storage.disk.memory.MemoryDisk}, which can be the one below.
 *
 * <p><b>Threads:</b> any. The faults are volatile, the room is atomic; the source of randomness is used under the monitor.
 */
public final class FaultyDisk implements Disk {

    private static final long UNLIMITED = Long.MAX_VALUE / 2;

    private final Disk disk;
    private final Random random;
    private final AtomicLong freeBytes = new AtomicLong(UNLIMITED);
    private volatile DiskFault fault = DiskFault.NONE;
    private volatile WriteFault.Rule writeFault = WriteFault.Rule.NEVER;

    /** @param random decides how much of a short write is done, which bit is altered, and where a misdirected write goes */
    public FaultyDisk(Disk disk, Random random) {
        this.disk = disk;
        this.random = random;
    }

    /** Asked before each operation from now on. */
    public void fault(DiskFault newFault) {
        fault = newFault;
    }

    /** Asked for each write that {@link #fault} lets pass. */
    public void writeFault(WriteFault.Rule rule) {
        writeFault = rule;
    }

    /** How much more files may grow. Truncation gives back, deletion does not. */
    public void freeBytes(long bytes) {
        freeBytes.set(bytes);
    }

    /** The device has all the room again that it really has. */
    public void freeAll() {
        freeBytes.set(UNLIMITED);
    }

    /** Rot: flips a bit of what is stored. */
    public void flipBit(Path file, long bit) throws IOException {
        try (DiskFile open = disk.open(file)) {
            ByteBuf one = Unpooled.buffer(1);
            open.read(bit / Byte.SIZE, one, 1);
            one.setByte(0, one.getByte(0) ^ (1 << (bit % Byte.SIZE)));
            open.write(bit / Byte.SIZE, one);
        }
    }

    private synchronized int random(int bound) {
        return random.nextInt(bound);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        fault.check(Operation.OPEN, file);
        return new FaultyFile(disk.open(file));
    }

    @Override
    public boolean exists(Path path) throws IOException {
        return disk.exists(path);
    }

    @Override
    public boolean isDirectory(Path path) throws IOException {
        return disk.isDirectory(path);
    }

    @Override
    public long size(Path file) throws IOException {
        fault.check(Operation.READ, file);
        return disk.size(file);
    }

    @Override
    public long lastModifiedMs(Path file) throws IOException {
        fault.check(Operation.READ, file);
        return disk.lastModifiedMs(file);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        fault.check(Operation.READ, directory);
        return disk.list(directory);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        fault.check(Operation.CREATE_DIRECTORY, directory);
        disk.createDirectories(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        fault.check(Operation.RENAME, from);
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        fault.check(Operation.DELETE, path);
        disk.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        fault.check(Operation.SYNC_DIRECTORY, directory);
        disk.syncDirectory(directory);
    }

    @Override
    public DiskSpace space(Path path) throws IOException {
        DiskSpace space = disk.space(path);
        return new DiskSpace(space.totalBytes(), Math.min(space.usableBytes(), freeBytes.get()));
    }

    @Override
    public @Nullable DiskLock tryLock(Path file) throws IOException {
        fault.check(Operation.OPEN, file);
        return disk.tryLock(file);
    }

    private final class FaultyFile implements DiskFile {

        private final DiskFile file;

        FaultyFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public Path path() {
            return file.path();
        }

        @Override
        public long size() throws IOException {
            fault.check(Operation.READ, path());
            return file.size();
        }

        @Override
        public int read(long position, ByteBuf into, int length) throws IOException {
            fault.check(Operation.READ, path());
            return file.read(position, into, length);
        }

        @Override
        public void write(long position, ByteBuf bytes) throws IOException {
            fault.check(Operation.WRITE, path());
            int length = bytes.readableBytes();
            takeRoom(position, bytes);
            switch (writeFault.of(path(), position, length)) {
                case NONE -> file.write(position, bytes);
                case SHORT -> {
                    file.write(position, bytes.slice(bytes.readerIndex(), random(length + 1)));
                    throw new IOException(path() + ": the write was cut short");
                }
                case LOST -> {
                    // nothing of it happens
                }
                case MISDIRECTED -> file.write(elsewhere(position, length), bytes);
                case ALTERED -> file.write(position, altered(bytes));
            }
        }

        /** Does what there is room for before it fails. */
        private void takeRoom(long position, ByteBuf bytes) throws IOException {
            long growth = Math.max(0, position + bytes.readableBytes() - file.size());
            if (growth == 0) {
                return;
            }
            long left = freeBytes.addAndGet(-growth);
            if (left < 0) {
                freeBytes.addAndGet(growth);
                int fitting = (int) Math.max(0, bytes.readableBytes() + left);
                file.write(position, bytes.slice(bytes.readerIndex(), fitting));
                freeBytes.addAndGet(-Math.max(0, growth + left));
                throw new DiskFullException(path(), null);
            }
        }

        private long elsewhere(long position, int length) {
            return position == 0 ? length : random((int) Math.min(Integer.MAX_VALUE, position));
        }

        private ByteBuf altered(ByteBuf bytes) {
            byte[] copy = ByteBufUtil.getBytes(bytes);
            int bit = random(copy.length * Byte.SIZE);
            copy[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            return Unpooled.wrappedBuffer(copy);
        }

        @Override
        public void truncate(long size) throws IOException {
            fault.check(Operation.TRUNCATE, path());
            freeBytes.addAndGet(Math.max(0, file.size() - size));
            file.truncate(size);
        }

        @Override
        public void force() throws IOException {
            fault.check(Operation.FORCE, path());
            file.force();
        }

        @Override
        public void rename(Path to) throws IOException {
            fault.check(Operation.RENAME, path());
            file.rename(to);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
