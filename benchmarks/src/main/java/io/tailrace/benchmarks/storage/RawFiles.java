package io.tailrace.benchmarks.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The limit: plain writes and reads of files, nothing checked, nothing indexed. Offsets are taken for positions by the number of
 * bytes a record takes.
 *
 * <p><b>Threads:</b> one a partition.
 */
final class RawFiles implements BenchLog {

    private final FileChannel[] files;
    private final long[] positions;
    private final double bytesPerRecord;
    private ByteBuffer target = ByteBuffer.allocateDirect(1 << 20);

    RawFiles(Path directory, int partitions, double bytesPerRecord) throws IOException {
        this.bytesPerRecord = bytesPerRecord;
        files = new FileChannel[partitions];
        positions = new long[partitions];
        for (int i = 0; i < partitions; i++) {
            files[i] = FileChannel.open(
                    directory.resolve("raw-" + i),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        }
    }

    @Override
    public void append(int partition, ByteBuffer batch) throws IOException {
        ByteBuffer bytes = batch.duplicate();
        while (bytes.hasRemaining()) {
            positions[partition] += files[partition].write(bytes, positions[partition]);
        }
    }

    @Override
    public void sync(int partition) throws IOException {
        files[partition].force(false);
    }

    @Override
    public int read(int partition, long offset, int maxBytes) throws IOException {
        if (target.capacity() < maxBytes) {
            target = ByteBuffer.allocateDirect(maxBytes);
        }
        target.clear().limit(maxBytes);
        return Math.max(0, files[partition].read(target, (long) (offset * bytesPerRecord)));
    }

    @Override
    public long find(int partition, long timestampMs) {
        return -1;
    }

    @Override
    public void close() throws IOException {
        for (FileChannel file : files) {
            file.close();
        }
    }
}
