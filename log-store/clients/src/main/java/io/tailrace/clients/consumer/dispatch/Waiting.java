package io.tailrace.clients.consumer.dispatch;

/**
 * How the owner of a consumer waits for events. The simulator does not wait: everything happens in one thread, and
 * waiting would wait for itself.
 */
@FunctionalInterface
public interface Waiting {

    /** Waits with the calling thread. */
    Waiting WITH_THREAD = (mailbox, nanos) -> {
        mailbox.await(nanos);
        return true;
    };

    /** Never waits: calls with a time-out end after one round. */
    Waiting NEVER = (mailbox, nanos) -> false;

    /**
     * Waits for an event in the mailbox, at most {@code nanos}; may return early.
     *
     * @return false if there is no waiting here
     */
    boolean await(Mailbox mailbox, long nanos);
}
