package io.tailrace.storage.disk.memory;

import java.util.Random;

/** A file or a directory of a {@link MemoryDisk}. <b>Threads:</b> the monitor of the disk. */
interface MemoryNode {

    /** Becomes what a power failure leaves of it. */
    void losePower(Random random);

    /** Bytes of the file, or of all files below the directory. */
    long sizeBytes();
}
