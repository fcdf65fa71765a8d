package io.tailrace.clients.core;

import io.tailrace.protocol.time.Clock;

/**
 * The clock of the machine.
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
