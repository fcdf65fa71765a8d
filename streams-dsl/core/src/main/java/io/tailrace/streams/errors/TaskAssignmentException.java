package io.tailrace.streams.errors;

/** The tasks could not be assigned to the members of the group. */
public class TaskAssignmentException extends StreamsException {
    private static final long serialVersionUID = 1L;

    public TaskAssignmentException(String message) {
        super(message);
    }

    public TaskAssignmentException(String message, Throwable cause) {
        super(message, cause);
    }

    public TaskAssignmentException(Throwable cause) {
        super(cause);
    }
}
