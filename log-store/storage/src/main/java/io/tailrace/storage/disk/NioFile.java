package io.tailrace.storage.disk;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file of the machine. {@link FileChannel} closes itself for everybody when a thread that uses it is interrupted; an
 * application that embeds the log may interrupt its threads at will, so this class opens the file anew, repeats the
 * operation (all are positional and may be repeated) and leaves the interrupt pending. In the same way {@link OpenFiles} closes
 * it when descriptors are scarce and nothing of it is unsynced.
 *
 * <p><b>Threads:</b> any number of readers beside one writer. {@code channel} is replaced under the monitor of this object
 * and read without it: a stale channel is closed, which every operation notices. {@code path} is changed under it, too, so
 * that the file is never opened anew under a name that it is just losing. {@code writes} belongs to the writer, {@code synced}
 * to whoever syncs.
 */
final class NioFile implements DiskFile {

    private interface Operation {
        int on(FileChannel channel) throws IOException;
    }

    private final OpenFiles files;
    private volatile Path path;
    private volatile FileChannel channel;
    private final AtomicLong writes = new AtomicLong();
    private volatile long synced;
    private boolean used;
    private boolean closed;

    NioFile(Path path, OpenFiles files) throws IOException {
        this.path = path;
        this.files = files;
        this.channel = openChannel(path, true);
        files.opened(this);
    }

    private static FileChannel openChannel(Path path, boolean create) throws IOException {
        return create
                ? FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)
                : FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long size() throws IOException {
        long[] size = new long[1];
        run(open -> {
            size[0] = open.size();
            return 0;
        });
        return size[0];
    }

    @Override
    public int read(long position, ByteBuf into, int length) throws IOException {
        into.ensureWritable(length);
        int at = into.writerIndex();
        // Not by the buffer's own method for channels: it takes a channel that was closed for the end of the file.
        int total = run(open -> {
            ByteBuffer room = into.nioBuffer(at, length);
            while (room.hasRemaining() && open.read(room, position + room.position()) > 0) {
                // until it is full or the file ends
            }
            return room.position();
        });
        into.writerIndex(at + total);
        return total;
    }

    @Override
    public void write(long position, ByteBuf bytes) throws IOException {
        writes.incrementAndGet(); // before: what is counted as synced was written before the sync began
        run(open -> {
            long at = position;
            if (bytes.nioBufferCount() == 1) {
                writeFully(open, at, bytes.nioBuffer());
            } else {
                for (ByteBuffer part : bytes.nioBuffers()) {
                    at += writeFully(open, at, part);
                }
            }
            return 0;
        });
    }

    private static int writeFully(FileChannel open, long position, ByteBuffer bytes) throws IOException {
        int size = bytes.remaining();
        long at = position;
        while (bytes.hasRemaining()) {
            at += open.write(bytes, at);
        }
        return size;
    }

    @Override
    public void truncate(long size) throws IOException {
        writes.incrementAndGet();
        run(open -> {
            open.truncate(size);
            return 0;
        });
    }

    @Override
    public void force() throws IOException {
        long covered = writes.get();
        run(open -> {
            open.force(false);
            return 0;
        });
        synced = covered;
    }

    @Override
    public synchronized void rename(Path to) throws IOException {
        Files.move(path, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        path = to;
    }

    private int run(Operation operation) throws IOException {
        boolean interrupted = false;
        used = true;
        try {
            while (true) {
                FileChannel open = channel;
                try {
                    return operation.on(open);
                } catch (ClosedChannelException e) {
                    interrupted |= Thread.interrupted();
                    reopen(open, e);
                } catch (IOException e) {
                    throw full(e) ? new DiskFullException(path, e) : e;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void reopen(FileChannel found, ClosedChannelException cause) throws IOException {
        if (replace(found, cause)) {
            files.opened(this);
        }
    }

    /** Does nothing, and returns false, if another thread did it first. */
    private synchronized boolean replace(FileChannel found, ClosedChannelException cause) throws IOException {
        if (closed) {
            throw cause;
        }
        if (channel != found) {
            return false;
        }
        channel = openChannel(path, false); // never creates: a file that was renamed away is an error
        return true;
    }

    /** Closes the descriptor unless there is something to sync or it was used since the last call; returns whether it did. */
    synchronized boolean closeIfIdle() throws IOException {
        if (used || writes.get() != synced) {
            used = false;
            return false;
        }
        channel.close();
        return true;
    }

    /** The JDK tells a full disk by the system's message only. */
    private static boolean full(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left")
                || message.contains("not enough space")
                || message.contains("quota exceeded");
    }

    @Override
    public void close() throws IOException {
        closeForGood();
        files.closed(this);
    }

    private synchronized void closeForGood() throws IOException {
        closed = true;
        channel.close();
    }
}
