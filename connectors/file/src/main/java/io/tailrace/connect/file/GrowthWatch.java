package io.tailrace.connect.file;

import java.util.concurrent.TimeUnit;

/** Knows for how long a file has not grown. <b>Threads:</b> one. */
final class GrowthWatch {

    private long size = -1;
    private long sinceNanos;

    /** Milliseconds for which the file has had this size, as far as calls of this method saw. */
    long quietMs(long sizeNow) {
        if (sizeNow != size) {
            size = sizeNow;
            sinceNanos = System.nanoTime();
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos);
    }
}
