package io.tailrace.clients.consumer;

import io.tailrace.common.errors.RetriableException;
import java.io.Serial;

/** A commit did not succeed this time; committing the same or later offsets again may. */
public class RetriableCommitFailedException extends RetriableException {
    @Serial
    private static final long serialVersionUID = 1L;

    public RetriableCommitFailedException(Throwable cause) {
        super("The offset commit failed with a passing error; commit the latest positions again.", cause);
    }

    public RetriableCommitFailedException(String message) {
        super(message);
    }

    public RetriableCommitFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
