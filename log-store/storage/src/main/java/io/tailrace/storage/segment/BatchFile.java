package io.tailrace.storage.segment;

import io.netty.buffer.ByteBuf;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFile;
import io.tailrace.storage.disk.LazyFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The {@code .log} file of a segment: batches one after another, how many bytes of them readers may see, and which of those were held
 * against their checksums.
 *
 * <p><b>Threads:</b> written and cut under the lock of the partition, read by any thread. What is written becomes visible with {@link
 * #publish}: bytes below {@link #sizeBytes} are in the file.
 */
final class BatchFile implements Closeable {

    private final Disk disk;
    private final DiskFile file;
    private final VerifiedRanges verified = new VerifiedRanges();
    private volatile int sizeBytes;

    BatchFile(Disk disk, Path path) {
        this.disk = disk;
        this.file = new LazyFile(disk, path);
    }

    /** Takes what there is. */
    void open() throws IOException {
        sizeBytes = Math.toIntExact(disk.size(file.path()));
        verified.writingFrom(sizeBytes);
    }

    /** Begins with nothing. */
    void create() throws IOException {
        file.truncate(0);
        verified.writingFrom(0);
    }

    DiskFile file() {
        return file;
    }

    Path path() {
        return file.path();
    }

    int sizeBytes() {
        return sizeBytes;
    }

    long lastModifiedMs() throws IOException {
        return disk.lastModifiedMs(file.path());
    }

    /** Writes batches behind what is visible. */
    void write(int position, ByteBuf batches) throws IOException {
        file.write(position, batches);
    }

    void publish(int newSizeBytes) {
        sizeBytes = newSizeBytes;
    }

    /** Takes back what was written and not published. */
    void takeBack(int position) throws IOException {
        file.truncate(position);
    }

    void cut(int toBytes) throws IOException {
        sizeBytes = toBytes;
        file.truncate(toBytes);
        verified.forget(0);
        verified.writingFrom(toBytes);
    }

    int read(int position, ByteBuf into, int length) throws IOException {
        return file.read(position, into, length);
    }

    BatchScanner headersFrom(int position) {
        return BatchScanner.headers(file, position, sizeBytes);
    }

    BatchScanner wholeFrom(int position) {
        return BatchScanner.wholeBatches(file, position, sizeBytes);
    }

    int verifiedUntil(int position) {
        return verified.verifiedUntil(position);
    }

    void markVerified(int from, int to) {
        verified.add(from, to);
    }

    void forgetVerified() {
        verified.forget(sizeBytes);
    }

    void force() throws IOException {
        file.force();
    }

    void rename(Path to) throws IOException {
        file.rename(to);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
