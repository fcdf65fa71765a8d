package io.tailrace.clients.core;

import java.util.Random;

/**
 * Doubling delays with jitter (KIP-580): attempt n waits initial × 2ⁿ milliseconds, at most the maximum, ± 20 %.
 *
 * <p><b>Threads:</b> as its source of randomness.
 */
public final class ExponentialBackoff {

    private static final double JITTER = 0.2;
    private static final int MAX_DOUBLINGS = 30;

    private final long initialMs;
    private final long maxMs;
    private final Random random;

    /** @param maxMs a maximum below {@code initialMs} wins, as in Kafka */
    public ExponentialBackoff(long initialMs, long maxMs, Random random) {
        if (initialMs < 0 || maxMs < 0) {
            throw new IllegalArgumentException(
                    "expected delays of at least 0 ms, actual initial=" + initialMs + ", max=" + maxMs);
        }
        this.initialMs = Math.min(initialMs, maxMs);
        this.maxMs = maxMs;
        this.random = random;
    }

    /** @param attempt how many attempts failed before the last one, from 0 */
    public long delayMs(int attempt) {
        double delay = (double) initialMs * (1L << Math.min(Math.max(0, attempt), MAX_DOUBLINGS));
        double jitter = 1 - JITTER + 2 * JITTER * random.nextDouble();
        return (long) (Math.min(delay, (double) maxMs) * jitter);
    }
}
