package io.tailrace.broker.time;

import io.tailrace.protocol.time.Clock;

/**
 * The machine's clocks.
 *
 * <p><b>Threads:</b> any.
 */
public enum SystemClock implements Clock {
    INSTANCE;

    @Override
    public long wallMs() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
