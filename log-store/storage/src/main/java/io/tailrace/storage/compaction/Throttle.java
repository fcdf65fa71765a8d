package io.tailrace.storage.compaction;

/**
 * Keeps a rate of bytes by the pauses between pieces of work: each piece takes its share of the time line, and whoever comes
 * early waits for it.
 *
 * <p><b>Threads:</b> any, by the monitor of this object.
 */
final class Throttle {

    private static final double NANOS = 1e9;

    private final double bytesPerSecond;
    private long freeAtNanos;
    private boolean used;

    Throttle(double bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Notes work that was just done. Returns how many milliseconds to wait before more is done. */
    synchronized long delayMs(long bytes, long nowNanos) {
        double costNanos = bytes / bytesPerSecond * NANOS;
        long from = used ? Math.max(freeAtNanos, nowNanos) : nowNanos;
        used = true;
        freeAtNanos = from + (long) costNanos;
        return Math.max(0, freeAtNanos - nowNanos) / 1_000_000;
    }
}
