package io.tailrace.cli;

/** A command could not do what it was asked; the message is for the user. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }
}
