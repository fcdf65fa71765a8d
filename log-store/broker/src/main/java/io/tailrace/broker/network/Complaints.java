package io.tailrace.broker.network;

import io.tailrace.broker.request.UnansweredFailureException;
import io.tailrace.protocol.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs why connections are closed, one line each. Beyond {@value #LINES_PER_SECOND} lines a second they are counted
 * instead, so that a flood of garbage does not become a flood of log.
 *
 * <p><b>Threads:</b> any; shared by all connections of a listener, guarded by its own lock.
 */
final class Complaints {

    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
    private static final int LINES_PER_SECOND = 20;

    private final Clock clock;
    private long secondStartMs;
    private int lines;
    private long suppressed;

    Complaints(Clock clock) {
        this.clock = clock;
        this.secondStartMs = clock.monotonicMs();
    }

    void closing(String connectionId, Throwable cause) {
        if (!permitted()) {
            return;
        }
        if (cause instanceof BadFrameException || cause instanceof UnansweredFailureException) {
            LOG.warn("Closing connection {}: {}", connectionId, cause.getMessage());
        } else {
            LOG.warn("Closing connection {}", connectionId, cause);
        }
    }

    void refusing(String address, String reason) {
        if (permitted()) {
            LOG.warn("Refusing connection of {}: {}", address, reason);
        }
    }

    private synchronized boolean permitted() {
        long now = clock.monotonicMs();
        if (now - secondStartMs >= 1000) {
            if (suppressed > 0) {
                LOG.warn("{} further connections were closed or refused without a line of their own", suppressed);
            }
            secondStartMs = now;
            lines = 0;
            suppressed = 0;
        }
        if (lines < LINES_PER_SECOND) {
            lines++;
            return true;
        }
        suppressed++;
        return false;
    }
}
