package io.tailrace.storage.inspect;

import io.netty.buffer.ByteBuf;
import io.tailrace.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that cannot be changed through it: an inspection must be safe on the only copy, and on a server that runs.
 *
 * <p><b>Threads:</b> one.
 */
final class ReadOnlyFile implements DiskFile {

    private final Path path;
    private final FileChannel channel;

    ReadOnlyFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public int read(long position, ByteBuf into, int length) throws IOException {
        into.ensureWritable(length);
        int at = into.writerIndex();
        ByteBuffer room = into.nioBuffer(at, length);
        while (room.hasRemaining() && channel.read(room, position + room.position()) > 0) {
            // until it is full or the file ends
        }
        into.writerIndex(at + room.position());
        return room.position();
    }

    @Override
    public void write(long position, ByteBuf bytes) throws IOException {
        throw readOnly();
    }

    @Override
    public void truncate(long size) throws IOException {
        throw readOnly();
    }

    @Override
    public void force() throws IOException {
        throw readOnly();
    }

    @Override
    public void rename(Path to) throws IOException {
        throw readOnly();
    }

    private IOException readOnly() {
        return new IOException(path + ": expected no change to a file that is inspected");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
