package io.tailrace.streams.errors;

/** The task was taken over by another thread or instance of the application. */
public class TaskMigratedException extends StreamsException {
    private static final long serialVersionUID = 1L;

    public TaskMigratedException(String message) {
        super(message);
    }

    public TaskMigratedException(String message, Throwable cause) {
        super(message, cause);
    }
}
