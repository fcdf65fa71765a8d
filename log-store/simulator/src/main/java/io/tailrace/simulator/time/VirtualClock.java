package io.tailrace.simulator.time;

import io.tailrace.protocol.time.Clock;

/**
 * Time that passes only when the {@link EventLoop} says so.
 *
 * <p><b>Threads:</b> the one of the simulation.
 */
final class VirtualClock implements Clock {

    /** 2026-01-01T00:00:00Z: a plausible date, and the same in every run. */
    private static final long ORIGIN_MS = 1_767_225_600_000L;

    private long nanos;

    void advanceTo(long newNanos) {
        nanos = Math.max(nanos, newNanos);
    }

    @Override
    public long wallMs() {
        return ORIGIN_MS + nanos / 1_000_000;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }
}
