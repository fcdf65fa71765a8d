package io.tailrace.benchmarks.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Partitions of one system that batches are appended to and read from. */
interface BenchLog extends AutoCloseable {

    /** Appends one batch of format 2, a direct buffer; offsets are stamped into it by systems that do so. */
    void append(int partition, ByteBuffer batch) throws IOException;

    /** Makes all that was appended to a partition survive a power failure, and returns when it does. */
    void sync(int partition) throws IOException;

    /** Reads up to {@code maxBytes} from an offset on into memory; returns the number of bytes. */
    int read(int partition, long offset, int maxBytes) throws IOException;

    /** The offset of the first record at or after a time, or -1. */
    long find(int partition, long timestampMs) throws IOException;

    @Override
    void close() throws IOException;
}
