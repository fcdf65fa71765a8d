package io.tailrace.protocol.time;

/**
 * The time port. Two readings with different uses: wall-clock time goes into records and retention decisions and may
 * jump; monotonic time measures durations and never goes back.
 *
 * <p><b>Threads:</b> any.
 */
public interface Clock {

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    long wallMs();

    /** Nanoseconds since an arbitrary origin, monotonic. */
    long nanoTime();

    /** Milliseconds since an arbitrary origin, monotonic: what deadlines are computed with. */
    default long monotonicMs() {
        return nanoTime() / 1_000_000;
    }
}
