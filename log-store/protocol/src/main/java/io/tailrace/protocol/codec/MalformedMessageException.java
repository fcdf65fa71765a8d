package io.tailrace.protocol.codec;

/** The bytes are not a message of the version they claim: the sender's connection is of no further use. */
public final class MalformedMessageException extends RuntimeException {
    public MalformedMessageException(String message) {
        super(message);
    }

    public MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
