package io.tailrace.broker.request;

/**
 * The only way to tell the sender of a request that it failed is to close the connection: a Produce with
 * {@code acks=0} that was not appended.
 */
public final class UnansweredFailureException extends RuntimeException {
    public UnansweredFailureException(String message) {
        super(message);
    }
}
