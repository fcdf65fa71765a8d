package io.tailrace.broker.network;

/** What a client sent is not a request; its connection is closed with this message in one log line. */
final class BadFrameException extends RuntimeException {
    BadFrameException(String message) {
        super(message);
    }

    BadFrameException(String message, Throwable cause) {
        super(message, cause);
    }
}
