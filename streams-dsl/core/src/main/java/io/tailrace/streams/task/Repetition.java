package io.tailrace.streams.task;

import io.tailrace.clients.errors.ErrorPolicy;
import io.tailrace.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats what a processor does with a record, as the error policy says. The thread waits between attempts, so waits and times should stay
 * below {@code max.poll.interval.ms} together. What an attempt forwarded before it failed is forwarded again by the next.
 *
 * <p><b>Threads:</b> stateless; waits on the caller's thread.
 */
final class Repetition {
    private static final Logger LOG = LoggerFactory.getLogger(Repetition.class);

    private Repetition() {}

    /** Waits before the attempt that follows this one (1 for the first); returns false if there is to be none. */
    static boolean again(ErrorPolicy policy, int attempt, String node, RuntimeException error) {
        if (!policy.triesAgainAfter(attempt)) {
            return false;
        }
        LOG.info("Attempt {} of {} in node {} failed: {}", attempt, policy.retries() + 1, node, error.toString());
        try {
            Thread.sleep(policy.backoffAfter(attempt).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
        return true;
    }
}
