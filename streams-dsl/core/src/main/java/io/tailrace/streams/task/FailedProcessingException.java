package io.tailrace.streams.task;

/** Carries an error out of the node in which it happened, past the nodes above, which must not handle it again. */
final class FailedProcessingException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String nodeName;

    FailedProcessingException(String nodeName, Throwable cause) {
        super(cause);
        this.nodeName = nodeName;
    }

    String nodeName() {
        return nodeName;
    }
}
