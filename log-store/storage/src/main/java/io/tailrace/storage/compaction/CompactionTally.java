package io.tailrace.storage.compaction;

/**
 * Counts what a pass does. <b>Threads:</b> one.
 */
final class CompactionTally {

    int segmentsIn;
    int segmentsOut;
    long bytesIn;
    long bytesOut;
    long recordsIn;
    long recordsOut;
    long keylessRecords;
    long mappedRecords;
    /** Bytes read and written since {@link #takeIo} was last called. */
    private long ioBytes;

    void io(long bytes) {
        ioBytes += bytes;
    }

    long takeIo() {
        long taken = ioBytes;
        ioBytes = 0;
        return taken;
    }
}
